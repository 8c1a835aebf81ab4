import { oc } from '@orpc/contract';
import { z } from 'zod';
import { devices } from './app.ts';
import { datasetNameSchema, modelNameSchema } from './shared.ts';

/** How data are split and people chosen; EVALUATION names them. `files` has no data set and stays a matter of the terminal. */
export const protocolNames = ['rows-80-20', 'rows-90-10', 'recbole-811', 'user-80-20', 'next-item', 'cold-items', 'cold-users'] as const;
export const protocolNameSchema = z.enum(protocolNames);
export type LabProtocol = z.infer<typeof protocolNameSchema>;

export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
export const runIdSchema = z.string().min(1).max(64);
export const hyperparametersSchema = z.record(z.string().min(1).max(64), z.union([z.number(), z.string().max(200), z.boolean()]));
export const seedSchema = z.number().int().min(0).max(2_147_483_647);

/** What a person chooses; everything left out takes the preset of the protocol. */
export const experimentDraftSchema = z.object({
  dataset: datasetNameSchema,
  /** null fits on every rating and saves the model. */
  protocol: protocolNameSchema.nullable(),
  model: modelNameSchema,
  /** On top of the preset. */
  hyperparameters: hyperparametersSchema.default({}),
  /** Without it, the protocol's own number of seeds from 1 on; a training of all ratings has one. */
  seeds: z.array(seedSchema).min(1).max(50).optional(),
  device: z.enum(devices).default('auto'),
  /** Shown in the table in place of the model's name. */
  label: z.string().max(120).default(''),
});
export type ExperimentDraft = z.input<typeof experimentDraftSchema>;

/** One figure: mean over seeds with its 95 % interval (Student's t), null for one seed. */
export const figureSchema = z.object({
  mean: z.number(),
  ci95: z.tuple([z.number(), z.number()]).nullable(),
  perSeed: z.array(z.number()),
});
export type Figure = z.infer<typeof figureSchema>;

/**
 * The experiment file: everything that reproduces a run. Hyper-parameters are complete, so that no later preset changes what it means; `result`
 * says what came out where it was written, to be compared with what comes out here.
 */
export const experimentSchema = z.strictObject({
  format: z.literal('marquee-experiment-1'),
  dataset: z.strictObject({ name: datasetNameSchema, sha256: sha256Schema }),
  protocol: protocolNameSchema.nullable(),
  model: modelNameSchema,
  hyperparameters: hyperparametersSchema,
  seeds: z.array(seedSchema).min(1).max(50),
  device: z.enum(devices),
  label: z.string().max(120),
  result: z
    .strictObject({
      metrics: z.record(z.string(), figureSchema),
      /** Per seed; empty where the protocol has no one split. */
      splits: z.record(z.string(), sha256Schema),
      versions: z.record(z.string(), z.string()),
      device: z.string().nullable(),
    })
    .nullable(),
});
export type Experiment = z.infer<typeof experimentSchema>;

/** One search dimension, for the form and for parallel coordinates. */
export const searchRangeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('log'), min: z.number(), max: z.number(), integer: z.boolean() }),
  z.object({ kind: z.literal('linear'), min: z.number(), max: z.number(), integer: z.boolean() }),
  z.object({ kind: z.literal('choice'), values: z.array(z.union([z.number(), z.string(), z.boolean()])) }),
]);

export const hyperparameterSchema = z.object({
  name: z.string(),
  /** Value of the preset that was asked for. */
  preset: z.union([z.number(), z.string(), z.boolean()]),
  /** One plain sentence. */
  meaning: z.string(),
  /** Of a setting that is one of a few words: the words. */
  choices: z.array(z.string()).nullable(),
  range: searchRangeSchema.nullable(),
});

export const modelOptionSchema = z.object({
  name: modelNameSchema,
  summary: z.string(),
  citation: z.string(),
  predictsStars: z.boolean(),
  /** What a search under the asked protocol looks for: "ndcg@10", "-rmse" where less is better, or both; null where nothing can be searched. */
  objective: z.string().nullable(),
  hyperparameters: z.array(hyperparameterSchema),
});
export type ModelOption = z.infer<typeof modelOptionSchema>;

