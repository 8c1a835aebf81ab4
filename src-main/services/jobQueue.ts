import type { Job, JobEvent } from '../contract/jobs.ts';
import type { Clock } from '../core/base/clock.ts';
import { DomainError } from '../core/base/errors.ts';
import type { Logger } from '../core/base/logger.ts';
import type { ReportProgress } from '../core/base/progress.ts';
import type { JsonValue } from '../core/storage/person/settings.ts';
import { toAppError } from './appError.ts';
import { createRemainingTime } from './remainingTime.ts';
import { createWatchers } from './watchers.ts';

/** A job as it is kept: `input` makes its work again after a restart. */
export interface KeptJob {
  readonly job: Job;
  readonly input: JsonValue;
}

/** Where jobs outlive the process. */
export interface JobRecords {
  save(job: Job, report: unknown, input: JsonValue): void;
  list(): KeptJob[];
  /** What the job handed over when it was done, null where there is none. */
  report(jobId: string): unknown;
}

export interface JobContext {
  /** Its reason is `pause`, `close` or `cancel`. */
  readonly signal: AbortSignal;
  readonly reportProgress: ReportProgress;
}

export interface JobWork {
  readonly kind: Job['kind'];
  readonly title: string;
  /** Plain JSON from which `revive` makes the same work again; work without it ends with its process and cannot be paused. */
  readonly input?: JsonValue;
  /** Id of the run or search that it does. */
  readonly subject?: string;
  run(context: JobContext): Promise<{ readonly summary: string; readonly report?: unknown }>;
  /** Told of every change of state after it was written down. */
  onState?(job: Job): void;
}

export interface JobQueue {
  start(work: JobWork): Job;
  list(): Job[];
  report(jobId: string): unknown;
  /** Resolves once the job has stopped. @throws DomainError 'not-found'. */
  cancel(jobId: string): Promise<Job>;
  /** Resolves once the job has stopped. @throws DomainError 'not-found', 'conflict'. */
  pause(jobId: string): Promise<Job>;
  /** @throws DomainError 'not-found', 'conflict'. */
  resume(jobId: string): Job;
  /** @throws DomainError 'not-found', 'conflict'. @returns what waits, in order. */
  move(jobId: string, before: string | null): Job[];
  /** The present state of every job, then each change, until the signal is raised or the queue is closed. */
  watch(signal: AbortSignal | undefined): AsyncGenerator<JobEvent, void, void>;
  /** What can be resumed is paused, what waits goes on waiting for the next start, the rest is cancelled. */
  close(): Promise<void>;
}

export interface JobQueueOptions {
  readonly records: JobRecords;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly createId: () => string;
  /** True for the process that owns the data folder: jobs that an earlier one left running are marked `interrupted`, those that waited begin. */
  readonly ownsFolder: boolean;
  /** The work of a kept job, null where there is none any more. */
  readonly revive?: (kind: Job['kind'], input: JsonValue) => JobWork | null;
}

interface Live {
  job: Job;
  readonly work: JobWork;
  readonly abort: AbortController;
  readonly settled: Promise<void>;
  readonly settle: () => void;
}

type StopReason = 'pause' | 'close' | 'cancel';

/** However quickly progress is reported, those who watch are told the newest this often. */
const PROGRESS_EVERY_MS = 200;

