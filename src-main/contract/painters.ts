import { oc } from '@orpc/contract';
import { z } from 'zod';
import { devices } from './app.ts';
import { appErrorSchema } from './errors.ts';
import { jobStates } from './jobs.ts';
import { networkNames, painterNameSchema, seedSchema, shapeNames } from './pictures.ts';
import { datasetNameSchema } from './shared.ts';

/** Largest width that a cascade is trained to; its stages below are trained first. */
export const largestWidths = [16, 32, 64] as const;

/** What a painter learns from; paths are on the machine that runs Marquee. */
export const painterDataSchema = z.discriminatedUnion('kind', [
  /** A folder of pictures or a tar, with captions beside them, or film details as JSON lines. */
  z.object({ kind: z.literal('pictures'), path: z.string().min(1).max(4096), details: z.string().max(4096).nullable().default(null) }),
  /** The posters of a data set, with genres, decade and plot of their films. */
  z.object({ kind: z.literal('dataset'), dataset: datasetNameSchema }),
]);

const stepCount = z.number().int().min(1).max(1_000_000);
const shared = {
  /** Of the new painter. */
  name: painterNameSchema,
  data: painterDataSchema,
  batch: z.number().int().min(1).max(256).nullable().default(null),
  rate: z.number().positive().max(1).nullable().default(null),
  seed: seedSchema.default(1),
  device: z.enum(devices).default('auto'),
  /** Steps between two sheets of samples; null: twenty sheets a stage. */
  sampleEvery: stepCount.nullable().default(null),
  /** What the samples show; captions of the training pictures where there is none. */
  prompts: z.array(z.string().min(1).max(300)).max(8).default([]),
  /** Steps and minutes between two checkpoints, whichever comes first; half a minute where neither is given. */
  saveEvery: stepCount.nullable().default(null),
  saveEveryMinutes: z.number().positive().max(100_000).nullable().default(null),
};

export const trainPainterSchema = z.object({
  kind: z.literal('train'),
  ...shared,
  shape: z.enum(shapeNames).default('poster'),
  network: z.enum(networkNames).default('unet'),
  largest: z.literal(largestWidths).default(16),
  /** Also a plain last stage that doubles width and height; for pictures 64 wide. */
  enlarger: z.boolean().default(false),
  /** Also weights of the first stage that paint in about four steps, learnt from its own when these are trained. */
  fewStep: z.boolean().default(false),
  /** Of each stage; the preset's where neither steps nor minutes are given. */
  steps: stepCount.nullable().default(null),
  /** For all stages together: the steps follow from a few that are timed. */
  minutes: z.number().min(0.1).max(100_000).nullable().default(null),
});

export const finetunePainterSchema = z.object({
  kind: z.literal('finetune'),
  ...shared,
  /** The painter to go on from; it stays as it is. */
  from: painterNameSchema,
  /** Only pictures of this genre; null takes all. */
  genre: z.string().min(1).max(40).nullable().default(null),
  /** Rank of the adapters; null trains all weights. */
  rank: z.number().int().min(1).max(64).nullable().default(8),
  steps: stepCount.default(300),
});

export const painterOrderSchema = z.discriminatedUnion('kind', [trainPainterSchema, finetunePainterSchema]);
export type PainterOrder = z.infer<typeof painterOrderSchema>;
export type PainterOrderInput = z.input<typeof painterOrderSchema>;

const trainingIdSchema = z.string().regex(/^[\w-]{1,64}$/);

export const painterTrainingSchema = z.object({
  trainingId: trainingIdSchema,
  order: painterOrderSchema,
  jobId: z.string().nullable(),
  state: z.enum(jobStates),
  createdAt: z.number(),
  finishedAt: z.number().nullable(),
  /** Time spent computing, over all stretches; milliseconds. */
  elapsedMs: z.number(),
  device: z.string().nullable(),
  /** Of the stages, in order: "16x24", "enlarger". */
  stages: z.array(z.string()),
  /** Steps of each stage that has been begun. */
  steps: z.record(z.string(), z.number()),
  finished: z.array(
    z.object({ stage: z.string(), steps: z.number(), loss: z.number(), pictures: z.number(), sha256: z.string(), seconds: z.number() }),
  ),
  error: appErrorSchema.nullable(),
});
export type PainterTraining = z.infer<typeof painterTrainingSchema>;

export const painterPointSchema = z.object({
  stage: z.string(),
  step: z.number(),
  totalSteps: z.number(),
  loss: z.number(),
  elapsedMs: z.number(),
});
export type PainterPoint = z.infer<typeof painterPointSchema>;

/** One sheet of samples: the same captions and seed each time. */
export const sampleSheetSchema = z.object({ stage: z.string(), step: z.number(), url: z.string() });
export type SampleSheet = z.infer<typeof sampleSheetSchema>;

export const trainingProgressSchema = z.object({
  training: painterTrainingSchema,
  /** Thinned evenly within each stage. */
  points: z.array(painterPointSchema),
  sheets: z.array(sampleSheetSchema),
  /** What the pictures of a sheet show, from left to right. */
  captions: z.array(z.string()),
  /** Before above, after below, of a fine-tuning that is done. */
  comparisonUrl: z.string().nullable(),
});

/** A painter with the card of each of its stages. */
export const painterCardSchema = z.object({
  name: painterNameSchema,
  origin: z.enum(['shipped', 'trained']),
  /** Null for one with weights of its own. */
  adapterOf: z.string().nullable(),
  /** Adapters that were made for it and cannot paint without it. */
  adapters: z.array(z.string()),
  /** A sentence where it cannot paint as it is; null otherwise. */
  fault: z.string().nullable(),
  changedAt: z.number(),
  sizeBytes: z.number(),
  stages: z.array(
    z.object({
      stage: z.string(),
      settings: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
      metrics: z.record(z.string(), z.number()),
      pictures: z.number(),
      dataSha256: z.string(),
      sha256: z.string(),
      seed: z.number(),
      command: z.string(),
      trainedAt: z.string(),
      fitMs: z.number(),
      notes: z.array(z.string()),
    }),
  ),
});
export type PainterCard = z.infer<typeof painterCardSchema>;

const one = z.object({ trainingId: trainingIdSchema });
const named = z.object({ name: painterNameSchema });

export const paintersContract = {
  /** What ships first, then one's own, the newest first. */
  list: oc.output(z.array(painterCardSchema)),
  /** Queues a training. @throws 'conflict' where the name is taken, 'not-found' for a painter, data set or path that is not there */
  train: oc.input(painterOrderSchema).output(z.object({ trainingId: trainingIdSchema, jobId: z.string() })),
  /** Newest first. */
  trainings: oc.output(z.array(painterTrainingSchema)),
  progress: oc.input(one.extend({ maxPoints: z.number().int().min(2).max(20_000).default(1_000) })).output(trainingProgressSchema),
  /** Goes on from the last checkpoint, also of a training that was cancelled or failed. @throws 'conflict' while it runs or when it is done */
  resume: oc.input(one).output(z.object({ jobId: z.string() })),
  /** Forgets a training with its curve, samples and checkpoints; the painter stays. @throws 'conflict' while it runs or waits */
  removeTraining: oc.input(one).output(one),
  /** One's own painter; for a day `restore` brings it back. @throws 'conflict' for one that ships */
  remove: oc.input(named).output(named),
  restore: oc.input(named).output(named),
};
