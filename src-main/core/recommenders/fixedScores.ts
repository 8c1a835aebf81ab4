import { checkPerson } from './personalRatings.ts';
import type { FittedRecommender, Hyperparameters, RecommenderName } from './recommender.ts';
import type { ModelTensors } from './modelTensors.ts';

export interface FixedScores {
  readonly name: RecommenderName;
  readonly hyperparameters: Hyperparameters;
  /** [numItems] the same for everybody. */
  readonly scores: Float32Array;
  readonly stars?: Float32Array;
  readonly tensors: () => ModelTensors;
}

/** A model that ranks alike for everybody. Such a model knows no similarity: its `similar` is its own ranking without the film. */
export function fixedScoresRecommender({ name, hyperparameters, scores, stars, tensors }: FixedScores): FittedRecommender {
  return {
    name,
    numItems: scores.length,
    hyperparameters,
    foldIn(person) {
      checkPerson(person, scores.length);
      return { person, state: null };
    },
    score: () => scores.slice(),
    ...(stars === undefined ? {} : { stars: () => stars.slice() }),
    similar(itemIndex) {
      const similarity = scores.slice();
      similarity[itemIndex] = Number.NEGATIVE_INFINITY;
      return similarity;
    },
    tensors,
    holdsUsers: false,
  };
}
