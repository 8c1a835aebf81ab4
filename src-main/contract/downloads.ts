import { oc } from '@orpc/contract';
import { z } from 'zod';

const modelIdSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/);

/** A model of others that Marquee can use: all that a person needs to know before anything is fetched. */
export const hubModelSchema = z.object({
  id: modelIdSchema,
  purpose: z.string(),
  publisher: z.string(),
  licence: z.string(),
  licenceUrl: z.string(),
  /** Where the files come from, a fixed revision. */
  source: z.string(),
  files: z.array(z.object({ path: z.string(), sizeBytes: z.number().int(), sha256: z.string() })),
  sizeBytes: z.number().int(),
  /** Of an interrupted download; it goes on from there. */
  receivedBytes: z.number().int(),
  freeBytes: z.number(),
  state: z.enum(['absent', 'downloading', 'installed']),
  /** False for files that a person brought whose checksums Marquee does not know. */
  isVerified: z.boolean(),
  /** Where it came from: the source, or the person's folder; null while absent. */
  from: z.string().nullable(),
  folder: z.string(),
});
export type HubModel = z.infer<typeof hubModelSchema>;

export const downloadsContract = {
  list: oc.output(z.array(hubModelSchema)),
  /** Begins a download as a job. Only ever called because a person asked for it. @throws 'not-found', 'conflict' */
  start: oc.input(z.object({ id: modelIdSchema })).output(z.object({ jobId: z.string() })),
  /** Copies the model from a folder on the machine that runs Marquee. @throws 'not-found', 'model-invalid' */
  importFolder: oc.input(z.object({ id: modelIdSchema, path: z.string().min(1).max(4096) })).output(hubModelSchema),
  /** @throws 'not-found', 'conflict' while it is downloaded */
  remove: oc.input(z.object({ id: modelIdSchema })).output(z.object({ removed: z.literal(true) })),
};
