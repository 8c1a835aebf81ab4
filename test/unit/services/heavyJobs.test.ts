import { createWriteStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '../../../src-main/contract/jobs.ts';
import { writeSmallDataset } from '../../helpers/smallDataset.ts';
import { openTestApplication, type TestApplication } from '../../helpers/testApplication.ts';

let app: TestApplication;
let large: string;
let small: string;

beforeAll(async () => {
  app = await openTestApplication();
  large = join(app.folder, 'large.csv');
  small = join(app.folder, 'small');
  writeSmallDataset(small);
  const file = createWriteStream(large);
  file.write('userId,movieId,rating,timestamp\n');
  for (let user = 1; user <= 3_000; user++) {
    const rows = Array.from({ length: 1_000 }, (_, k) => `${user},${k + 1},${1 + ((user + k) % 9) / 2},${964_980_000 + k}\n`);
    if (!file.write(rows.join(''))) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
});
afterAll(() => app.close());

/** Resolves with the job at its first progress, while it still runs. */
async function whileRunning(jobId: string): Promise<Job> {
  for await (const { job } of await app.client.jobs.watch()) {
    if (job.jobId !== jobId) continue;
    if (job.finishedAt !== null) throw new Error(`the job ended too early: ${job.state} ${job.error?.message ?? ''}`);
    if (job.state === 'running' && job.done > 0) return job;
  }
  throw new Error('the stream ended');
}

async function atEnd(jobId: string): Promise<Job> {
  for await (const { job } of await app.client.jobs.watch()) if (job.jobId === jobId && job.finishedAt !== null) return job;
  throw new Error('the stream ended');
}

const leftovers = (): string[] => readdirSync(join(app.dataDir, 'datasets')).filter((file) => file.endsWith('.db'));

describe('an import in the compute process', () => {
  it('survives kill -9 of that process: the app answers, the job says why, nothing is half-written, the next import works', async () => {
    const { jobId } = await app.client.datasets.import({ path: large, name: 'killed' });
    await whileRunning(jobId);
    const victim = app.computeProcessId();
    expect(victim).not.toBeNull();
    process.kill(victim!, 'SIGKILL');
    const job = await atEnd(jobId);
    expect(job).toMatchObject({ state: 'failed', error: { code: 'compute-ended', data: { reason: 'it was ended by signal SIGKILL' } } });
    expect((await app.client.catalog.search({ query: 'fargo' })).hits[0]?.film.filmId).toBe(608);
    expect(leftovers()).toEqual([]);
    const next = await app.client.datasets.import({ path: small, name: 'next' });
    expect(await atEnd(next.jobId)).toMatchObject({ state: 'done' });
    expect(app.computeProcessId()).not.toBe(victim);
  });

  it('is cancelled, leaves nothing behind, and a rating is saved while it runs', async () => {
    const { profileId } = await app.client.profile.create({ name: 'Ada', age: null, gender: null, occupation: null });
    const { jobId } = await app.client.datasets.import({ path: large, name: 'cancelled' });
    const running = await whileRunning(jobId);
    expect(running.unit).not.toBe('');
    expect((await app.client.ratings.save({ profileId, filmId: 608, stars: 5 })).numRatings).toBe(1);
    const cancelled = await app.client.jobs.cancel({ jobId });
    expect(cancelled).toMatchObject({ state: 'cancelled', error: null });
    expect(leftovers()).toEqual(['next.db']);
    await expect(app.client.datasets.report({ jobId })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('ends with a report, and the films can be recommended from then on', async () => {
    const { jobId } = await app.client.datasets.import({ path: small, name: 'reported' });
    expect(await atEnd(jobId)).toMatchObject({ state: 'done', summary: expect.stringContaining('60 ratings') as string });
    expect(await app.client.datasets.report({ jobId })).toMatchObject({ name: 'reported', rows: 60, unchanged: false });
    const again = await app.client.datasets.import({ path: small, name: 'reported' });
    expect((await atEnd(again.jobId)).summary).toMatch(/there already/);
  });
});
