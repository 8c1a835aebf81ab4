import { silentLogger } from '../../../src-main/core/base/logger.ts';
import { ignoreProgress } from '../../../src-main/core/base/progress.ts';
import { createRng } from '../../../src-main/core/base/rng.ts';
import { roundOf } from '../../../src-main/core/evaluation/evaluate.ts';
import { svdppDefinition } from '../../../src-main/core/recommenders/svdpp/svdpp.ts';
import { trainingDataOf } from '../../../src-main/core/recommenders/trainingData.ts';
import { loadMovieLens } from '../../helpers/movieLens.ts';
import { hasSharedData, sharedData } from '../../helpers/sharedData.ts';
import type { Benchmark } from '../benchmark.ts';

const REPEATS = 3;

/** Its RMSE is what `npm run -s evaluate -- --protocol rows-80-20 --model svdpp` prints; Surprise's is 0.861 by its defaults. */
export const svdppFitSmall: Benchmark = {
  name: 'svdpp-fit-small',
  what: 'SVD++ on the training rows of rows-80-20 of ml-latest-small, with the settings that evaluation uses',
  skip: () => (hasSharedData ? null : `no MovieLens files at ${sharedData}`),
  async run({ runtime }) {
    const { dataset, split } = roundOf('rows-80-20', { dataset: await loadMovieLens('ml-latest-small') }, 1);
    const data = trainingDataOf(dataset, split.train);
    const samplesMs: number[] = [];
    for (let i = 0; i < REPEATS; i++) {
      const start = performance.now();
      await svdppDefinition.fit(data, svdppDefinition.defaults, {
        rng: createRng(1, 'fit'),
        runtime,
        logger: silentLogger,
        reportProgress: ignoreProgress,
      });
      samplesMs.push(performance.now() - start);
    }
    const { factors, epochs } = svdppDefinition.defaults as { factors: number; epochs: number };
    // A rating's rows p, q, y and the sum of y: read, one product, their gradients, one addition each.
    return { samplesMs, flops: epochs * data.matrix.values.length * factors * 18, bytes: null };
  },
  peers: {
    surprise: {
      script: 'surprise_svdpp.py',
      packages: ['numpy==1.26.4', 'scikit-surprise==1.1.4'],
      imports: ['numpy', 'surprise'],
    },
  },
};
