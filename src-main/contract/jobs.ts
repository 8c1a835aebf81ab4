import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { appErrorSchema } from './errors.ts';

export const jobKinds = ['import', 'train', 'evaluate', 'backup', 'move-data'] as const;
export const jobStates = ['queued', 'running', 'done', 'failed', 'cancelled', 'interrupted'] as const;

export const jobSchema = z.object({
  jobId: z.string(),
  kind: z.enum(jobKinds),
  title: z.string(),
  state: z.enum(jobStates),
  phase: z.string(),
  done: z.number(),
  total: z.number().nullable(),
  unit: z.string(),
  secondsLeft: z.number().nullable(),
  createdAt: z.number(),
  finishedAt: z.number().nullable(),
  /** A short sentence about the result, once done. */
  summary: z.string().nullable(),
  error: appErrorSchema.nullable(),
});
export type Job = z.infer<typeof jobSchema>;

/** What a job reports while it runs, keyed by jobId. */
export const jobEventSchema = z.object({ type: z.literal('jobs.progressed'), job: jobSchema });
export type JobEvent = z.infer<typeof jobEventSchema>;

export const jobsContract = {
  list: oc.output(z.array(jobSchema)),
  cancel: oc.input(z.object({ jobId: z.string() })).output(jobSchema),
  /** First the present state of every job, then each change, until the caller stops listening. */
  watch: oc.output(eventIterator(jobEventSchema)),
};
