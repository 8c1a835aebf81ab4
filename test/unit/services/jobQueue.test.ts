import { describe, expect, it } from 'vitest';
import { ComputeEndedError } from '../../../src-main/compute/computeEndedError.ts';
import type { Job } from '../../../src-main/contract/jobs.ts';
import { DomainError } from '../../../src-main/core/base/errors.ts';
import { silentLogger } from '../../../src-main/core/base/logger.ts';
import { createJobQueue, type JobQueue, type JobRecords, type JobWork, type KeptJob } from '../../../src-main/services/jobQueue.ts';

function memoryRecords(jobs: KeptJob[] = []): JobRecords & { readonly saved: Job[] } {
  const held = new Map(jobs.map(({ job, input }) => [job.jobId, { job, input, report: null as unknown }]));
  const saved: Job[] = [];
  return {
    saved,
    save(job, report, input) {
      saved.push(job);
      held.set(job.jobId, { job, input, report });
    },
    list: () => [...held.values()].map(({ job, input }) => ({ job, input })),
    report: (jobId) => held.get(jobId)?.report ?? null,
  };
}

let serial = 0;
let now = 1_000;
function open(records = memoryRecords(), ownsFolder = true, revive?: (kind: Job['kind'], input: unknown) => JobWork | null): JobQueue {
  const createId = () => `job-${++serial}`;
  return createJobQueue({
    records,
    clock: () => now,
    logger: silentLogger,
    createId,
    ownsFolder,
    ...(revive === undefined ? {} : { revive }),
  });
}

const work = (run: JobWork['run'], title = 'Import small'): JobWork => ({ kind: 'import', title, run });
const untilAborted: JobWork['run'] = ({ signal }) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new DomainError('cancelled', 'The work was cancelled; nothing was changed.')));
  });

async function ended(queue: JobQueue, jobId: string): Promise<Job> {
  for await (const { job } of queue.watch(undefined)) if (job.jobId === jobId && job.finishedAt !== null) return job;
  throw new Error('the stream ended first');
}

