import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createComputeHandlers } from '../../../src-main/compute/computeHandlers.ts';
import type { HandlerContext } from '../../../src-main/compute/computeContract.ts';
import type { TrainInput } from '../../../src-main/compute/computeMethods.ts';
import { silentLogger } from '../../../src-main/core/base/logger.ts';
import { openPersonStore } from '../../../src-main/core/storage/personStore.ts';
import { writeLabData } from '../../helpers/labData.ts';
import { checkKills } from '../../helpers/trainingKills.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const KILLS = 3;
const EPOCHS = 16;
const folder = mkdtempSync(join(tmpdir(), 'marquee-update-'));
const prepared = join(folder, 'prepared');
const handlers = createComputeHandlers({ clock: Date.now, nowMs: () => performance.now(), logger: silentLogger });
const order = { dataset: 'lab', model: 'two-tower', seed: 1, device: 'cpu', profile: 'Ada', from: '' } as const;
let from = '';

/** @param stopAt step after which it is cancelled; null lets it end. @returns the steps that it told of */
function context(stopAt: number | null = null): HandlerContext & { readonly steps: number[] } {
  const abort = new AbortController();
  const steps: number[] = [];
  return {
    steps,
    signal: abort.signal,
    reportProgress({ phase, done }) {
      if (phase !== 'Training') return;
      steps.push(done);
      if (done === stopAt) abort.abort();
    },
  };
}

/** A data folder of its own with the data, a profile and a model to go on from. */
function dataFolder(): string {
  const path = mkdtempSync(join(folder, 'data-'));
  cpSync(prepared, path, { recursive: true });
  return path;
}

const update = (dataDir: string, set: TrainInput['set'], told: HandlerContext) => handlers.train({ ...order, dataDir, set, from }, told);
const rate = (dataDir: string, stars: number): void => {
  const person = openPersonStore(dataDir, { clock: () => 1_700_000_000_000 });
  const { profileId } = person.profiles.list()[0] ?? person.profiles.create({ name: 'Ada', age: 35, gender: 'F', occupation: null });
  for (const film of [1, 3, 5, 7]) person.filmStates.change(profileId, film, { stars });
  person.close();
};

beforeAll(async () => {
  const path = writeLabData(join(folder, 'files'));
  await handlers.importDataset({ dataDir: prepared, path, name: 'lab', details: null, posters: null }, context());
  rate(prepared, 5);
  const set = { embedSize: 8, batchSize: 32, epochs: 1 };
  const start = await handlers.train({ dataDir: prepared, dataset: 'lab', model: 'two-tower', set, seed: 1, device: 'cpu' }, context());
  from = start.runId;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('"Update with my ratings", stopped in the middle', () => {
  const set = { epochs: EPOCHS };

  it('goes on from its checkpoint to the bits of one that was never stopped, and leaves no checkpoint', async () => {
    const unbroken = context();
    const whole = await update(dataFolder(), set, unbroken);
    const dataDir = dataFolder();
    await expect(update(dataDir, set, context(20))).rejects.toMatchObject({ code: 'cancelled' });
    const resumed = context();
    expect((await update(dataDir, set, resumed)).sha256).toBe(whole.sha256);
    expect(resumed.steps[0]).toBe(21);
    expect(resumed.steps.at(-1)).toBe(unbroken.steps.at(-1));
    expect(
      readdirSync(join(dataDir, 'checkpoints'), { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('step-')),
    ).toEqual([]);
  });

  it('begins anew where ratings or settings have changed meanwhile', async () => {
    const dataDir = dataFolder();
    await expect(update(dataDir, set, context(20))).rejects.toMatchObject({ code: 'cancelled' });
    rate(dataDir, 1);
    const other = context(5);
    await expect(update(dataDir, set, other)).rejects.toMatchObject({ code: 'cancelled' });
    expect(other.steps).toEqual([1, 2, 3, 4, 5]);
    const slower = context(1);
    await expect(update(dataDir, { ...set, learningRate: 0.001 }, slower)).rejects.toMatchObject({ code: 'cancelled' });
    expect(slower.steps).toEqual([1]);
  });

  it(`killed ${KILLS} times with SIGKILL, ends in the bits of one that ran through`, async () => {
    await checkKills(dataFolder, KILLS, { fixture: 'updateChild.ts', length: EPOCHS, rest: [from, 'Ada'] });
  });
});
