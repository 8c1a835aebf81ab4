import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { watchFit } from '../../../src-main/compute/watchedFit.ts';
import { silentLogger } from '../../../src-main/core/base/logger.ts';
import type { ReportProgress } from '../../../src-main/core/base/progress.ts';
import { createRng } from '../../../src-main/core/base/rng.ts';
import { openRuntime } from '../../../src-main/core/engine/session.ts';
import { chosenCheckpointTimes } from '../../../src-main/core/recommenders/hyperparameters.ts';
import type { Hyperparameters, RecommenderName } from '../../../src-main/core/recommenders/recommender.ts';
import { recommenderDefinitions } from '../../../src-main/core/recommenders/registry.ts';
import { trainingDataOf } from '../../../src-main/core/recommenders/trainingData.ts';
import { openRunFiles, runFolder } from '../../../src-main/core/storage/runFiles.ts';
import { twoTastes } from '../../helpers/twoTastes.ts';
import { filesBelow } from '../../helpers/waiting.ts';

const folder = mkdtempSync(join(tmpdir(), 'marquee-watched-'));
const runtime = openRuntime('cpu', { threads: 1 });
afterAll(async () => {
  await runtime.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const OTHERWISE_MS = 5_000;
const withCheckpoints = ['sgd-mf', 'svdpp', 'bpr', 'two-tower', 'bayes-mf', 'fm', 'blend'] as const;

/** Fits in steps that take a minute each by the clock. @returns the steps whose checkpoints were on disk, in order */
async function stepsOnDisk(model: RecommenderName, chosen: Hyperparameters): Promise<number[]> {
  const definition = recommenderDefinitions[model];
  const hyperparameters = { ...definition.defaults, ...chosen };
  const runId = `${model} ${JSON.stringify(chosen)}`;
  let minutes = 0;
  const seen = new Set<number>();
  const look = (): void => {
    for (const name of filesBelow(runFolder(folder, runId))) {
      const step = /step-(\d+)\.json$/.exec(name)?.[1];
      if (step !== undefined) seen.add(Number(step));
    }
  };
  const { watch } = watchFit({
    files: openRunFiles(folder, runId),
    seed: 1,
    dataSha256: 'two-tastes',
    device: 'cpu',
    elapsedMs: 0,
    nowMs: () => minutes * 60_000,
    checkpointTimes: chosenCheckpointTimes(hyperparameters, OTHERWISE_MS),
    stepsKept: 0,
    reportProgress: () => undefined,
    reportPoint: () => undefined,
    validation: null,
  });
  const aMinuteAStep: ReportProgress = ({ done }) => {
    look();
    minutes = done;
  };
  const context = { rng: createRng(1), runtime, logger: silentLogger, ...watch, reportProgress: aMinuteAStep };
  await definition.fit(trainingDataOf(twoTastes()), hyperparameters, context);
  return [...seen];
}

describe('checkpoints every n steps or minutes, as set', () => {
  it('are settings of every model that keeps checkpoints, and left to time unless they are chosen', () => {
    for (const model of withCheckpoints)
      expect(recommenderDefinitions[model].defaults, model).toMatchObject({ saveEvery: 0, saveEveryMinutes: 0 });
    expect(chosenCheckpointTimes({ epochs: 3 }, OTHERWISE_MS)).toEqual({ everyMs: OTHERWISE_MS });
    expect(chosenCheckpointTimes({ saveEvery: 40 }, OTHERWISE_MS)).toEqual({ everySteps: 40 });
    expect(chosenCheckpointTimes({ saveEveryMinutes: 0.5 }, OTHERWISE_MS)).toEqual({ everyMs: 30_000 });
    expect(chosenCheckpointTimes({ saveEvery: 40, saveEveryMinutes: 2 }, OTHERWISE_MS)).toEqual({ everySteps: 40, everyMs: 120_000 });
  });

  it('say what is wrong with a setting', () => {
    for (const wrong of [-1, 2.5, 'often'])
      expect(() => chosenCheckpointTimes({ saveEvery: wrong }, OTHERWISE_MS)).toThrow(/saveEvery must be/);
    for (const wrong of [-0.5, 'often'])
      expect(() => chosenCheckpointTimes({ saveEveryMinutes: wrong }, OTHERWISE_MS)).toThrow(/saveEveryMinutes must be/);
  });

  const steps = { epochs: 4, batchSize: 512 };
  it.for<[RecommenderName, Hyperparameters, number[]]>([
    ['sgd-mf', { ...steps, saveEveryMinutes: 5 }, [5, 10]],
    ['sgd-mf', { ...steps, saveEvery: 4 }, [4, 8]],
    ['sgd-mf', { ...steps, saveEvery: 8, saveEveryMinutes: 3 }, [3, 6, 9]],
    ['bpr', { ...steps, saveEveryMinutes: 5 }, [5, 10]],
    // A chain is kept where it is refreshed, every tenth sweep.
    ['bayes-mf', { samples: 35, burnIn: 5, keptSamples: 4, factors: 2, saveEveryMinutes: 12 }, [20]],
  ])('%s with %o leaves checkpoints of the steps %o', async ([model, chosen, expected]) => {
    expect(await stepsOnDisk(model, chosen)).toEqual(expected);
  });
});
