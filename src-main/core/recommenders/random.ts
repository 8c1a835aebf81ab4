import { createRng } from '../base/rng.ts';
import { int32, tensorData } from './modelTensors.ts';
import { checkPerson } from './personalRatings.ts';
import type { FittedRecommender, Hyperparameters, Person, RecommenderDefinition } from './recommender.ts';

/** Uniform scores: the floor of every ranking metric. */
export const randomDefinition: RecommenderDefinition = {
  name: 'random',
  summary: 'Films in random order, to show what knowing nothing is worth.',
  citation: 'The chance line; see Herlocker et al., "Evaluating collaborative filtering recommender systems", TOIS 2004.',
  predictsStars: false,
  defaults: {},
  searchSpace: {},
  async fit({ matrix }, hyperparameters, { rng }) {
    return random(matrix.numColumns, rng.nextUint32(), hyperparameters);
  },
  load: (numItems, hyperparameters, tensors) => random(numItems, tensorData(tensors, 'seed', 'int32', [1])[0] >>> 0, hyperparameters),
};

function random(numItems: number, seed: number, hyperparameters: Hyperparameters): FittedRecommender {
  return {
    name: 'random',
    numItems,
    hyperparameters,
    foldIn(person) {
      checkPerson(person, numItems);
      return { person, state: streamOf(person) };
    },
    score: ({ state }) => uniforms(numItems, seed, state as number),
    similar(itemIndex) {
      const similarity = uniforms(numItems, seed ^ 0x5f356495, itemIndex);
      similarity[itemIndex] = Number.NEGATIVE_INFINITY;
      return similarity;
    },
    tensors: () => ({ seed: int32(Int32Array.of(seed | 0)) }),
    holdsUsers: false,
  };
}

/** The same films give the same stream, whatever their order. */
function streamOf(person: Person): number {
  let hash = 0;
  for (const index of person.itemIndices) hash = (hash + Math.imul(index + 1, 0x9e3779b1)) >>> 0;
  return hash;
}

function uniforms(length: number, seed: number, stream: number): Float32Array {
  const rng = createRng(seed, stream);
  return Float32Array.from({ length }, () => rng.uniform());
}
