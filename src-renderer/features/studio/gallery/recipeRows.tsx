import type { FoundRecipe } from '../../../../src-main/contract/images.ts';
import { formatCount } from '../../../components/numberWords.ts';
import { samplerWords } from '../samplerWords.ts';
import styles from './gallery.module.css';

/** A recipe as far as it is known: null or absent where nobody says. */
export interface ShownRecipe
  extends Pick<
    FoundRecipe,
    'prompt' | 'negativePrompt' | 'genres' | 'decade' | 'seed' | 'steps' | 'guidance' | 'sampler' | 'model' | 'start'
  > {
  readonly guidanceInterval: readonly [from: number, to: number] | null;
  /** Place in the series of its seed, from 0. */
  readonly picture?: number | null;
  readonly width?: number;
  readonly height?: number;
  readonly ms?: number | null;
  readonly createdAt?: number;
}

/** Names and values in the order of reading. */
export function recipeParts(recipe: ShownRecipe): (readonly [name: string, value: string])[] {
  const {
    prompt,
    negativePrompt,
    genres,
    decade,
    seed,
    picture,
    steps,
    guidance,
    guidanceInterval,
    sampler,
    width,
    height,
    model,
    start,
    ms,
  } = recipe;
  const interval = guidanceInterval === null || (guidanceInterval[0] === 0 && guidanceInterval[1] === 1) ? null : guidanceInterval;
  const parts: (readonly [string, string | null])[] = [
    ['Prompt', prompt === '' ? null : prompt],
    ['Led away from', negativePrompt === '' ? null : negativePrompt],
    ['Genres', genres.length === 0 ? null : genres.join(', ')],
    ['Decade', decade === null ? null : `${decade}s`],
    ['Seed', seed === null ? null : `${seed}${picture == null ? '' : `, picture ${picture + 1}`}`],
    ['Steps', steps === null ? null : String(steps)],
    ['Sampler', sampler === null ? null : samplerWords[sampler]],
    [
      'Guidance',
      guidance === null
        ? null
        : `${guidance}${interval === null ? '' : `, from ${percent(interval[0])} to ${percent(interval[1])} of the way`}`,
    ],
    ['Painted from', start === null ? null : `another picture, ${percent(start.strength)} anew`],
    ['Size', width === undefined || height === undefined ? null : `${width} x ${height}`],
    ['Painter', model],
    ['Took', ms == null ? null : ms < 60_000 ? `${(ms / 1000).toFixed(1)} seconds` : `${formatCount(Math.round(ms / 1000))} seconds`],
    [
      'Painted',
      recipe.createdAt === undefined
        ? null
        : new Date(recipe.createdAt).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' }),
    ],
  ];
  return parts.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

export function RecipeRows({ recipe }: { readonly recipe: ShownRecipe }) {
  return (
    <dl className={styles.recipe}>
      {recipeParts(recipe).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
