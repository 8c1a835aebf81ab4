import { fixedScoresRecommender } from './fixedScores.ts';
import { itemStatistics } from './itemStatistics.ts';
import { float32, floatData } from './modelTensors.ts';
import type { FittedRecommender, Hyperparameters, RecommenderDefinition } from './recommender.ts';

/** Ranks by the number of people who rated a film: the line that every personal model must beat. */
export const popularityDefinition: RecommenderDefinition = {
  name: 'popularity',
  summary: 'The films that most people have rated, in the same order for everybody.',
  citation:
    'Cremonesi, Koren, Turrin, "Performance of recommender algorithms on top-N recommendation tasks", RecSys 2010, section 3.1 (TopPop).',
  predictsStars: false,
  defaults: {},
  searchSpace: {},
  async fit({ matrix }, hyperparameters) {
    return popularity(itemStatistics(matrix).counts, hyperparameters);
  },
  load: (numItems, hyperparameters, tensors) => popularity(floatData(tensors, 'counts', [numItems]), hyperparameters),
};

const popularity = (counts: Float32Array, hyperparameters: Hyperparameters): FittedRecommender =>
  fixedScoresRecommender({ name: 'popularity', hyperparameters, scores: counts, tensors: { counts: float32(counts) } });
