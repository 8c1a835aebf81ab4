import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { appErrorSchema } from './errors.ts';
import { experimentSchema, figureSchema, protocolNameSchema, runIdSchema } from './experiments.ts';
import { datasetNameSchema, modelNameSchema } from './shared.ts';

export const runStates = ['queued', 'running', 'paused', 'interrupted', 'done', 'failed', 'cancelled'] as const;

/** One moment of a training, as the live curves show it. */
export const curvePointSchema = z.object({
  seed: z.number().int(),
  /** Steps made within this seed's fit. */
  step: z.number(),
  epoch: z.number().nullable(),
  /** Steps of the whole fit, where known. */
  totalSteps: z.number().nullable(),
  loss: z.number().nullable(),
  /** On validation rows, where the model measures it. */
  validation: z.object({ metric: z.string(), value: z.number() }).nullable(),
  examplesPerSecond: z.number().nullable(),
  /** Milliseconds of computing since the run began, without pauses. */
  elapsedMs: z.number(),
  device: z.string(),
});
export type CurvePoint = z.infer<typeof curvePointSchema>;

export const runSchema = z.object({
  runId: runIdSchema,
  /** The job that does it; null for a run made in the terminal. */
  jobId: z.string().nullable(),
  label: z.string(),
  experiment: experimentSchema,
  state: z.enum(runStates),
  /** It was stopped, and something is kept that need not be done again: `experiments.resume` goes on from there. */
  canGoOn: z.boolean(),
  createdAt: z.number(),
  finishedAt: z.number().nullable(),
  /** Time spent computing, over all stretches. */
  elapsedMs: z.number(),
  /** Where it computes or computed; null before it began. */
  device: z.string().nullable(),
  /** A sentence where a device failed and another went on; null otherwise. */
  deviceNotice: z.string().nullable(),
  seedsDone: z.number().int(),
  metrics: z.record(z.string(), figureSchema),
  /** SHA-256 of each seed's split. */
  splits: z.record(z.string(), z.string()),
  versions: z.record(z.string(), z.string()),
  /** The model that was saved, for a training of all ratings. */
  modelId: z.string().nullable(),
  /** Whether `compare` can pair people: per-person figures were kept. */
  hasPerUser: z.boolean(),
  note: z.string(),
  error: appErrorSchema.nullable(),
});
export type Run = z.infer<typeof runSchema>;

export const runEventSchema = z.discriminatedUnion('type', [
  /** The run as it is now; first of all, and at each change of state. */
  z.object({ type: z.literal('run'), run: runSchema }),
  /** Points since the last event, oldest first; the first such event brings those so far, thinned to `maxPoints`. */
  z.object({ type: z.literal('points'), points: z.array(curvePointSchema) }),
]);
export type RunEvent = z.infer<typeof runEventSchema>;

export const runFilterSchema = z.object({
  dataset: datasetNameSchema.optional(),
  /** null: trainings of all ratings. */
  protocol: protocolNameSchema.nullable().optional(),
  models: z.array(modelNameSchema).max(50).default([]),
  states: z.array(z.enum(runStates)).max(10).default([]),
  /** In label, note, model or data set. */
  text: z.string().max(200).default(''),
});

const metricSchema = z.string().min(1).max(80);
/** A column, or `metric:<name>`; runs without the figure come last. */
const runColumns = ['createdAt', 'finishedAt', 'model', 'dataset', 'protocol', 'state', 'elapsedMs'] as const;
export const runSortSchema = z.union([z.enum(runColumns), z.string().regex(/^metric:.{1,80}$/)], {
  error: `one of ${runColumns.join(', ')}, or metric:ndcg@10 and its like`,
});

const moreThanOne = z.array(runIdSchema).min(2).max(12);

