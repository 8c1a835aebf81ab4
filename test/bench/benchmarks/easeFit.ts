import { silentLogger } from '../../../src-main/core/base/logger.ts';
import { ignoreProgress } from '../../../src-main/core/base/progress.ts';
import { createRng } from '../../../src-main/core/base/rng.ts';
import { easeDefinition } from '../../../src-main/core/recommenders/ease/ease.ts';
import { trainingDataOf } from '../../../src-main/core/recommenders/trainingData.ts';
import { loadMovieLens } from '../../helpers/movieLens.ts';
import { hasSharedData, sharedData } from '../../helpers/sharedData.ts';
import type { Benchmark } from '../benchmark.ts';

const REPEATS = 3;

export const easeFit: Benchmark = {
  name: 'ease-fit-small',
  what: 'EASE on all of ml-latest-small (9,724 films), from the matrix to the strongest weights',
  skip: () => (hasSharedData ? null : `no MovieLens files at ${sharedData}`),
  async run({ runtime }) {
    const data = trainingDataOf(await loadMovieLens('ml-latest-small'));
    const samplesMs: number[] = [];
    for (let i = 0; i < REPEATS; i++) {
      const start = performance.now();
      await easeDefinition.fit(data, easeDefinition.defaults, {
        rng: createRng(1, 'fit'),
        runtime,
        logger: silentLogger,
        reportProgress: ignoreProgress,
      });
      samplesMs.push(performance.now() - start);
    }
    const { numRows: users, numColumns: films } = data.matrix;
    // In user space: the inverse, K X, and X^T (K X) whose strips are searched once.
    return { samplesMs, flops: 2 * users ** 3 + 2 * users ** 2 * films + 2 * users * films ** 2, bytes: 4 * films ** 2 };
  },
};
