import { resolve } from 'node:path';
import { z } from 'zod';
import { devices } from '../../../contract/app.ts';
import {
  guidanceIntervalArgument,
  guidanceSchema,
  paintedPictureSchema,
  painterNameSchema,
  pictureCountSchema,
  samplerNames,
  seedSchema,
  stepsSchema,
  strengthSchema,
} from '../../../contract/pictures.ts';
import { DomainError } from '../../../core/base/errors.ts';
import { readGrid } from '../../../contract/grids.ts';
import { numeric } from '../arguments.ts';
import { defineCommand } from '../command.ts';
import { withCompute } from '../openApplication.ts';
import { paintSheet } from '../paintSheet.ts';

const MOST_PROMPT_CHARS = 4_000;
const DEFAULT_STRENGTH = 0.5;
const prompt = z.string().max(MOST_PROMPT_CHARS, 'a prompt has at most 4,000 characters');

const gridArgument = z.string().transform((text, context) => {
  const grid = readGrid(text);
  if (grid !== null) return grid;
  context.addIssue({
    code: 'custom',
    message: 'two of seed, guidance, steps and sampler, with up to ten values each: "seed=1,2,3 x guidance=1,3,5"',
  });
  return z.NEVER;
});

export const paintCommand = defineCommand({
  name: 'paint',
  usage:
    '"PROMPT" [--genre NAME ...] [--decade 1990] [--seed N] [--steps N] [--guidance X] [--sampler NAME] [--from FILE --strength X] [--count N | --grid AXES] [--enlarge] --out FILE',
  summary: 'Paints pictures by a prompt; the same words and seed give the same file.',
  help: [
    '--genre NAME      a genre of MovieLens, such as Horror; may be given several times',
    '--decade YEAR     the first year of a decade, such as 1970',
    '--negative TEXT   what to lead away from',
    '--seed N          (1)',
    '--steps N         (20)',
    '--guidance X      how strongly the prompt counts; 1 is twice as fast (2)',
    '--guidance-interval FROM-TO   where on the way from noise to picture it acts, such as 0.2-0.9 (0-1)',
    `--sampler NAME    ${samplerNames.join(', ')} (dpm++2m)`,
    '--from FILE       a PNG, JPEG or WebP to paint from, in place of nothing',
    '--strength X      how much of it is painted anew: near 0 it stays, at 1 nothing of it is left (0.5)',
    '--count N         pictures; their number is added to the name of the file (1)',
    '--grid AXES       one labelled sheet of two settings, such as "seed=1,2,3 x guidance=1,3,5"; also steps and sampler',
    '--enlarge         twice as wide and high',
    '--no-recipe       leave the recipe out of the file',
    '--model NAME      the painter (poster)',
    '--out FILE        a PNG file; an old one is overwritten',
  ],
  options: {
    genre: { type: 'string', multiple: true },
    decade: { type: 'string' },
    negative: { type: 'string' },
    seed: { type: 'string' },
    steps: { type: 'string' },
    guidance: { type: 'string' },
    'guidance-interval': { type: 'string' },
    sampler: { type: 'string' },
    from: { type: 'string' },
    strength: { type: 'string' },
    count: { type: 'string' },
    grid: { type: 'string' },
    enlarge: { type: 'boolean' },
    'no-recipe': { type: 'boolean' },
    model: { type: 'string' },
    out: { type: 'string' },
    device: { type: 'string' },
  },
  args: z.object({
    positionals: z.tuple([prompt], { error: 'write the prompt as one word or in quotes; it may be empty ("")' }),
    genre: z.array(z.string().max(40)).max(19).default([]),
    decade: numeric(z.number().int().multipleOf(10).min(1880).max(2100), 'the first year of a decade, such as 1970').optional(),
    negative: prompt.default(''),
    seed: numeric(seedSchema, 'a whole number').default(1),
    steps: numeric(stepsSchema, 'a whole number from 1 to 200').default(20),
    guidance: numeric(guidanceSchema, 'a number from 0 to 20').default(2),
    'guidance-interval': guidanceIntervalArgument.default([0, 1]),
    sampler: z.enum(samplerNames).default('dpm++2m'),
    from: z.string().min(1, 'name a picture').optional(),
    strength: numeric(strengthSchema, 'a number from 0.01 to 1').optional(),
    count: numeric(pictureCountSchema, 'a whole number from 1 to 1000').default(1),
    grid: gridArgument.optional(),
    enlarge: z.boolean().default(false),
    'no-recipe': z.boolean().default(false),
    model: painterNameSchema.default('poster'),
    out: z.string({ error: 'name a PNG file' }).regex(/\.png$/i, 'a name that ends in .png'),
    device: z.enum(devices).default('cpu'),
  }),
  schema: z.object({ model: z.string(), modelSha256: z.string(), pictures: z.array(paintedPictureSchema) }),
  async run(args, context) {
    if (args.strength !== undefined && args.from === undefined)
      throw new DomainError('invalid-input', '--strength says how much of a picture is painted anew; name the picture with --from.');
    if (args.grid !== undefined && args.count > 1)
      throw new DomainError('invalid-input', 'A sheet has one picture for every pair of values; leave --count or --grid out.');
    const painted = await withCompute(context, async (call, deviceOf) => {
      const input = {
        dataDir: context.dataDir,
        modelsDir: context.paths.modelsDir,
        model: args.model,
        prompt: args.positionals[0],
        negativePrompt: args.negative,
        film: null,
        genres: args.genre,
        decade: args.decade ?? null,
        seed: args.seed,
        steps: args.steps,
        guidance: args.guidance,
        guidanceInterval: args['guidance-interval'],
        start: args.from === undefined ? null : { path: resolve(args.from), strength: args.strength ?? DEFAULT_STRENGTH },
        sampler: args.sampler,
        count: args.count,
        enlarge: args.enlarge,
        recipe: !args['no-recipe'],
        out: resolve(args.out),
        device: await deviceOf(args.device),
      };
      const { resourcesDir } = context.paths;
      if (args.grid === undefined) return await call('paintImages', input);
      return await paintSheet((cell) => call('paintImages', cell), { input, grid: args.grid, resourcesDir });
    });
    return {
      json: painted,
      text: painted.pictures.map(({ path, width, height, ms }) => `${path}  ${width}x${height}, ${ms} ms`).join('\n'),
    };
  },
});