/** One pair of runs under one metric: the same people resampled for both. */
export const pairSchema = z.object({
  metric: z.string(),
  a: runIdSchema,
  b: runIdSchema,
  /** Mean of a - b over people. */
  difference: z.number(),
  /** Paired bootstrap, percentile interval. */
  ci95: z.tuple([z.number(), z.number()]),
  /** Difference and interval as a share of b's mean; null where that is zero. */
  relative: z.object({ difference: z.number(), ci95: z.tuple([z.number(), z.number()]) }).nullable(),
  /** Two-sided Wilcoxon signed-rank; null where every difference is zero. */
  pWilcoxon: z.number().nullable(),
  /** The same after Holm's correction over all pairs of this metric. */
  pHolm: z.number().nullable(),
  people: z.number().int(),
});
export type Pair = z.infer<typeof pairSchema>;

export const comparisonSchema = z.object({
  dataset: z.string(),
  protocol: protocolNameSchema,
  metric: z.string(),
  /** Metrics that can be paired, over people of all shared seeds. */
  metrics: z.array(z.string()),
  runs: z.array(z.object({ runId: runIdSchema, label: z.string(), model: modelNameSchema, metrics: z.record(z.string(), figureSchema) })),
  /** Every pair under the chosen metric, and the first run against the others under every metric. */
  pairs: z.array(pairSchema),
  /** Means of the chosen metric within groups of people. */
  groups: z.array(
    z.object({
      by: z.enum(['age', 'gender', 'activity']),
      group: z.string(),
      people: z.number().int(),
      values: z.array(z.object({ runId: runIdSchema, mean: z.number() })),
    }),
  ),
  /** Accuracy against coverage and novelty, where measured. */
  tradeOff: z.array(
    z.object({ runId: runIdSchema, accuracy: z.number(), coverage: z.number().nullable(), novelty: z.number().nullable() }),
  ),
});
export type Comparison = z.infer<typeof comparisonSchema>;

export const exportedFileSchema = z.object({ fileName: z.string(), mediaType: z.string(), base64: z.string() });
export type ExportedFile = z.infer<typeof exportedFileSchema>;

export const runsContract = {
  list: oc
    .input(
      runFilterSchema.extend({
        sort: runSortSchema.default('createdAt'),
        descending: z.boolean().default(true),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(2000).default(200),
      }),
    )
    .output(
      z.object({
        runs: z.array(runSchema),
        total: z.number().int(),
        /** Every metric that one of the filtered runs has, in order of name: the columns to choose from. */
        metrics: z.array(z.string()),
      }),
    ),
  get: oc.input(z.object({ runId: runIdSchema })).output(runSchema),
  /** All points of a run, thinned evenly where there are more. */
  curve: oc
    .input(z.object({ runId: runIdSchema, maxPoints: z.number().int().min(2).max(20_000).default(2_000) }))
    .output(z.object({ points: z.array(curvePointSchema), total: z.number().int() })),
  watch: oc
    .input(z.object({ runId: runIdSchema, maxPoints: z.number().int().min(2).max(20_000).default(2_000) }))
    .output(eventIterator(runEventSchema)),
  update: oc
    .input(z.object({ runId: runIdSchema, label: z.string().max(120).optional(), note: z.string().max(2_000).optional() }))
    .output(runSchema),
  /** Removes the run with its curves and figures; a saved model stays. */
  remove: oc.input(z.object({ runId: runIdSchema })).output(z.object({ removed: z.literal(true) })),
  /** @throws 'conflict' for runs of different data or protocol, or without per-person figures. */
  compare: oc.input(z.object({ runIds: moreThanOne, metric: metricSchema.optional() })).output(comparisonSchema),
  export: oc
    .input(
      z.object({
        runIds: z.array(runIdSchema).min(1).max(1_000),
        /** One row a run; one row a point; one row a person, seed and metric. LaTeX knows `runs` alone. */
        what: z.enum(['runs', 'curves', 'per-user']).default('runs'),
        format: z.enum(['csv', 'parquet', 'latex']),
        /** Of `runs`; all by default. */
        metrics: z.array(metricSchema).max(60).default([]),
      }),
    )
    .output(exportedFileSchema),
};
