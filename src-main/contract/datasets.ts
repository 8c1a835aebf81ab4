import { oc } from '@orpc/contract';
import { z } from 'zod';
import { datasetNameSchema } from './shared.ts';

export const datasetSchema = z.object({
  name: datasetNameSchema,
  sha256: z.string(),
  rows: z.number().int(),
  users: z.number().int(),
  films: z.number().int(),
  scale: z.object({ min: z.number(), max: z.number(), step: z.number() }),
  importedAt: z.number(),
  sizeBytes: z.number().int(),
  hasDemographics: z.boolean(),
  numOverviews: z.number().int(),
  numPosters: z.number().int(),
});
export type DatasetInfo = z.infer<typeof datasetSchema>;

export const skippedSchema = z.object({ file: z.string(), line: z.number().int().nullable(), why: z.string() });

export const importReportSchema = z.object({
  name: datasetNameSchema,
  sha256: z.string(),
  rows: z.number().int(),
  users: z.number().int(),
  films: z.number().int(),
  /** The first 1,000; `numSkipped` counts all. */
  skipped: z.array(skippedSchema),
  numSkipped: z.number().int(),
  ignored: z.array(z.string()),
  /** Same name and same bytes as before: nothing was done. */
  unchanged: z.boolean(),
});

export const datasetsContract = {
  list: oc.output(z.array(datasetSchema)),
  /** Starts a job; the report comes with `report` once the job is done. Paths are on the machine that runs Marquee. */
  import: oc
    .input(
      z.object({
        path: z.string().min(1).max(4096),
        name: datasetNameSchema.optional(),
        details: z.string().max(4096).optional(),
        posters: z.string().max(4096).optional(),
      }),
    )
    .output(z.object({ jobId: z.string() })),
  report: oc.input(z.object({ jobId: z.string() })).output(importReportSchema),
  /** Starts a job that turns plots and posters into numbers for models; what is there already is kept. */
  embed: oc.input(z.object({ name: datasetNameSchema, text: z.boolean(), posters: z.boolean() })).output(z.object({ jobId: z.string() })),
  remove: oc.input(z.object({ name: datasetNameSchema })).output(z.object({ removed: z.literal(true) })),
};
