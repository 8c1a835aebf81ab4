import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExperimentDraft } from '../../../../src-main/contract/experiments.ts';
import { repositoryRoot } from '../../../helpers/host.ts';
import { atRest, done } from '../../../helpers/jobEnds.ts';
import { writeLabData } from '../../../helpers/labData.ts';
import { becomesTrue, filesBelow } from '../../../helpers/waiting.ts';
import { openTestApplication, type TestApplication } from '../../../helpers/testApplication.ts';

const folder = mkdtempSync(join(tmpdir(), 'marquee-killed-'));
const dataDir = join(folder, 'data');
const draft: ExperimentDraft = {
  dataset: 'lab',
  protocol: 'user-80-20',
  model: 'sgd-mf',
  hyperparameters: { factors: 4, epochs: 24, batchSize: 32, saveEvery: 250 },
  seeds: [1],
  device: 'cpu',
};

const open = (): Promise<TestApplication> => openTestApplication({ dataDir, host: 'browser' });

/** The first checkpoint lies on disk: a seventh of the run is made. Looked for on disk, because streams tell of steps a few times a second only. */
const firstCheckpoint = (runId: string): Promise<unknown> =>
  becomesTrue(() => filesBelow(join(dataDir, 'runs', runId)).some((name) => /step-\d+\.json$/.test(name)));

/** Runs Marquee in a process of its own until the first run has left a checkpoint, then ends it as a power cut would. */
function killedAtFirstCheckpoint(drafts: readonly object[]): Promise<string[]> {
  const host = join(import.meta.dirname, '../../../fixtures/labHost.ts');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [host, dataDir, repositoryRoot, JSON.stringify(drafts)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (bytes: Buffer) => {
      const isFirst = !output.includes('\n');
      output += bytes.toString();
      if (isFirst && output.includes('\n')) firstCheckpoint(output.split(/\s/)[0]!).then(() => child.kill('SIGKILL'), reject);
    });
    child.on('error', reject);
    child.on('close', (_code, signal) =>
      signal === 'SIGKILL' ? resolve(output.split('\n')[0]!.split(' ')) : reject(new Error(`it ended by itself: ${output}`)),
    );
  });
}

beforeAll(async () => {
  const app = await open();
  await done(app.client, (await app.client.datasets.import({ path: writeLabData(join(folder, 'lab')), name: 'lab' })).jobId);
  await app.application.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a run that Marquee was killed over', { timeout: 240_000 }, () => {
  it('is there after the restart, goes on from its checkpoint, and ends in the numbers of a run that was never stopped', async () => {
    const [killed, queued] = await killedAtFirstCheckpoint([draft, { ...draft, model: 'bias', hyperparameters: {} }]);
    const app = await open();
    const { client } = app;
    const found = await client.runs.get({ runId: killed! });
    expect(found).toMatchObject({ state: 'interrupted', device: 'cpu', seedsDone: 0, error: null });
    const job = (await client.jobs.list()).find(({ jobId }) => jobId === found.jobId);
    expect(job).toMatchObject({ state: 'interrupted', canResume: true, subject: killed });
    // What waited begins by itself.
    const waited = await client.runs.get({ runId: queued! });
    await done(client, waited.jobId!);
    expect(await client.runs.get({ runId: queued! })).toMatchObject({ state: 'done', seedsDone: 1 });

    const before = await client.runs.curve({ runId: killed!, maxPoints: 20_000 });
    expect(before.points.at(-1)!.step).toBeGreaterThan(200);
    await client.jobs.resume({ jobId: found.jobId! });
    await done(client, found.jobId!);
    const resumed = await client.runs.get({ runId: killed! });

    const whole = await client.experiments.start(draft);
    await done(client, whole.jobId);
    const reference = await client.runs.get({ runId: whole.runId });
    const withoutTime = ({ fitMs: _fitMs, ...metrics }: typeof resumed.metrics) => metrics;
    expect(withoutTime(resumed.metrics)).toEqual(withoutTime(reference.metrics));
    expect(resumed.splits).toEqual(reference.splits);
    // It went on where it was: no step stands twice in the curve, and the first hundred still have the times of the run that was killed.
    const { points } = await client.runs.curve({ runId: killed!, maxPoints: 20_000 });
    const steps = points.map(({ step }) => step);
    expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
    const early = (all: typeof points) => all.filter(({ step }) => step <= 100);
    expect(early(points).length).toBeGreaterThan(0);
    expect(early(points)).toEqual(early(before.points));
    await app.application.close();
  });

  it('is interrupted, not lost, when only the process under it is killed', async () => {
    const app = await open();
    const { runId, jobId } = await app.client.experiments.start(draft);
    await firstCheckpoint(runId);
    process.kill(app.computeProcessId()!, 'SIGKILL');
    expect(await atRest(app.client, jobId)).toMatchObject({ state: 'interrupted', canResume: true, error: { code: 'compute-ended' } });
    await app.client.jobs.resume({ jobId });
    await done(app.client, jobId);
    expect(await app.client.runs.get({ runId })).toMatchObject({ state: 'done', error: null });
    await app.application.close();
  });

  it('is paused and cancelled within a second, and what is paused goes on', async () => {
    const app = await open();
    const { client } = app;
    // So long that it cannot be over before it is stopped.
    const long = { ...draft, hyperparameters: { ...draft.hyperparameters, epochs: 5_000 } };
    const { runId, jobId } = await client.experiments.start(long);
    await firstCheckpoint(runId);
    expect(await client.jobs.pause({ jobId })).toMatchObject({ state: 'paused', canResume: true });
    expect((await client.runs.get({ runId })).state).toBe('paused');
    await client.jobs.resume({ jobId });
    for await (const event of await client.runs.watch({ runId })) if (event.type === 'run' && event.run.state === 'running') break;
    expect(await client.jobs.cancel({ jobId })).toMatchObject({ state: 'cancelled', canResume: false });
    await client.runs.remove({ runId });
    await expect(client.runs.get({ runId })).rejects.toMatchObject({ code: 'not-found' });
    await app.application.close();
  });
});
