import type { UserItemMatrix } from '../../data/csrMatrix.ts';
import { integerSetting, numberSetting } from '../hyperparameters.ts';
import { float32, floatData, int32, tensorData } from '../modelTensors.ts';
import { checkPerson } from '../personalRatings.ts';
import type { FittedRecommender, Hyperparameters, RecommenderDefinition } from '../recommender.ts';
import { easeWeights } from './easeWeights.ts';
import type { StrongestWeights } from './strongestWeights.ts';

/** A linear model from films watched to films watched, solved in closed form; the value of a rating does not count. */
export const easeDefinition: RecommenderDefinition = {
  name: 'ease',
  summary: 'Weighs every film you have seen against every other in one exact solution, and adds up what speaks for each.',
  citation: 'Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019.',
  predictsStars: false,
  defaults: { l2: 200, weightsPerItem: 1000 },
  searchSpace: { l2: { kind: 'log', min: 30, max: 2000 } },
  async fit({ matrix }, hyperparameters, { runtime, reportProgress, signal }) {
    const weightsPerItem = Math.min(integerSetting(hyperparameters, 'weightsPerItem', 1), Math.max(1, matrix.numColumns - 1));
    const l2 = numberSetting(hyperparameters, 'l2', Number.MIN_VALUE);
    return ease(
      matrix.numColumns,
      await easeWeights(watched(matrix), runtime, { l2, weightsPerItem, reportProgress, signal }),
      hyperparameters,
    );
  },
  load(numItems, hyperparameters, tensors) {
    const perItem = tensors['sources']?.shape[1] ?? 0;
    const kept = {
      perItem,
      sources: tensorData(tensors, 'sources', 'int32', [numItems, perItem]),
      weights: floatData(tensors, 'weights', [numItems, perItem]),
    };
    return ease(numItems, kept, hyperparameters);
  },
};

/** 1 wherever there is a rating. */
function watched(matrix: UserItemMatrix): UserItemMatrix {
  return { ...matrix, values: new Float32Array(matrix.values.length).fill(1) };
}

function ease(numItems: number, kept: StrongestWeights, hyperparameters: Hyperparameters): FittedRecommender {
  const outgoing = bySource(numItems, kept);
  const addFilm = (scores: Float32Array, source: number) => {
    for (let i = outgoing.offsets[source]!; i < outgoing.offsets[source + 1]!; i++) scores[outgoing.targets[i]!]! += outgoing.weights[i]!;
  };
  return {
    name: 'ease',
    numItems,
    hyperparameters,
    foldIn(person) {
      checkPerson(person, numItems);
      return { person, state: null };
    },
    score({ person }) {
      const scores = new Float32Array(numItems);
      for (const item of person.itemIndices) addFilm(scores, item);
      return scores;
    },
    similar(itemIndex) {
      // What having seen this one film alone says for each other.
      const scores = new Float32Array(numItems);
      addFilm(scores, itemIndex);
      scores[itemIndex] = Number.NEGATIVE_INFINITY;
      return scores;
    },
    tensors: () => ({
      sources: int32(kept.sources, [numItems, kept.perItem]),
      weights: float32(kept.weights, [numItems, kept.perItem]),
    }),
    holdsUsers: false,
  };
}

/** The same weights by source film, so that a person's list costs what the person has rated. */
function bySource(
  numItems: number,
  { perItem, sources, weights }: StrongestWeights,
): { offsets: Int32Array; targets: Int32Array; weights: Float32Array } {
  const offsets = new Int32Array(numItems + 1);
  for (const source of sources) if (source >= 0) offsets[source + 1]!++;
  for (let i = 0; i < numItems; i++) offsets[i + 1]! += offsets[i]!;
  const next = offsets.slice(0, numItems);
  const targets = new Int32Array(offsets[numItems]!);
  const outWeights = new Float32Array(targets.length);
  sources.forEach((source, i) => {
    if (source < 0) return;
    const at = next[source]!++;
    targets[at] = Math.floor(i / perItem);
    outWeights[at] = weights[i]!;
  });
  return { offsets, targets, weights: outWeights };
}
