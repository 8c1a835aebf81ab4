import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { appErrorSchema } from './errors.ts';

export const jobKinds = [
  'import',
  'train',
  'evaluate',
  'search',
  'derive',
  'embed',
  'download',
  'backup',
  'move-data',
  'paint',
  'train-painter',
  'compare',
] as const;
/** `paused`: by a person or by closing Marquee; `interrupted`: Marquee or its machine stopped in the middle. */
export const jobStates = ['queued', 'running', 'paused', 'done', 'failed', 'cancelled', 'interrupted'] as const;

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
  /** Id of the run or search that it does. */
  subject: z.string().nullable(),
  /** Orders what waits; lower runs earlier. */
  place: z.number(),
  /** Whether `pause` and, once paused or interrupted, `resume` are possible. */
  canPause: z.boolean(),
  canResume: z.boolean(),
});
export type Job = z.infer<typeof jobSchema>;

/** What a job reports while it runs, keyed by jobId. */
export const jobEventSchema = z.object({ type: z.literal('jobs.progressed'), job: jobSchema });
export type JobEvent = z.infer<typeof jobEventSchema>;

export const jobsContract = {
  list: oc.output(z.array(jobSchema)),
  cancel: oc.input(z.object({ jobId: z.string() })).output(jobSchema),
  /** Writes down how far it is and stops; the next job begins. @throws 'conflict' for a job that cannot be paused. */
  pause: oc.input(z.object({ jobId: z.string() })).output(jobSchema),
  /** Puts a paused or interrupted job at the end of the queue again. @throws 'conflict' for any other. */
  resume: oc.input(z.object({ jobId: z.string() })).output(jobSchema),
  /** Moves a waiting job before another waiting one, or to the end with null. */
  move: oc.input(z.object({ jobId: z.string(), before: z.string().nullable() })).output(z.array(jobSchema)),
  /** First the present state of every job, then each change, until the caller stops listening. */
  watch: oc.output(eventIterator(jobEventSchema)),
};
