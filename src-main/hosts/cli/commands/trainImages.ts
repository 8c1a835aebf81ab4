import { z } from 'zod';
import { devices } from '../../../contract/app.ts';
import {
  networkNames,
  painterNameSchema,
  predictionNames,
  rateArgumentSchema,
  shapeNames,
  stageArgumentSchema,
} from '../../../contract/pictures.ts';
import { checkpointArguments, checkpointHelp, checkpointOptions, checkpointTimesOf } from '../checkpointArguments.ts';
import { countArgument, nothing } from '../arguments.ts';
import { pictureSourceArguments, pictureSourceOf } from '../pictureSource.ts';
import { defineCommand } from '../command.ts';
import { withCompute } from '../openApplication.ts';

export const trainImagesCommand = defineCommand({
  name: 'train-images',
  usage: '--pictures FOLDER|TAR [--details JSONL] | --data NAME --stage 16|32|64|128 [--name NAME] [--steps N] [--seed N]',
  summary: 'Trains one stage of a painter on captioned pictures, or goes on where that was interrupted.',
  help: [
    '--pictures PATH   a folder of pictures or a tar; captions: NAME.txt, captions.jsonl, metadata.jsonl or captions.csv beside them',
    '--details FILE    film details as JSON lines (plots.jsonl.gz): pictures are called by movieId',
    '--data NAME       the posters of an imported data set, with genres, decade and plot of their films, in place of --pictures',
    '--stage WIDTH     16, 32, 64 (each painted over the one below) or 128 (the enlarger)',
    '--name NAME       the painter that the stage belongs to (mine)',
    '--shape SHAPE     poster (2:3) or square (poster)',
    `--network NAME    ${networkNames.join(', ')} (unet)`,
    `--prediction P    ${predictionNames.join(', ')} (clean)`,
    '--few-step        trains weights that paint in about four steps, from a stage that is trained already',
    '--steps N, --batch N, --rate X   otherwise what two cores train in about half an hour',
    '--seed N          seed of all randomness (1)',
    checkpointHelp,
    '--device NAME     auto, cpu, webgpu, dml, cuda or coreml (auto)',
  ],
  options: {
    pictures: { type: 'string' },
    details: { type: 'string' },
    data: { type: 'string' },
    stage: { type: 'string' },
    name: { type: 'string' },
    shape: { type: 'string' },
    network: { type: 'string' },
    prediction: { type: 'string' },
    'few-step': { type: 'boolean' },
    steps: { type: 'string' },
    batch: { type: 'string' },
    rate: { type: 'string' },
    seed: { type: 'string' },
    ...checkpointOptions,
    device: { type: 'string' },
  },
  args: z.object({
    positionals: nothing,
    ...pictureSourceArguments,
    ...checkpointArguments,
    stage: stageArgumentSchema,
    name: painterNameSchema.default('mine'),
    shape: z.enum(shapeNames).default('poster'),
    network: z.enum(networkNames).default('unet'),
    prediction: z.enum(predictionNames).optional(),
    'few-step': z.boolean().default(false),
    steps: z
      .string()
      .regex(/^\d{1,7}$/, 'a whole number above zero')
      .transform(Number)
      .optional(),
    batch: countArgument.optional(),
    rate: rateArgumentSchema.optional(),
    seed: countArgument.default(1),
    device: z.enum(devices).default('auto'),
  }),
  schema: z.object({
    name: z.string(),
    stage: z.string(),
    path: z.string(),
    sha256: z.string(),
    steps: z.number(),
    pictures: z.number(),
    heldOut: z.number(),
    loss: z.number(),
    seconds: z.number(),
  }),
  async run(args, context) {
    const trained = await withCompute(context, async (call, deviceOf) =>
      call('trainImages', {
        dataDir: context.dataDir,
        modelsDir: context.paths.modelsDir,
        ...pictureSourceOf(args),
        checkpointTimes: checkpointTimesOf(args),
        name: args.name,
        shape: args.shape,
        stageWidth: args.stage,
        network: args.network,
        prediction: args.prediction ?? null,
        steps: args.steps ?? null,
        batch: args.batch ?? null,
        rate: args.rate ?? null,
        seed: args.seed,
        fewStep: args['few-step'],
        threads: 0,
        device: await deviceOf(args.device),
      }),
    );
    const { name, stage, pictures, heldOut, steps, seconds, loss, path, sha256 } = trained;
    return {
      json: trained,
      text: `${name} ${stage}: ${steps} steps on ${pictures} pictures (${heldOut} held back), loss ${loss}, ${Math.round(seconds)} s\n${path}\nsha256 ${sha256}`,
    };
  },
});