export const protocolOptionSchema = z.object({
  name: protocolNameSchema,
  /** One plain sentence: who is trained on what and measured on what. */
  summary: z.string(),
  defaultSeeds: z.number().int(),
  measuresStars: z.boolean(),
  /** The metric that chooses on validation rows; null where stars alone count. */
  objective: z.string().nullable(),
});

export const searchMethods = ['random', 'successive-halving'] as const;

/** One drawn setting. Successive halving measures the better ones again with more budget: `rung` counts up, `budget` is the share used. */
export const searchTrialSchema = z.object({
  trial: z.number().int(),
  rung: z.number().int(),
  budget: z.number(),
  hyperparameters: hyperparametersSchema,
  /** On validation rows; higher is better. */
  value: z.number(),
  fitMs: z.number(),
});
export type SearchTrial = z.infer<typeof searchTrialSchema>;

export const searchStates = ['queued', 'running', 'paused', 'interrupted', 'done', 'failed', 'cancelled'] as const;

export const searchSchema = z.object({
  searchId: z.string(),
  jobId: z.string().nullable(),
  state: z.enum(searchStates),
  dataset: z.object({ name: z.string(), sha256: z.string() }),
  protocol: protocolNameSchema,
  model: modelNameSchema,
  method: z.enum(searchMethods),
  trials: z.number().int(),
  seed: z.number().int(),
  /** What `value` means: "ndcg@10", or "-rmse" where less is better. */
  objective: z.string(),
  createdAt: z.number(),
  finishedAt: z.number().nullable(),
  numMeasured: z.number().int(),
  best: searchTrialSchema.nullable(),
});
export type Search = z.infer<typeof searchSchema>;

export const startedSchema = z.object({ runId: runIdSchema, jobId: z.string() });

const searchTarget = z.object({ searchId: z.string().min(1).max(64) });

export const experimentsContract = {
  /** What can be chosen, with the presets of one protocol (null: of a training of all ratings). */
  options: oc
    .input(z.object({ protocol: protocolNameSchema.nullable().default(null) }))
    .output(z.object({ models: z.array(modelOptionSchema), protocols: z.array(protocolOptionSchema) })),
  /** Queues a run. Its progress comes with `jobs.watch`, its curves with `runs.watch`. */
  start: oc.input(experimentDraftSchema).output(startedSchema),
  /** Queues the run that an experiment file describes. @throws 'conflict' where the data here have another hash. */
  startFile: oc.input(z.object({ text: z.string().min(2).max(1_000_000) })).output(startedSchema),
  /** Goes on with a run that was stopped, wherever it was begun. @throws 'conflict' while it is under way or when it is done */
  resume: oc.input(z.object({ runId: runIdSchema })).output(z.object({ jobId: z.string() })),
  /** The experiment file of a run. */
  file: oc
    .input(z.object({ runId: runIdSchema }))
    .output(z.object({ fileName: z.string(), mediaType: z.string(), text: z.string(), experiment: experimentSchema })),
  /** Queues a search on validation rows; the test rows are never read. */
  search: oc
    .input(
      experimentDraftSchema.omit({ protocol: true, seeds: true, label: true, device: true }).extend({
        protocol: protocolNameSchema.exclude(['cold-users']),
        method: z.enum(searchMethods).default('random'),
        trials: z.number().int().min(1).max(500).default(20),
        seed: seedSchema.default(1),
      }),
    )
    .output(z.object({ searchId: z.string(), jobId: z.string() })),
  /** Goes on with a search that was stopped, wherever it was begun. @throws 'conflict' while it runs or when it is done */
  resumeSearch: oc.input(searchTarget).output(z.object({ jobId: z.string() })),
  /** Newest first. */
  searches: oc.output(z.array(searchSchema)),
  searchTrials: oc.input(searchTarget).output(
    z.object({
      search: searchSchema,
      /** Axes of the parallel coordinates. */
      axes: z.array(z.object({ name: z.string(), range: searchRangeSchema })),
      trials: z.array(searchTrialSchema),
    }),
  ),
};
