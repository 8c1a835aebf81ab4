import { z } from 'zod';

/** Bytes of one element; float16 is stored as its bit pattern. */
export const bytesPerElement = { float32: 4, float16: 2, int32: 4, int64: 8, uint8: 1, int8: 1, bool: 1 } as const;

const dtypes = ['float32', 'float16', 'int32', 'int64', 'uint8', 'int8', 'bool'] as const;
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().nonnegative();

export const tensorEntrySchema = z.object({
  name: z.string().min(1).max(200),
  dtype: z.enum(dtypes),
  shape: z.array(count).max(8),
  /** Of the first byte in the tensors file, a multiple of 8. */
  offset: count.multipleOf(8),
  bytes: count,
});
export type TensorEntry = z.infer<typeof tensorEntrySchema>;

/** The card and the table of contents of a model, in `manifest.json` beside its tensors. */
export const modelManifestSchema = z.object({
  schema: z.literal(1),
  /** The recommender's name ("als"). */
  name: z.string().min(1).max(64),
  hyperparameters: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
  seed: z.number().int(),
  /** What it was trained on; `terms` are the licence terms of the data in one sentence. */
  data: z.object({ name: z.string(), sha256: z.string(), users: count, films: count, ratings: count, terms: z.string() }),
  metrics: z.record(z.string(), z.number()),
  /** Reliability of Match: predicted probability against observed share, per bin. */
  reliability: z.array(z.object({ predicted: z.number(), observed: z.number(), count })),
  /** How intervals and Match are computed from stars; the recommenders know its shape. Null where the model predicts no stars. */
  calibration: z.json(),
  /** What makes the same model again. */
  command: z.string(),
  /** ISO 8601. */
  trainedAt: z.string(),
  fitMs: z.number().nonnegative(),
  notes: z.array(z.string()),
  tensors: z.array(tensorEntrySchema),
  /** The tensors file, beside this one, and its hash. */
  tensorsFile: z.string().regex(/^tensors-[0-9a-f]{12}\.bin$/),
  sha256,
  sizeBytes: count,
});
export type ModelManifest = z.infer<typeof modelManifestSchema>;

/** What the trainer knows; the store adds the rest. */
export type ModelCardFields = Omit<ModelManifest, 'schema' | 'tensors' | 'tensorsFile' | 'sha256' | 'sizeBytes'>;
