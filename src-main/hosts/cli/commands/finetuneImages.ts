import { resolve } from 'node:path';
import { z } from 'zod';
import { devices } from '../../../contract/app.ts';
import { painterNameSchema, rateArgumentSchema, seedSchema } from '../../../contract/pictures.ts';
import { checkpointArguments, checkpointHelp, checkpointOptions, checkpointTimesOf } from '../checkpointArguments.ts';
import { countArgument, nothing, numeric } from '../arguments.ts';
import { pictureSourceArguments, pictureSourceOf } from '../pictureSource.ts';
import { defineCommand } from '../command.ts';
import { withCompute } from '../openApplication.ts';

export const finetuneImagesCommand = defineCommand({
  name: 'finetune-images',
  usage:
    '--name NAME --pictures FOLDER|TAR [--details JSONL] [--genre NAME] [--from NAME] [--rank 8 | --full] [--steps N] [--compare FILE]',
  summary: 'Goes on from a painter with other pictures or one genre, as a new painter, with a side-by-side picture.',
  help: [
    '--name NAME       the new painter',
    '--from NAME       the painter to go on from (poster)',
    '--pictures, --details, --data   as in train-images',
    '--genre NAME      only pictures of this genre',
    '--rank N          low-rank adapters of this rank beside the old weights (8)',
    '--full            train all weights instead',
    '--steps N, --batch N, --rate X   of every stage (300, 8, 0.0005)',
    '--compare FILE    a PNG: above as before, below as after',
    '--seed N          (1)',
    checkpointHelp,
  ],
  options: {
    name: { type: 'string' },
    from: { type: 'string' },
    pictures: { type: 'string' },
    details: { type: 'string' },
    data: { type: 'string' },
    genre: { type: 'string' },
    rank: { type: 'string' },
    full: { type: 'boolean' },
    steps: { type: 'string' },
    batch: { type: 'string' },
    rate: { type: 'string' },
    seed: { type: 'string' },
    ...checkpointOptions,
    compare: { type: 'string' },
    device: { type: 'string' },
  },
  args: z.object({
    positionals: nothing,
    name: painterNameSchema,
    from: painterNameSchema.default('poster'),
    ...pictureSourceArguments,
    ...checkpointArguments,
    genre: z.string().min(1).max(40).optional(),
    rank: numeric(z.number().int().min(1).max(64), 'a whole number from 1 to 64').default(8),
    full: z.boolean().default(false),
    steps: countArgument.default(300),
    batch: countArgument.default(8),
    rate: rateArgumentSchema.default(5e-4),
    seed: numeric(seedSchema, 'a whole number').default(1),
    compare: z
      .string()
      .regex(/\.png$/i, 'a name that ends in .png')
      .optional(),
    device: z.enum(devices).default('auto'),
  }),
  schema: z.object({
    name: z.string(),
    from: z.string(),
    pictures: z.number().int(),
    stages: z.array(z.object({ stage: z.string(), sha256: z.string(), loss: z.number(), parameters: z.number().int() })),
    path: z.string(),
    compare: z.string().nullable(),
    seconds: z.number(),
  }),
  async run({ full, rank, compare, device, ...args }, context) {
    const tuned = await withCompute(context, async (call, deviceOf) =>
      call('finetuneImages', {
        dataDir: context.dataDir,
        modelsDir: context.paths.modelsDir,
        name: args.name,
        from: args.from,
        ...pictureSourceOf(args),
        checkpointTimes: checkpointTimesOf(args),
        genre: args.genre ?? null,
        rank: full ? null : rank,
        steps: args.steps,
        batch: args.batch,
        rate: args.rate,
        seed: args.seed,
        compare: compare === undefined ? null : resolve(compare),
        device: await deviceOf(device),
      }),
    );
    const lines = tuned.stages.map(
      ({ stage, loss, parameters }) => `  ${stage}: ${parameters.toLocaleString('en')} trained numbers, loss ${loss}`,
    );
    return {
      json: tuned,
      text: [`${tuned.name} from ${tuned.from} on ${tuned.pictures} pictures, ${Math.round(tuned.seconds)} s`, ...lines, tuned.path].join(
        '\n',
      ),
    };
  },
});
