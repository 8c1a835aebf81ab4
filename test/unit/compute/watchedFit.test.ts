import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { watchFit } from '../../../src-main/compute/watchedFit.ts';
import { saveEverySteps } from '../../../src-main/core/recommenders/hyperparameters.ts';
import { recommenderDefinitions } from '../../../src-main/core/recommenders/registry.ts';
import { openRunFiles } from '../../../src-main/core/storage/runFiles.ts';

const folder = mkdtempSync(join(tmpdir(), 'marquee-watched-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const checkpointsOf = (checkpointEverySteps: number) =>
  watchFit({
    files: openRunFiles(folder, 'run'),
    seed: 1,
    dataSha256: '',
    device: 'cpu',
    elapsedMs: 0,
    nowMs: () => 0,
    checkpointEveryMs: 5_000,
    checkpointEverySteps,
    stepsKept: 0,
    reportProgress: () => undefined,
    reportPoint: () => undefined,
    validation: null,
  }).watch.checkpoints;

describe('"save every"', () => {
  it('is a setting of every model that learns in steps, and leaves checkpoints to time unless it is chosen', () => {
    for (const model of ['sgd-mf', 'svdpp', 'bpr', 'two-tower', 'bayes-mf', 'fm'] as const)
      expect(recommenderDefinitions[model].defaults, model).toHaveProperty('saveEvery', 0);
    expect(checkpointsOf(0)).not.toHaveProperty('everySteps');
    expect(checkpointsOf(25)).toMatchObject({ everySteps: 25, everyMs: 5_000 });
  });

  it('is a whole number, and missing in runs of earlier versions', () => {
    expect(saveEverySteps({ epochs: 3 })).toBe(0);
    expect(saveEverySteps({ saveEvery: 40 })).toBe(40);
    for (const wrong of [-1, 2.5, 'often']) expect(() => saveEverySteps({ saveEvery: wrong })).toThrow(/saveEvery must be/);
  });
});