describe('jobs', () => {
  it('run one at a time in order, and are written down at every change of state', async () => {
    const records = memoryRecords();
    const queue = open(records);
    const order: string[] = [];
    const step = (name: string) =>
      work(async () => {
        order.push(`${name} begins`);
        await new Promise((resolve) => setTimeout(resolve, 10));
        order.push(`${name} ends`);
        return { summary: `${name}.`, report: { name } };
      }, name);
    const first = queue.start(step('first'));
    const second = queue.start(step('second'));
    expect(await ended(queue, second.jobId)).toMatchObject({ state: 'done', summary: 'second.', error: null });
    expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
    expect(records.saved.filter((job) => job.jobId === first.jobId).map((job) => job.state)).toEqual(['queued', 'running', 'done']);
    expect(queue.report(first.jobId)).toEqual({ name: 'first' });
  });

  it('report progress with the seconds left, by the pace within the phase', async () => {
    const queue = open();
    const seen: Job[] = [];
    let go: () => void = () => undefined;
    const isWatched = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { jobId } = queue.start(
      work(async ({ reportProgress }) => {
        await isWatched;
        for (const done of [0, 25, 50]) {
          reportProgress({ phase: 'Reading', done, total: 100, unit: 'rows' });
          await new Promise((resolve) => setTimeout(resolve, 260));
          now += 1_000;
        }
        return { summary: 'Read.' };
      }),
    );
    for await (const { job } of queue.watch(undefined)) {
      go();
      seen.push(job);
      if (job.jobId === jobId && job.state === 'done') break;
    }
    expect(seen.find((job) => job.done === 50)).toMatchObject({ phase: 'Reading', total: 100, unit: 'rows', secondsLeft: 2 });
    expect(seen.at(-1)).toMatchObject({ state: 'done', secondsLeft: null });
  });

  it('fail with code and sentence of what was thrown, and with nothing of a defect', async () => {
    const queue = open();
    const failing = async (error: Error) => ended(queue, queue.start(work(() => Promise.reject(error))).jobId);
    expect(await failing(new DomainError('data-invalid', 'The file is no ratings file; choose another.'))).toMatchObject({
      state: 'failed',
      error: { code: 'data-invalid', message: 'The file is no ratings file; choose another.' },
    });
    expect(await failing(new ComputeEndedError('it was ended by signal SIGKILL'))).toMatchObject({
      state: 'failed',
      error: { code: 'compute-ended', data: { reason: 'it was ended by signal SIGKILL' } },
    });
    const defect = await failing(new TypeError('/home/someone/secret is undefined'));
    expect(defect.error?.code).toBe('internal');
    expect(JSON.stringify(defect)).not.toContain('secret');
  });

  it('are cancelled while they run and while they wait', async () => {
    const queue = open();
    const running = queue.start(work(untilAborted));
    let hasRun = false;
    const waiting = queue.start(work(() => Promise.resolve({ summary: String((hasRun = true)) })));
    expect(await queue.cancel(waiting.jobId)).toMatchObject({ state: 'cancelled', error: null });
    expect(await queue.cancel(running.jobId)).toMatchObject({ state: 'cancelled', error: null });
    const last = queue.start(work(() => Promise.resolve({ summary: 'Done.' })));
    expect((await ended(queue, last.jobId)).state).toBe('done');
    expect(hasRun).toBe(false);
    expect(queue.list().find((job) => job.jobId === waiting.jobId)?.state).toBe('cancelled');
    await expect(queue.cancel('no-such-job')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('left running by a process that ended are marked interrupted, by the owner of the folder alone', async () => {
    const first = memoryRecords();
    const dying = open(first);
    const { jobId } = dying.start(work(untilAborted));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(first.list()[0]?.job.state).toBe('running');
    expect(open(memoryRecords(first.list()), false).list()[0]?.state).toBe('running');
    expect(
      open(memoryRecords(first.list()))
        .list()
        .find((job) => job.jobId === jobId),
    ).toMatchObject({ state: 'interrupted', finishedAt: now });
  });

  it('tell a slow reader the newest state of each job, never a backlog', async () => {
    const queue = open();
    const events = queue.watch(undefined);
    const { jobId } = queue.start(
      work(async ({ reportProgress }) => {
        for (let phase = 0; phase < 500; phase++) reportProgress({ phase: `Phase ${phase}`, done: phase, total: 500, unit: 'steps' });
        return { summary: 'Done.' };
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    const seen: Job[] = [];
    for await (const { job } of events) {
      seen.push(job);
      if (job.state === 'done') break;
    }
    expect(seen.length).toBeLessThan(5);
    expect(seen.at(-1)?.jobId).toBe(jobId);
  });

  it('end their streams when the queue closes', async () => {
    const queue = open();
    queue.start(work(untilAborted));
    const drained = (async () => {
      const states: string[] = [];
      for await (const { job } of queue.watch(undefined)) states.push(job.state);
      return states;
    })();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await queue.close();
    expect((await drained).length).toBeGreaterThan(0);
  });

  const order: string[] = [];
  /** Work that can be made again from its name; it ends when it is let go. */
  const again = (name: string, run: JobWork['run'] = () => Promise.resolve({ summary: `${name}.` })): JobWork => ({
    kind: 'train',
    title: name,
    input: { name },
    subject: `run ${name}`,
    run(context) {
      order.push(name);
      return run(context);
    },
  });

  it('are paused, let the next one run, and are resumed at the end of the queue with their own work', async () => {
    order.length = 0;
    const records = memoryRecords();
    const queue = open(records, true, (_kind, input) => again((input as { name: string }).name));
    const long = queue.start(again('long', untilAborted));
    const next = queue.start(again('next'));
    expect(long).toMatchObject({ canPause: true, canResume: false, subject: 'run long' });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await queue.pause(long.jobId)).toMatchObject({
      state: 'paused',
      error: null,
      finishedAt: null,
      canPause: false,
      canResume: true,
    });
    expect((await ended(queue, next.jobId)).state).toBe('done');
    expect(queue.resume(long.jobId)).toMatchObject({ state: 'queued', canPause: true });
    expect(await ended(queue, long.jobId)).toMatchObject({ state: 'done', summary: 'long.' });
    expect(order).toEqual(['long', 'next', 'long']);
    expect(() => queue.resume(long.jobId)).toThrow(/cannot be resumed/);
    await expect(queue.pause(long.jobId)).rejects.toMatchObject({ code: 'conflict' });
    const paused = await queue.pause(queue.start(again('waits', untilAborted)).jobId);
    expect(await queue.cancel(paused.jobId)).toMatchObject({ state: 'cancelled', canResume: false });
  });

  it('that cannot be made again cannot be paused', async () => {
    const queue = open();
    const { jobId, canPause } = queue.start(work(untilAborted));
    expect(canPause).toBe(false);
    await expect(queue.pause(jobId)).rejects.toMatchObject({ code: 'conflict' });
    expect(await queue.cancel(jobId)).toMatchObject({ state: 'cancelled' });
  });

  it('that wait are moved, and run in their new order', async () => {
    order.length = 0;
    const queue = open();
    const first = queue.start(again('first', untilAborted));
    const [b, , d] = ['b', 'c', 'd'].map((name) => queue.start(again(name)));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(queue.move(d!.jobId, b!.jobId).map(({ title }) => title)).toEqual(['d', 'b', 'c']);
    expect(queue.move(b!.jobId, null).map(({ title }) => title)).toEqual(['d', 'c', 'b']);
    expect(() => queue.move(first.jobId, null)).toThrow(/that wait/);
    expect(() => queue.move('nothing', null)).toThrow(/no such job/);
    await queue.cancel(first.jobId);
    await ended(queue, b!.jobId);
    expect(order).toEqual(['first', 'd', 'c', 'b']);
  });

  it('that waited begin again after a restart in their order; the one that ran is interrupted and can be resumed', async () => {
    order.length = 0;
    const before = memoryRecords();
    const dying = open(before);
    const ran = dying.start(again('ran', untilAborted));
    const [one, two] = ['one', 'two'].map((name) => dying.start(again(name)));
    dying.move(two!.jobId, one!.jobId);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const told: string[] = [];
    const queue = open(memoryRecords(before.list()), true, (_kind, input) => ({
      ...again((input as { name: string }).name),
      onState: ({ title, state }) => told.push(`${title} ${state}`),
    }));
    await ended(queue, one!.jobId);
    expect(order).toEqual(['ran', 'two', 'one']);
    expect(queue.list().find(({ jobId }) => jobId === ran.jobId)).toMatchObject({ state: 'interrupted', canResume: true });
    expect(told).toContain('ran interrupted');
    queue.resume(ran.jobId);
    expect((await ended(queue, ran.jobId)).state).toBe('done');
    await dying.close();
  });

  it('are paused by closing, and what waited waits on', async () => {
    const records = memoryRecords();
    const queue = open(records);
    const running = queue.start(again('running', untilAborted));
    const waiting = queue.start(again('waiting'));
    const lost = queue.start(work(untilAborted));
    await new Promise((resolve) => setTimeout(resolve, 5));
    await queue.close();
    const state = (jobId: string) => records.list().find(({ job }) => job.jobId === jobId)?.job.state;
    expect([running, waiting, lost].map(({ jobId }) => state(jobId))).toEqual(['paused', 'queued', 'cancelled']);
  });

  it('are interrupted when the process under them dies, and failed by their own faults', async () => {
    const queue = open(memoryRecords(), true, (_kind, input) => again((input as { name: string }).name));
    const died = queue.start(again('died', () => Promise.reject(new ComputeEndedError('it was ended by signal SIGKILL'))));
    expect(await ended(queue, died.jobId)).toMatchObject({ state: 'interrupted', error: { code: 'compute-ended' }, canResume: true });
    const fault = queue.start(again('fault', () => Promise.reject(new DomainError('model-invalid', 'The loss stopped being a number.'))));
    expect(await ended(queue, fault.jobId)).toMatchObject({ state: 'failed', canResume: true });
  });
});
