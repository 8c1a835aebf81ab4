import { createRng, shuffleInPlace } from '../../../src-main/core/base/rng.ts';
import { unknownDemographics } from '../../../src-main/core/data/interactions.ts';
import { gramOf, ialsDefinition } from '../../../src-main/core/recommenders/als/ials.ts';
import { topK } from '../../../src-main/core/recommenders/topK.ts';
import type { Benchmark } from '../benchmark.ts';

const NUM_FILMS = 62_000;
const FACTORS = 64;
const RATED_BEFORE = 100;
const REQUESTS = 1_000;
const WARM_UP = 50;

export const rateToList: Benchmark = {
  name: 'rate-to-list-62k',
  what: 'a new rating to a new list of 100 in the core: fold-in, scores of 62,000 films (synthetic factors), top 100 without seen films',
  async run() {
    const rng = createRng(1, 'rate-to-list');
    const itemFactors = Float32Array.from({ length: NUM_FILMS * FACTORS }, () => 0.1 * rng.normal());
    const gram = gramOf({ numItems: NUM_FILMS, factors: FACTORS, itemFactors });
    const settings = { ...ialsDefinition.defaults, factors: FACTORS };
    const model = ialsDefinition.load(NUM_FILMS, settings, {
      itemFactors: { dtype: 'float32', shape: [NUM_FILMS, FACTORS], data: itemFactors },
      gram: { dtype: 'float32', shape: [FACTORS, FACTORS], data: gram },
    });
    const films = shuffleInPlace(
      Int32Array.from({ length: NUM_FILMS }, (_, i) => i),
      rng,
    );
    const samplesMs: number[] = [];
    for (let request = 0; request < REQUESTS + WARM_UP; request++) {
      const itemIndices = films.slice(request, request + RATED_BEFORE + 1);
      const start = performance.now();
      const person = {
        itemIndices,
        ratings: new Float32Array(itemIndices.length).fill(4),
        demographics: unknownDemographics,
        userIndex: null,
      };
      topK(model.score(model.foldIn(person)), 100, itemIndices);
      if (request >= WARM_UP) samplesMs.push(performance.now() - start);
    }
    return { samplesMs, flops: 2 * NUM_FILMS * FACTORS, bytes: 4 * NUM_FILMS * FACTORS };
  },
};
