import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchTrial } from '../../../../src-main/contract/experiments.ts';
import { openPersonStore } from '../../../../src-main/core/storage/personStore.ts';
import { testCli } from '../../../helpers/cli.ts';
import { atRest, done } from '../../../helpers/jobEnds.ts';
import { writeLabData } from '../../../helpers/labData.ts';
import { openTestApplication, type TestApplication } from '../../../helpers/testApplication.ts';

const folder = mkdtempSync(join(tmpdir(), 'marquee-searches-'));
const dataDir = join(folder, 'data');
const { run, json } = testCli(() => dataDir);
const asked = {
  dataset: 'lab',
  protocol: 'rows-80-20',
  model: 'sgd-mf',
  method: 'successive-halving',
  trials: 4,
  hyperparameters: { epochs: 4, batchSize: 64, factors: 4 },
  seed: 3,
} as const;
let app: TestApplication;

beforeAll(async () => {
  app = await openTestApplication({ dataDir, host: 'browser' });
  await done(app.client, (await app.client.datasets.import({ path: writeLabData(join(folder, 'lab')), name: 'lab' })).jobId);
});
afterAll(async () => {
  await app?.application.close();
  rmSync(folder, { recursive: true, force: true });
});

/** @param fits after which it is stopped as by Ctrl-C */
function context(fits = Number.POSITIVE_INFINITY) {
  const abort = new AbortController();
  return {
    signal: abort.signal,
    reportProgress: ({ unit, done: made }: { unit: string; done: number }) => void (unit === 'fits' && made >= fits && abort.abort()),
  };
}
const withoutTimes = (trials: readonly SearchTrial[]) => trials.map(({ fitMs: _fitMs, ...trial }) => trial);

describe('a search that was stopped', { timeout: 240_000 }, () => {
  let whole: SearchTrial[];

  it('goes on with what it lacks, to the trials and figures of one that ran through', async () => {
    const { lab } = app.application;
    ({ trials: whole } = await lab.search(asked, context()));
    expect(whole.map(({ rung }) => rung).sort((a, b) => a - b)).toEqual([0, 0, 0, 0, 1]);
    await expect(lab.search(asked, context(2))).rejects.toThrow(/what it measured is kept. Go on with: marquee search --resume/);
    const stopped = (await app.client.experiments.searches())[0]!;
    expect(stopped.state).toBe('interrupted');
    const before = (await app.client.experiments.searchTrials({ searchId: stopped.searchId })).trials;
    expect(before).toHaveLength(2);
    const resumed = await lab.resumeSearch(stopped.searchId.slice(0, 8), context());
    expect(withoutTimes(resumed.trials)).toEqual(withoutTimes(whole));
    // What was measured was not measured again: its times are those of then.
    expect(resumed.trials.filter(({ rung, trial }) => rung === 0 && trial < 2)).toEqual(before);
    expect(() => lab.resumeSearch(stopped.searchId, context())).toThrow(/under way or done/);
  });

  it('is gone on with by the terminal, after a kill too, and says what there is not', async () => {
    await expect(app.application.lab.search(asked, context(3))).rejects.toMatchObject({ code: 'cancelled' });
    const [{ searchId } = { searchId: '' }] = await app.client.experiments.searches();
    // As a kill leaves it: under way in a process that is no more.
    const person = openPersonStore(dataDir, { clock: Date.now });
    person.labSearches.setState(searchId, { state: 'running', jobId: null, processId: 2 ** 22 + 1, finishedAt: null });
    person.close();
    const resumed = await json<{ searchId: string; trials: SearchTrial[] }>('search', '--resume', 'last');
    expect(resumed.searchId).toBe(searchId);
    expect(withoutTimes(resumed.trials)).toEqual(withoutTimes(whole));
    expect((await run('search', '--resume', 'last')).err).toContain('There is no such search that was stopped');
    expect((await run('search', '--data', 'lab', '--model', 'bias')).err).toContain('--protocol is missing');
  });

  it('is gone on with on the page when it was stopped in the terminal, and only once', async () => {
    const { experiments } = app.client;
    await expect(app.application.lab.search(asked, context(2))).rejects.toMatchObject({ code: 'cancelled' });
    const [{ searchId } = { searchId: '' }] = await experiments.searches();
    const { jobId } = await experiments.resumeSearch({ searchId });
    await expect(experiments.resumeSearch({ searchId })).rejects.toMatchObject({ code: 'conflict' });
    expect(await atRest(app.client, jobId)).toMatchObject({ state: 'done', subject: searchId });
    const { search, trials } = await experiments.searchTrials({ searchId });
    expect(search).toMatchObject({ state: 'done', jobId });
    expect(withoutTimes(trials)).toEqual(withoutTimes(whole));
    await expect(experiments.resumeSearch({ searchId })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is gone on with by the queue when it was paused on the page', async () => {
    const { experiments, jobs } = app.client;
    const { searchId, jobId } = await experiments.search(asked);
    while ((await experiments.searchTrials({ searchId })).trials.length === 0) await pause(2);
    expect(await jobs.pause({ jobId })).toMatchObject({ state: 'paused', canResume: true });
    expect((await experiments.searchTrials({ searchId })).search.state).toBe('paused');
    // The job that waits goes on; there is no second one.
    expect(await experiments.resumeSearch({ searchId })).toEqual({ jobId });
    expect(await atRest(app.client, jobId)).toMatchObject({ state: 'done' });
    expect(withoutTimes((await experiments.searchTrials({ searchId })).trials)).toEqual(withoutTimes(whole));
  });
});
