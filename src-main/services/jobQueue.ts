import PQueue from 'p-queue';
import type { Job, JobEvent } from '../contract/jobs.ts';
import type { Clock } from '../core/base/clock.ts';
import { DomainError } from '../core/base/errors.ts';
import type { Logger } from '../core/base/logger.ts';
import type { ReportProgress } from '../core/base/progress.ts';
import { toAppError } from './appError.ts';
import { createRemainingTime } from './remainingTime.ts';
import { createWatchers } from './watchers.ts';

/** Where jobs outlive the process. */
export interface JobRecords {
  save(job: Job, report: unknown): void;
  list(): Job[];
  /** What the job handed over when it was done, null where there is none. */
  report(jobId: string): unknown;
}

export interface JobWork {
  readonly kind: Job['kind'];
  readonly title: string;
  run(context: {
    readonly signal: AbortSignal;
    readonly reportProgress: ReportProgress;
  }): Promise<{ readonly summary: string; readonly report?: unknown }>;
}

export interface JobQueue {
  start(work: JobWork): Job;
  list(): Job[];
  report(jobId: string): unknown;
  /** Resolves once the job has stopped. @throws DomainError 'not-found'. */
  cancel(jobId: string): Promise<Job>;
  /** The present state of every job, then each change, until the signal is raised or the queue is closed. */
  watch(signal: AbortSignal | undefined): AsyncGenerator<JobEvent, void, void>;
  close(): Promise<void>;
}

export interface JobQueueOptions {
  readonly records: JobRecords;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly createId: () => string;
  /** True for the process that owns the data folder: jobs that an earlier one left running are marked `interrupted`. */
  readonly marksInterrupted: boolean;
}

interface Live {
  job: Job;
  readonly abort: AbortController;
  readonly settled: Promise<void>;
}

const PROGRESS_EVERY_MS = 100;
const isActive = (job: Job): boolean => job.state === 'queued' || job.state === 'running';

/** One heavy job at a time, in order; every change is told to all who watch, every change of state is written down first. */
export function createJobQueue({ records, clock, logger, createId, marksInterrupted }: JobQueueOptions): JobQueue {
  const queue = new PQueue({ concurrency: 1 });
  const live = new Map<string, Live>();
  const watchers = createWatchers<Job>((job) => job.jobId);

  if (marksInterrupted) {
    for (const job of records.list().filter(isActive)) {
      records.save({ ...job, state: 'interrupted', secondsLeft: null, finishedAt: clock() }, null);
    }
  }

  function change(entry: Live, changes: Partial<Job>, report: unknown = null): void {
    entry.job = { ...entry.job, ...changes };
    if (changes.state !== undefined) records.save(entry.job, report);
    watchers.publish(entry.job);
  }

  async function run(entry: Live, work: JobWork): Promise<void> {
    if (entry.abort.signal.aborted) return change(entry, { state: 'cancelled', finishedAt: clock() });
    change(entry, { state: 'running' });
    const secondsLeft = createRemainingTime(clock);
    let toldAt = Number.NEGATIVE_INFINITY;
    const reportProgress: ReportProgress = (progress) => {
      const estimate = secondsLeft(progress);
      const isNewPhase = progress.phase !== entry.job.phase;
      if (!isNewPhase && progress.done !== progress.total && clock() - toldAt < PROGRESS_EVERY_MS) return;
      toldAt = clock();
      const { phase, done, total, unit } = progress;
      change(entry, { phase, done, total, unit, secondsLeft: estimate });
    };
    try {
      const { summary, report } = await work.run({ signal: entry.abort.signal, reportProgress });
      change(entry, { state: 'done', summary, secondsLeft: null, finishedAt: clock() }, report ?? null);
    } catch (error) {
      const fault = toAppError(error, logger);
      const wasCancelled = entry.abort.signal.aborted || fault.code === 'cancelled';
      change(entry, {
        state: wasCancelled ? 'cancelled' : 'failed',
        error: wasCancelled ? null : fault,
        secondsLeft: null,
        finishedAt: clock(),
      });
    } finally {
      live.delete(entry.job.jobId);
    }
  }

  function list(): Job[] {
    const jobs = records.list().map((job) => live.get(job.jobId)?.job ?? job);
    return jobs.sort((a, b) => b.createdAt - a.createdAt);
  }

  return {
    list,
    report: (jobId) => records.report(jobId),
    start(work) {
      const job: Job = {
        jobId: createId(),
        kind: work.kind,
        title: work.title,
        state: 'queued',
        phase: 'Waiting',
        done: 0,
        total: null,
        unit: '',
        secondsLeft: null,
        createdAt: clock(),
        finishedAt: null,
        summary: null,
        error: null,
      };
      const abort = new AbortController();
      let settle: () => void = () => undefined;
      const settled = new Promise<void>((resolve) => {
        settle = resolve;
      });
      const entry: Live = { job, abort, settled };
      records.save(job, null);
      live.set(job.jobId, entry);
      watchers.publish(job);
      queue
        .add(() => run(entry, work))
        .catch((error: unknown) => logger.error('A job could not be written down.', { error: String(error) }))
        .finally(settle);
      return job;
    },
    async cancel(jobId) {
      const entry = live.get(jobId);
      if (entry !== undefined) {
        entry.abort.abort();
        if (entry.job.state === 'queued') {
          change(entry, { state: 'cancelled', finishedAt: clock() });
          return entry.job;
        }
        await entry.settled;
        return entry.job;
      }
      const job = records.list().find((known) => known.jobId === jobId);
      if (job === undefined) throw new DomainError('not-found', 'There is no such job; it may have been cleared away.', { jobId });
      return job;
    },
    async *watch(signal) {
      for await (const job of watchers.watch(list().reverse(), signal)) yield { type: 'jobs.progressed', job };
    },
    async close() {
      for (const entry of live.values()) entry.abort.abort();
      await queue.onIdle();
      watchers.close();
    },
  };
}
