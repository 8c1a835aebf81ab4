import { silentLogger } from '../../src-main/core/base/logger.ts';
import { ignoreProgress } from '../../src-main/core/base/progress.ts';
import { createRng } from '../../src-main/core/base/rng.ts';
import type { TensorRuntime } from '../../src-main/core/engine/tensorRuntime.ts';
import type { FitContext } from '../../src-main/core/recommenders/recommender.ts';

const refuse = (): never => {
  throw new Error('this model was not expected to run a graph');
};

/** For models that compute without the engine; whoever runs a graph all the same is told so. */
const noRuntime: TensorRuntime = {
  device: 'cpu',
  compile: refuse,
  load: refuse,
  upload: refuse,
  download: refuse,
  dispose: async () => undefined,
};

export const quietContext = (seed = 1, runtime: TensorRuntime = noRuntime): FitContext => ({
  rng: createRng(seed, 'fit'),
  runtime,
  logger: silentLogger,
  reportProgress: ignoreProgress,
});
