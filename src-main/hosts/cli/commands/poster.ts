import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { devices } from '../../../contract/app.ts';
import { layoutNames, painterNameSchema, seedSchema, stepsSchema, guidanceSchema } from '../../../contract/pictures.ts';
import { DomainError } from '../../../core/base/errors.ts';
import { composePoster } from '../../../services/paintedPosters.ts';
import { filmArgument, nothing, numeric } from '../arguments.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { withApplication, withCompute } from '../openApplication.ts';

export const posterCommand = defineCommand({
  name: 'poster',
  usage: '--film ID [--layout NAME] [--tagline TEXT] [--seed N] [--width 600] --out FILE.png|FILE.svg',
  summary: 'Paints a poster for a film, with its title set as real type over the picture.',
  help: [
    '--film ID         the MovieLens movieId',
    `--layout NAME     ${layoutNames.join(', ')} (foot)`,
    "--tagline TEXT    in place of the film's own; empty for none",
    '--width PIXELS    of the PNG (600)',
    '--seed N          (1)',
    '--steps N, --guidance X, --model NAME   as in paint',
    '--out FILE        a PNG or SVG file; an old one is overwritten',
  ],
  options: {
    film: { type: 'string' },
    layout: { type: 'string' },
    tagline: { type: 'string' },
    width: { type: 'string' },
    seed: { type: 'string' },
    steps: { type: 'string' },
    guidance: { type: 'string' },
    model: { type: 'string' },
    out: { type: 'string' },
    device: { type: 'string' },
  },
  args: z.object({
    positionals: nothing,
    film: filmArgument,
    layout: z.enum(layoutNames).default('foot'),
    tagline: z.string().max(160, 'at most 160 characters').optional(),
    width: numeric(z.number().int().min(100).max(4000), 'pixels from 100 to 4000').default(600),
    seed: numeric(seedSchema, 'a whole number').default(1),
    steps: numeric(stepsSchema, 'a whole number from 1 to 200').default(20),
    guidance: numeric(guidanceSchema, 'a number from 0 to 20').default(2),
    model: painterNameSchema.default('poster'),
    out: z.string({ error: 'name a PNG or SVG file' }).regex(/\.(png|svg)$/i, 'a name that ends in .png or .svg'),
    device: z.enum(devices).default('cpu'),
  }),
  schema: z.object({
    movieId: z.number().int(),
    title: z.string(),
    path: z.string(),
    layout: z.string(),
    seed: z.number(),
    model: z.string(),
    ms: z.number(),
  }),
  async run(args, context) {
    const began = context.clock();
    const film = await withApplication(context, ({ client }) => client.catalog.film({ filmId: args.film }));
    const picture = await paintFor(film, args, context);
    const path = resolve(args.out);
    const format = /\.svg$/i.test(path) ? 'svg' : 'png';
    const bytes = await composePoster({
      film,
      tagline: args.tagline === undefined ? film.tagline : args.tagline.trim() === '' ? null : args.tagline.trim(),
      layout: args.layout,
      picture,
      format,
      width: args.width,
      resourcesDir: context.paths.resourcesDir,
    });
    try {
      writeFileSync(path, bytes);
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
      throw new DomainError('storage-failed', `The poster could not be written to ${path} (${reason}); choose another place with --out.`);
    }
    const { title } = film;
    const json = { movieId: args.film, title, path, layout: args.layout, seed: args.seed, model: args.model, ms: context.clock() - began };
    return { json, text: `${title}: ${path}` };
  },
});

interface Painting {
  readonly seed: number;
  readonly steps: number;
  readonly guidance: number;
  readonly model: string;
  readonly device: (typeof devices)[number];
}

async function paintFor(
  { genres, year, overview }: { readonly genres: readonly string[]; readonly year: number | null; readonly overview: string | null },
  { device, ...settings }: Painting,
  context: CommandContext,
): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'marquee-poster-'));
  try {
    const painted = await withCompute(context, async (call, deviceOf) =>
      call('paintImages', {
        dataDir: context.dataDir,
        modelsDir: context.paths.modelsDir,
        model: settings.model,
        seed: settings.seed,
        steps: settings.steps,
        guidance: settings.guidance,
        prompt: '',
        negativePrompt: '',
        film: { genres: [...genres], year, overview },
        genres: [],
        decade: null,
        sampler: 'dpm++2m',
        count: 1,
        enlarge: 'where-possible',
        recipe: false,
        out: join(folder, 'picture.png'),
        device: await deviceOf(device),
      }),
    );
    return readFileSync(painted.pictures[0]!.path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
