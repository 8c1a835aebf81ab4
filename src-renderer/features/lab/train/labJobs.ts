import type { Job } from '../../../../src-main/contract/jobs.ts';

const KINDS: ReadonlySet<Job['kind']> = new Set(['train', 'evaluate', 'search', 'derive']);

export const isLabJob = (job: Job): boolean => KINDS.has(job.kind);

/** Runs, waits, or can go on. */
export function isOpen(job: Job): boolean {
  return job.state === 'queued' || job.state === 'running' || job.state === 'paused' || (job.state === 'interrupted' && job.canResume);
}
