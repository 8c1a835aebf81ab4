import { fixedScoresRecommender } from './fixedScores.ts';
import { filmHistogram, filmStatistics, numHalfStars } from './filmStatistics.ts';
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
    return popularity(filmHistogram(matrix), hyperparameters);
  },
  load: (numItems, hyperparameters, tensors) => popularity(floatData(tensors, 'histogram', [numItems, numHalfStars]), hyperparameters),
};

/** Keeps the whole histogram of each film, which questions to newcomers and "liked by many" are made from (filmStatistics.ts). */
const popularity = (histogram: Float32Array, hyperparameters: Hyperparameters): FittedRecommender => {
  const { counts } = filmStatistics(histogram);
  const tensors = { histogram: float32(histogram, [counts.length, numHalfStars]) };
  return fixedScoresRecommender({ name: 'popularity', hyperparameters, scores: counts, tensors });
};