/** One heavy job at a time, in order of place; every change is told to all who watch, every change of state is written down first. */
export function createJobQueue(options: JobQueueOptions): JobQueue {
  const { records, clock, logger, createId, ownsFolder, revive = () => null } = options;
  const live = new Map<string, Live>();
  const watchers = createWatchers<Job>((job) => job.jobId, PROGRESS_EVERY_MS);
  let running: Live | null = null;
  let isClosed = false;

  function change(entry: Live, changes: Partial<Job>, report: unknown = null): void {
    entry.job = { ...entry.job, ...changes };
    if (changes.state !== undefined) {
      records.save(entry.job, report, entry.work.input ?? null);
      entry.work.onState?.(entry.job);
    }
    watchers.publish(entry.job);
  }

  const waiting = (): Live[] => [...live.values()].filter(({ job }) => job.state === 'queued').sort((a, b) => a.job.place - b.job.place);
  const lastPlace = (): number => waiting().at(-1)?.job.place ?? 0;

  function enqueue(job: Job, work: JobWork): Live {
    const { promise: settled, resolve: settle } = Promise.withResolvers<void>();
    const entry: Live = { job, work, abort: new AbortController(), settled, settle };
    live.set(job.jobId, entry);
    change(entry, { state: 'queued' });
    // Whoever starts a job learns of it before it begins.
    queueMicrotask(begin);
    return entry;
  }

  function begin(): void {
    const [next] = waiting();
    if (isClosed || running !== null || next === undefined) return;
    running = next;
    run(next)
      .catch((error: unknown) => logger.error('A job could not be written down.', { error: String(error) }))
      .finally(() => {
        live.delete(next.job.jobId);
        running = null;
        next.settle();
        begin();
      });
  }

  async function run(entry: Live): Promise<void> {
    change(entry, { state: 'running', finishedAt: null });
    try {
      const { summary, report } = await entry.work.run({ signal: entry.abort.signal, reportProgress: progressOf(entry) });
      change(entry, { state: 'done', summary, secondsLeft: null, finishedAt: clock(), canPause: false }, report ?? null);
    } catch (error) {
      const fault = toAppError(error, logger);
      const reason = entry.abort.signal.aborted ? (entry.abort.signal.reason as StopReason) : fault.code === 'cancelled' ? 'cancel' : null;
      const isResumable = entry.job.canPause;
      // A process that died under resumable work broke it off; everything else that is thrown is the work's own fault.
      const broken = isResumable && fault.code === 'compute-ended' ? 'interrupted' : 'failed';
      const state = reason === null ? broken : reason !== 'cancel' && isResumable ? 'paused' : 'cancelled';
      change(entry, {
        state,
        error: reason === null ? fault : null,
        secondsLeft: null,
        finishedAt: state === 'paused' ? null : clock(),
        canPause: false,
        // Whatever the fault, the checkpoints are intact.
        canResume: isResumable && state !== 'cancelled',
      });
    }
  }

  function progressOf(entry: Live): ReportProgress {
    const secondsLeft = createRemainingTime(clock);
    return (progress) => {
      const { phase, done, total, unit } = progress;
      change(entry, { phase, done, total, unit, secondsLeft: secondsLeft(progress) });
    };
  }

  function list(): Job[] {
    return records
      .list()
      .map(({ job }) => live.get(job.jobId)?.job ?? job)
      .sort((a, b) => b.createdAt - a.createdAt);
  }

  function kept(jobId: string): KeptJob {
    const found = records.list().find(({ job }) => job.jobId === jobId);
    if (found === undefined) throw new DomainError('not-found', 'There is no such job; it may have been cleared away.', { jobId });
    return found;
  }

  async function stop(entry: Live, reason: StopReason): Promise<Job> {
    if (!entry.abort.signal.aborted) entry.abort.abort(reason);
    if (entry.job.state === 'queued') {
      live.delete(entry.job.jobId);
      if (reason === 'cancel') change(entry, { state: 'cancelled', finishedAt: clock(), canPause: false, canResume: false });
      else change(entry, { state: 'paused', canPause: false, canResume: true });
      entry.settle();
    } else await entry.settled;
    return entry.job;
  }

  if (ownsFolder) {
    const left = records.list().sort((a, b) => a.job.place - b.job.place || a.job.createdAt - b.job.createdAt);
    for (const { job, input } of left) {
      if (job.state !== 'queued' && job.state !== 'running') continue;
      const work = input === null ? null : revive(job.kind, input);
      if (job.state === 'queued' && work !== null) enqueue(job, work);
      else {
        const interrupted: Job = {
          ...job,
          state: 'interrupted',
          secondsLeft: null,
          finishedAt: clock(),
          canPause: false,
          canResume: work !== null,
        };
        records.save(interrupted, null, input);
        work?.onState?.(interrupted);
      }
    }
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
        subject: work.subject ?? null,
        place: lastPlace() + 1,
        canPause: work.input !== undefined,
        canResume: false,
      };
      return enqueue(job, work).job;
    },
    async cancel(jobId) {
      const entry = live.get(jobId);
      if (entry !== undefined) return await stop(entry, 'cancel');
      const { job, input } = kept(jobId);
      if (job.state !== 'paused' && job.state !== 'interrupted') return job;
      const cancelled: Job = { ...job, state: 'cancelled', finishedAt: clock(), canResume: false };
      records.save(cancelled, null, input);
      if (input !== null) revive(job.kind, input)?.onState?.(cancelled);
      watchers.publish(cancelled);
      return cancelled;
    },
    async pause(jobId) {
      const entry = live.get(jobId);
      const job = entry?.job ?? kept(jobId).job;
      if (entry === undefined || !job.canPause)
        throw new DomainError('conflict', 'This job cannot be paused: it is over, or its work cannot be taken up again.', { jobId });
      return await stop(entry, 'pause');
    },
    resume(jobId) {
      const { job, input } = live.has(jobId) ? { job: live.get(jobId)!.job, input: null } : kept(jobId);
      const work = job.canResume && input !== null ? revive(job.kind, input) : null;
      if (work === null)
        throw new DomainError('conflict', 'This job cannot be resumed: it runs, it is over, or what it needs is gone.', { jobId });
      const again: Job = { ...job, error: null, finishedAt: null, place: lastPlace() + 1, canPause: true, canResume: false };
      return enqueue(again, work).job;
    },
    move(jobId, before) {
      const order = waiting();
      const moved = order.find(({ job }) => job.jobId === jobId);
      const target = before === null ? undefined : order.find(({ job }) => job.jobId === before);
      if (moved === undefined || (before !== null && target === undefined)) {
        if (!live.has(jobId)) kept(jobId);
        throw new DomainError('conflict', 'Only jobs that wait can be moved, before others that wait.', { jobId, before });
      }
      const others = order.filter((entry) => entry !== moved);
      const at = target === undefined ? others.length : others.indexOf(target);
      others.splice(target === moved ? order.indexOf(moved) : at, 0, moved);
      others.forEach((entry, index) => change(entry, { state: 'queued', place: index + 1 }));
      return others.map(({ job }) => job);
    },
    async *watch(signal) {
      for await (const job of watchers.watch(list().reverse(), signal)) yield { type: 'jobs.progressed', job };
    },
    async close() {
      isClosed = true;
      for (const entry of waiting()) if (!entry.job.canPause) await stop(entry, 'cancel');
      if (running !== null) await stop(running, 'close');
      watchers.close();
    },
  };
}
