import { oc } from '@orpc/contract';
import { z } from 'zod';
import { modelNameSchema } from './shared.ts';

export const modelCardSchema = z.object({
  modelId: z.string(),
  name: modelNameSchema,
  origin: z.enum(['shipped', 'trained']),
  summary: z.string(),
  citation: z.string(),
  predictsStars: z.boolean(),
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

export const modelsContract = {
  list: oc.output(z.array(modelCardSchema)),
};
