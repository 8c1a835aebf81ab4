import { fixedScoresRecommender } from './fixedScores.ts';
import { numberSetting } from './hyperparameters.ts';
import { dampedMeans, itemStatistics } from './itemStatistics.ts';
import { float32, floatData } from './modelTensors.ts';
import type { FittedRecommender, Hyperparameters, RecommenderDefinition } from './recommender.ts';

/** Ranks by the damped mean rating. */
export const highestRatedDefinition: RecommenderDefinition = {
  name: 'highest-rated',
  summary: 'The films with the best average rating, counting films with few ratings with caution.',
  citation:
    'Funk, "Netflix Update: Try This at Home", 2006 (damped mean); Ekstrand et al., "Collaborative Filtering Recommender Systems", 2011, section 2.1.',
  predictsStars: true,
  defaults: { damping: 25 },
  searchSpace: { damping: { kind: 'log', min: 1, max: 200 } },
  async fit({ matrix }, hyperparameters) {
    return highestRated(dampedMeans(itemStatistics(matrix), numberSetting(hyperparameters, 'damping')), hyperparameters);
  },
  load: (numItems, hyperparameters, tensors) => highestRated(floatData(tensors, 'means', [numItems]), hyperparameters),
};

const highestRated = (means: Float32Array, hyperparameters: Hyperparameters): FittedRecommender =>
  fixedScoresRecommender({
    name: 'highest-rated',
    hyperparameters,
    scores: means,
    stars: means,
    tensors: () => ({ means: float32(means) }),
  });
