import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Job } from '../../src-main/contract/jobs.ts';
import type { AppClient } from '../client/client.ts';
import type { NoticesStore } from './noticesStore.ts';

const HOUR_MS = 3_600_000;

export interface JobsState {
  /** Counts how often the stream was opened: it grows with every new connection. */
  readonly watchers: number;
  readonly jobs: ReadonlyMap<string, Job>;
}

export interface JobsStore extends StoreApi<JobsState> {
  /** Follows every job until `signal` aborts or the stream ends. */
  watch(signal: AbortSignal): Promise<void>;
  cancel(jobId: string): Promise<void>;
  /** Writes down how far it is and stops. */
  pause(jobId: string): Promise<void>;
  resume(jobId: string): Promise<void>;
  /** Before another waiting job, or to the end with null. */
  move(jobId: string, before: string | null): Promise<void>;
}

export function createJobsStore(client: Pick<AppClient, 'jobs'>, notices: NoticesStore): JobsStore {
  const store = createStore<JobsState>(() => ({ watchers: 0, jobs: new Map() }));
  const put = (job: Job): void => store.setState(({ jobs }) => ({ jobs: new Map(jobs).set(job.jobId, job) }));
  const act = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      notices.fail(error);
    }
  };
  return {
    ...store,
    async watch(signal) {
      store.setState(({ watchers }) => ({ watchers: watchers + 1 }));
      try {
        for await (const event of await client.jobs.watch(undefined, { signal })) put(event.job);
      } catch {
        // The connection was cut or the page left; the next connection watches anew.
      }
    },
    cancel: (jobId) => act(async () => put(await client.jobs.cancel({ jobId }))),
    pause: (jobId) => act(async () => put(await client.jobs.pause({ jobId }))),
    resume: (jobId) => act(async () => put(await client.jobs.resume({ jobId }))),
    move: (jobId, before) => act(async () => (await client.jobs.move({ jobId, before })).forEach(put)),
  };
}

/** Those under way, and those that ended within the last hour; the newest first. */
export function trayJobs(jobs: ReadonlyMap<string, Job>, now: number): readonly Job[] {
  return [...jobs.values()]
    .filter((job) => job.finishedAt === null || now - job.finishedAt < HOUR_MS)
    .filter((job) => job.state !== 'interrupted' || job.finishedAt !== null)
    .sort((a, b) => b.createdAt - a.createdAt);
}
