import { oc } from '@orpc/contract';
import { z } from 'zod';
import { exportedFileSchema } from './runs.ts';
import { datasetNameSchema, modelNameSchema } from './shared.ts';

export const modelCardSchema = z.object({
  modelId: z.string(),
  name: modelNameSchema,
  origin: z.enum(['shipped', 'trained']),
  summary: z.string(),
  citation: z.string(),
  predictsStars: z.boolean(),
  /** Whether its training can go on with a person's own ratings. */
  goesOn: z.boolean(),
  isDefaultRanking: z.boolean(),
  isDefaultStars: z.boolean(),
  data: z.object({
    name: z.string(),
    sha256: z.string(),
    users: z.number().int(),
    films: z.number().int(),
    ratings: z.number().int(),
    terms: z.string(),
  }),
  seed: z.number().int(),
  command: z.string(),
  trainedAt: z.string(),
  fitMs: z.number(),
  sha256: z.string(),
  sizeBytes: z.number().int(),
  hyperparameters: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
  metrics: z.record(z.string(), z.number()),
  /** Reliability of Match: predicted probability against observed share, per bin. */
  reliability: z.array(z.object({ predicted: z.number(), observed: z.number(), count: z.number().int() })),
  notes: z.array(z.string()),
});
export type ModelCard = z.infer<typeof modelCardSchema>;

/** What a model can be chosen for: ordering lists, or the stars beside them. */
export const modelRoles = ['ranking', 'stars'] as const;
const modelIdSchema = z.string().min(1).max(120);

/** Who serves a data set; `app` are the person's own lists. */
export const activeModelSchema = z.object({
  dataset: z.string(),
  role: z.enum(modelRoles),
  modelId: z.string(),
  since: z.number(),
  /** What a rollback would bring back; null where nothing came before, so that the shipped default would serve. */
  previous: z.string().nullable(),
});
export type ActiveModel = z.infer<typeof activeModelSchema>;

export const modelsContract = {
  list: oc.output(z.array(modelCardSchema)),
  active: oc.output(z.array(activeModelSchema)),
  /** @param dataset name of the data set that it serves, `app` for the person's own lists. */
  activate: oc
    .input(z.object({ modelId: modelIdSchema, role: z.enum(modelRoles), dataset: datasetNameSchema.default('app') }))
    .output(z.array(activeModelSchema)),
  /** Back to the model before the present one; `toShipped` takes every choice back at once. @throws 'not-found' where none was chosen. */
  rollback: oc
    .input(z.object({ role: z.enum(modelRoles), dataset: datasetNameSchema.default('app'), toShipped: z.boolean().default(false) }))
    .output(z.array(activeModelSchema)),
  /**
   * Queues a training that goes on from this model with the profile's ratings among those of the data set, as of one person more; the result is a model of its own.
   * @throws 'not-found', 'invalid-input' for a model whose training cannot go on
   */
  update: oc
    .input(z.object({ modelId: modelIdSchema, dataset: datasetNameSchema, profileId: z.string().min(1).max(64) }))
    .output(z.object({ jobId: z.string() })),
  /** A folder or zip on the machine that runs Marquee, checked before anything is kept: format, shapes, sizes, hash. @throws 'model-invalid'. */
  import: oc.input(z.object({ path: z.string().min(1).max(4096) })).output(modelCardSchema),
  /** The model's folder as a zip. */
  export: oc.input(z.object({ modelId: modelIdSchema })).output(exportedFileSchema),
  /** Only models of one's own. @throws 'conflict' while it is active. */
  remove: oc.input(z.object({ modelId: modelIdSchema })).output(z.object({ removed: z.literal(true) })),
};
