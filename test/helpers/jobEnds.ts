import type { Job } from '../../src-main/contract/jobs.ts';
import type { AppClient } from '../../src-main/services/transports/inProcess.ts';

/** Resolves with the job once it rests: done, failed, cancelled, paused or interrupted. */
export async function atRest(client: AppClient, jobId: string): Promise<Job> {
  for await (const { job } of await client.jobs.watch()) {
    if (job.jobId === jobId && job.state !== 'queued' && job.state !== 'running') return job;
  }
  throw new Error('the stream ended first');
}

/** The same, but anything other than `done` is a fault. */
export async function done(client: AppClient, jobId: string): Promise<Job> {
  const job = await atRest(client, jobId);
  if (job.state !== 'done') throw new Error(`${job.title} is ${job.state}: ${job.error?.message ?? ''}`);
  return job;
}
