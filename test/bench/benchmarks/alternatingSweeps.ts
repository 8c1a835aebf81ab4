import { silentLogger } from '../../../src-main/core/base/logger.ts';
import { createRng } from '../../../src-main/core/base/rng.ts';
import { alsDefinition } from '../../../src-main/core/recommenders/als/als.ts';
import { ialsDefinition } from '../../../src-main/core/recommenders/als/ials.ts';
import type { Hyperparameters, RecommenderDefinition } from '../../../src-main/core/recommenders/recommender.ts';
import { trainingDataOf } from '../../../src-main/core/recommenders/trainingData.ts';
import { loadMovieLens } from '../../helpers/movieLens.ts';
import { hasSharedData, sharedData } from '../../helpers/sharedData.ts';
import type { BenchContext, Benchmark, Measurement, Peer } from '../benchmark.ts';

const FACTORS = 64;
const SWEEPS = 14;
/** The first sweeps warm caches and the allocator. */
const WARM_UP = 2;

const skip = () => (hasSharedData ? null : `no MovieLens files at ${sharedData}`);

/** implicit (Frederickson): the same sweep by conjugate gradient in C++. */
const implicitPeer: Peer = {
  script: 'implicit_als.py',
  packages: ['implicit==0.7.3'],
  args: [String(FACTORS)],
  // implicit runs its own threads; a threaded BLAS beneath would fight them.
  environment: { OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' },
};

export const alsSweep: Benchmark = {
  name: 'als-sweep-ml-1m-k64',
  what: 'one sweep (users, then films) of explicit ALS with biases',
  skip,
  run: (context) => measureSweeps(alsDefinition, context),
  peers: { implicit: implicitPeer },
};

export const ialsSweep: Benchmark = {
  name: 'ials-sweep-ml-1m-k64',
  what: 'one sweep (users, then films) of implicit ALS',
  skip,
  run: (context) => measureSweeps(ialsDefinition, context),
  peers: { implicit: implicitPeer },
};

async function measureSweeps(definition: RecommenderDefinition, { runtime }: BenchContext): Promise<Measurement> {
  const data = trainingDataOf(await loadMovieLens('ml-1m'));
  const settings: Hyperparameters = { ...definition.defaults, factors: FACTORS, sweeps: SWEEPS };
  const ends: number[] = [];
  const reportProgress = () => ends.push(performance.now());
  await definition.fit(data, settings, { rng: createRng(1, 'fit'), runtime, logger: silentLogger, reportProgress });
  const samplesMs = ends.slice(1).map((end, i) => end - ends[i]!);
  const { numRows, numColumns, columnIndices } = data.matrix;
  const steps = settings['steps'] as number;
  const shared = definition.name === 'ials' ? 2 * (numRows + numColumns) * FACTORS ** 2 : 0;
  return {
    samplesMs: samplesMs.slice(WARM_UP),
    // Conjugate gradient: the first residual and each step read every rating's row twice (a dot product and an addition), on both sides.
    flops: (steps + 1) * (8 * columnIndices.length * FACTORS + shared),
    // Indices (and, explicit, values) of both sides, and both factor tables read and written.
    bytes: columnIndices.length * (definition.name === 'ials' ? 8 : 16) + 16 * (numRows + numColumns) * FACTORS,
  };
}
