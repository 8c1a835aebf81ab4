import { z } from 'zod';

/** The closed union of errors that cross the contract. The renderer switches on `code` exhaustively. */
export const errorCodes = [
  'invalid-input',
  'not-found',
  'conflict',
  'cancelled',
  'data-invalid',
  'unsupported',
  'too-large',
  'device-failed',
  'model-invalid',
  'storage-failed',
  'storage-newer',
  'storage-damaged',
  'network-failed',
  'compute-ended',
  'disconnected',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export const errorDataSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** What every transport carries when a call fails: one sentence that says what, why, and what to do. */
export const appErrorSchema = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  data: errorDataSchema,
});

export type AppErrorShape = z.infer<typeof appErrorSchema>;
