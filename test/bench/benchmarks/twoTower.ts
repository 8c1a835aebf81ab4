import { silentLogger } from '../../../src-main/core/base/logger.ts';
import { ignoreProgress } from '../../../src-main/core/base/progress.ts';
import { createRng } from '../../../src-main/core/base/rng.ts';
import { filmVectors } from '../../../src-main/core/data/filmFeatures.ts';
import type { TrainingData } from '../../../src-main/core/recommenders/recommender.ts';
import { openTrainer } from '../../../src-main/core/engine/trainer.ts';
import { trainingDataOf } from '../../../src-main/core/recommenders/trainingData.ts';
import { filmInputs } from '../../../src-main/core/recommenders/twoTower/filmInputs.ts';
import { PROFILE_SIZE } from '../../../src-main/core/recommenders/twoTower/profileInputs.ts';
import { towerDefaults, towerSettings } from '../../../src-main/core/recommenders/twoTower/settings.ts';
import { towerTraining } from '../../../src-main/core/recommenders/twoTower/towerTraining.ts';
import { twoTowerDefinition } from '../../../src-main/core/recommenders/twoTower/twoTower.ts';
import { loadMovieLens } from '../../helpers/movieLens.ts';
import { hasSharedData, sharedData } from '../../helpers/sharedData.ts';
import type { Benchmark } from '../benchmark.ts';
import { productFlops } from '../stepTiming.ts';

const [BATCH, SIZE, HISTORY, TEXT] = [1024, 128, 30, 384];

/** Film numbers, histories of 30, genres, years, plot vectors and profiles; in-batch softmax with logQ and without accidental hits; AdamW over whole tables. */
const settings = {
  ...towerDefaults,
  embedSize: SIZE,
  batchSize: BATCH,
  historyLength: HISTORY,
  loss: 'sampled-softmax',
  negatives: 0,
  dropout: 0,
  people: false,
  tags: false,
  posters: false,
};

/** Plot vectors drawn at random: the work is the same whatever they say. */
async function ml1mWithVectors(): Promise<TrainingData> {
  const data = trainingDataOf(await loadMovieLens('ml-1m'));
  const rng = createRng(1, 'plots');
  const text = filmVectors(
    'drawn',
    data.films.map(() => Float32Array.from({ length: TEXT }, () => rng.normal() / Math.sqrt(TEXT))),
  )!;
  return { ...data, features: { text } };
}

/** Products of a step, forward and backward; the pooled histories count as what they need, two operations a number read. */
function stepFlops(contentSize: number): number {
  const content = 2 * 2 * BATCH * contentSize * SIZE;
  const profile = 2 * 2 * BATCH * PROFILE_SIZE * SIZE;
  const softmax = 3 * 2 * BATCH * BATCH * (SIZE + 1);
  const pooled = 2 * 2 * BATCH * HISTORY * SIZE;
  return content + profile + softmax + pooled;
}

const skip = () => (hasSharedData ? null : `no MovieLens files at ${sharedData}`);
const contentSizeOf = (data: TrainingData) => filmInputs(data, towerSettings(settings).content).reduce((sum, { size }) => sum + size, 0);

export const twoTowerStep1024: Benchmark = {
  name: 'two-tower-step-1024',
  what: 'one training step of a two-tower model on ml-1m: 1,024 ratings with histories of 30, d=128, in-batch softmax, AdamW over whole tables',
  skip,
  async run({ runtime }) {
    const data = await ml1mWithVectors();
    const checked = towerSettings(settings);
    const { step, nextBatch } = towerTraining(checked, data, filmInputs(data, checked.content));
    const trainer = await openTrainer(runtime, step, step.initialState(createRng(1)));
    const rng = createRng(1, 'batches');
    const samplesMs: number[] = [];
    for (let i = 0; i < 25; i++) {
      const batch = nextBatch(i, rng);
      const start = performance.now();
      await trainer.run(batch, [1e-3]);
      if (i >= 5) samplesMs.push(performance.now() - start);
    }
    await trainer.dispose();
    return { samplesMs, flops: stepFlops(contentSizeOf(data)), bytes: null };
  },
  peers: { torch: { script: 'twoTowerStep.py', packages: ['torch==2.13.0'] } },
};

export const twoTowerEpochMl1m: Benchmark = {
  name: 'two-tower-epoch-ml-1m',
  what: 'a whole fit of one epoch over the 1,000,209 ratings of ml-1m with the default settings (full softmax over all films, 256 people a step, d=128), with the drawing of batches and the vectors of all films',
  skip,
  async run({ runtime }) {
    const data = await ml1mWithVectors();
    const defaults = { ...towerDefaults, epochs: 1 };
    const checked = towerSettings(defaults);
    const { step, stepsPerEpoch } = towerTraining(checked, data, filmInputs(data, checked.content));
    const samplesMs: number[] = [];
    for (let i = 0; i < 3; i++) {
      const start = performance.now();
      await twoTowerDefinition.fit(data, defaults, {
        rng: createRng(1, 'fit'),
        runtime,
        logger: silentLogger,
        reportProgress: ignoreProgress,
      });
      samplesMs.push(performance.now() - start);
    }
    return { samplesMs, flops: stepsPerEpoch * productFlops(step.graph), bytes: null };
  },
};
