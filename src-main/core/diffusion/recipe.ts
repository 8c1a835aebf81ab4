import type { SamplerName } from './samplers/index.ts';

/** Under which image tools keep the text. */
export const RECIPE_KEYWORD = 'parameters';

/** All that makes a picture again. */
export interface Recipe {
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly genres: readonly string[];
  readonly decade: number | null;
  readonly seed: number;
  readonly index: number;
  readonly steps: number;
  readonly guidance: number;
  /** Shares of the way between which guidance acted; absent where it acted on all of it. */
  readonly guidanceInterval?: readonly [from: number, to: number];
  /** The picture it was painted from, by the first twelve digits of the SHA-256 of its pixels, and how far it was led away. */
  readonly start?: { readonly hash: string; readonly strength: number };
  readonly sampler: SamplerName;
  readonly width: number;
  readonly height: number;
  readonly model: string;
  /** First twelve digits of the weights' SHA-256. */
  readonly modelHash: string;
}

/** Names as other tools write them. */
export const communityNames: Readonly<Record<SamplerName, string>> = {
  'dpm++2m': 'DPM++ 2M',
  euler: 'Euler',
  heun: 'Heun',
  ddim: 'DDIM',
  'ddim-ancestral': 'DDIM ancestral',
  consistency: 'Consistency',
};

/** Three lines: prompt, negative prompt, settings. */
export function formatRecipe(recipe: Recipe): string {
  const settings: (readonly [string, string | number])[] = [
    ['Steps', recipe.steps],
    ['Sampler', communityNames[recipe.sampler]],
    ['CFG scale', recipe.guidance],
    ['Seed', recipe.seed],
    ['Size', `${recipe.width}x${recipe.height}`],
    ['Model hash', recipe.modelHash],
    ['Model', recipe.model],
    ['Image index', recipe.index],
    ...(recipe.guidanceInterval === undefined ? [] : [['Guidance interval', recipe.guidanceInterval.join(' to ')] as const]),
    ...(recipe.start === undefined
      ? []
      : [['Denoising strength', recipe.start.strength] as const, ['Start picture', recipe.start.hash] as const]),
    ...(recipe.genres.length === 0 ? [] : [['Genres', recipe.genres.join(' ')] as const]),
    ...(recipe.decade === null ? [] : [['Decade', recipe.decade] as const]),
    ['Version', 'Marquee'],
  ];
  const lines = [oneLine(recipe.prompt), ...(recipe.negativePrompt === '' ? [] : [`Negative prompt: ${oneLine(recipe.negativePrompt)}`])];
  return [...lines, settings.map(([name, value]) => `${name}: ${value}`).join(', ')].join('\n');
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What a text of unknown origin says, as far as it makes sense here; the rest is left out. */
export type PartialRecipe = Partial<Recipe>;

const MOST_PROMPT_CHARS = 2_000;

export function parseRecipe(text: string): PartialRecipe {
  const lines = text.slice(0, 16_384).split(/\r?\n/);
  const settingsAt = lines.findLastIndex((line) => /(^|, )Steps: \d+/.test(line));
  const above = settingsAt < 0 ? lines : lines.slice(0, settingsAt);
  const negativeAt = above.findIndex((line) => line.startsWith('Negative prompt:'));
  const prompt = (negativeAt < 0 ? above : above.slice(0, negativeAt)).join(' ');
  const negative = negativeAt < 0 ? '' : above.slice(negativeAt).join(' ').slice('Negative prompt:'.length);
  const settings = new Map(
    (settingsAt < 0 ? '' : lines[settingsAt]!).split(', ').flatMap((pair) => {
      const at = pair.indexOf(': ');
      return at < 0 ? [] : [[pair.slice(0, at), pair.slice(at + 2).trim()] as const];
    }),
  );
  const number = (name: string, least: number, most: number): number | undefined => {
    const value = Number(settings.get(name) ?? Number.NaN);
    return Number.isFinite(value) && value >= least && value <= most ? value : undefined;
  };
  const integer = (name: string, least: number, most: number): number | undefined => {
    const value = number(name, least, most);
    return Number.isInteger(value) ? value : undefined;
  };
  const sampler = (Object.entries(communityNames) as [SamplerName, string][]).find(([, name]) => name === settings.get('Sampler'))?.[0];
  const interval = /^(\d\.?\d{0,6}) to (\d\.?\d{0,6})$/.exec(settings.get('Guidance interval') ?? '');
  const strength = number('Denoising strength', 0.01, 1);
  const start = /^[\da-f]{12}$/.exec(settings.get('Start picture') ?? '')?.[0];
  const size = /^(\d{1,5})x(\d{1,5})$/.exec(settings.get('Size') ?? '');
  const found: { [K in keyof Recipe]?: Recipe[K] | undefined } = {
    prompt: oneLine(prompt).slice(0, MOST_PROMPT_CHARS),
    negativePrompt: oneLine(negative).slice(0, MOST_PROMPT_CHARS),
    genres: settings.get('Genres')?.split(' ').slice(0, 19),
    decade: integer('Decade', 1880, 2100),
    seed: integer('Seed', 0, Number.MAX_SAFE_INTEGER),
    index: integer('Image index', 0, 1_000_000),
    steps: integer('Steps', 1, 1000),
    guidance: number('CFG scale', 0, 100),
    guidanceInterval: interval === null ? undefined : [Math.min(1, Number(interval[1])), Math.min(1, Number(interval[2]))],
    start: start === undefined || strength === undefined ? undefined : { hash: start, strength },
    sampler,
    width: size === null ? undefined : Number(size[1]),
    height: size === null ? undefined : Number(size[2]),
    model: settings.get('Model')?.slice(0, 200),
    modelHash: settings.get('Model hash')?.slice(0, 64),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as PartialRecipe;
}
