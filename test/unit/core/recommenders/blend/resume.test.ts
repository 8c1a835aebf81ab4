import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { silentLogger } from '../../../../../src-main/core/base/logger.ts';
import { createRng } from '../../../../../src-main/core/base/rng.ts';
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from '../../../../../src-main/core/engine/checkpoint.ts';
import { openRuntime } from '../../../../../src-main/core/engine/session.ts';
import type { TensorRuntime } from '../../../../../src-main/core/engine/tensorRuntime.ts';
import { blendDefinition } from '../../../../../src-main/core/recommenders/blend/blend.ts';
import type { FitCheckpoints, FittedRecommender, Hyperparameters } from '../../../../../src-main/core/recommenders/recommender.ts';
import { trainingDataOf } from '../../../../../src-main/core/recommenders/trainingData.ts';
import { twoTastes } from '../../../../helpers/twoTastes.ts';

const data = trainingDataOf(twoTastes());
const settings: Hyperparameters = {
  ...blendDefinition.defaults,
  'bayes-mf.samples': 40,
  'bayes-mf.burnIn': 10,
  'bayes-mf.keptSamples': 6,
  'bayes-mf.factors': 3,
};
let runtime: TensorRuntime;
beforeAll(() => {
  runtime = openRuntime('cpu', { threads: 1 });
});
afterAll(() => runtime.dispose());

/** Phases in which something was done, in their order. */
async function fit(checkpoints?: Partial<FitCheckpoints>, chosen = settings): Promise<{ model: FittedRecommender; phases: string[] }> {
  const phases = new Set<string>();
  const model = await blendDefinition.fit(data, chosen, {
    rng: createRng(7, 'fit'),
    runtime,
    logger: silentLogger,
    reportProgress: ({ phase }) => void phases.add(phase),
    ...(checkpoints === undefined
      ? {}
      : { checkpoints: { dataSha256: 'two-tastes', resumeFrom: null, save: () => undefined, everySteps: 10, ...checkpoints } }),
  });
  return { model, phases: [...phases] };
}

/** As it comes back from the disk. */
function throughDisk(checkpoint: Checkpoint): Checkpoint {
  const { manifest, parts } = encodeCheckpoint(checkpoint);
  return decodeCheckpoint({ ...manifest, tensorsSha256: '' }, Buffer.concat(parts));
}

/** A hash of each tensor's bytes. */
const bytesOf = (model: FittedRecommender): Record<string, string> =>
  Object.fromEntries(
    Object.entries(model.tensors()).map(([name, { data: values }]) => [
      name,
      createHash('sha256')
        .update(new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength))
        .digest('hex'),
    ]),
  );

it('goes on from any of its checkpoints to the same bits, and fits nothing twice that was finished', { timeout: 120_000 }, async () => {
  const whole = bytesOf((await fit()).model);
  const saved: Checkpoint[] = [];
  const watched = await fit({ save: (checkpoint) => void saved.push(throughDisk(checkpoint)) });
  expect(bytesOf(watched.model)).toEqual(whole);
  const steps = saved.map(({ step }) => step);
  expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
  // Five models twice and the weights; and three places within each chain of samples.
  expect(steps.filter((step) => step % 10_000_000 === 0)).toHaveLength(11);
  expect(steps.length).toBeGreaterThan(11 + 4);

  let before = watched.phases;
  for (const [at, checkpoint] of saved.entries()) {
    if (at % 3 !== 0 && at !== saved.length - 1) continue;
    const resumed = await fit({ resumeFrom: checkpoint });
    expect(bytesOf(resumed.model), `step ${checkpoint.step}`).toEqual(whole);
    expect(before).toEqual(expect.arrayContaining(resumed.phases));
    before = resumed.phases;
  }
  expect(before).toEqual([]);
});

it('refuses a checkpoint of other data or settings', async () => {
  const saved: Checkpoint[] = [];
  const stop = new Error('stopped');
  const save = (checkpoint: Checkpoint): void => {
    saved.push(checkpoint);
    throw stop;
  };
  await expect(fit({ save })).rejects.toBe(stop);
  await expect(fit({ resumeFrom: saved[0]!, dataSha256: 'other' })).rejects.toMatchObject({ code: 'conflict' });
  await expect(fit({ resumeFrom: saved[0]! }, { ...settings, ridge: 11 })).rejects.toMatchObject({ code: 'conflict' });
});
