import { fixedScoresRecommender } from './fixedScores.ts';
import { filmHistogram, filmStatistics, numHalfStars } from './filmStatistics.ts';
import { float32, floatData, int32, tensorData } from './modelTensors.ts';
import { questionList } from './questionList.ts';
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
  async fit({ matrix }, hyperparameters, { rng }) {
    // Seconds of work that only a saved model needs, and most fits are for a table of figures.
    let questions: Int32Array | null = null;
    return popularity(filmHistogram(matrix), () => (questions ??= questionList(matrix, rng)), hyperparameters);
  },
  load(numItems, hyperparameters, tensors) {
    const questions =
      'questions' in tensors
        ? tensorData(tensors, 'questions', 'int32', [null]).filter((item) => item >= 0 && item < numItems)
        : new Int32Array(0);
    return popularity(floatData(tensors, 'histogram', [numItems, numHalfStars]), () => questions, hyperparameters);
  },
};

/**
 * Keeps the whole histogram of each film, which "liked by many" is made from (filmStatistics.ts), and the films that newcomers are best asked
 * about (questionList.ts); models of before have no such films.
 */
const popularity = (histogram: Float32Array, questions: () => Int32Array, hyperparameters: Hyperparameters): FittedRecommender => {
  const { counts } = filmStatistics(histogram);
  const tensors = () => ({ histogram: float32(histogram, [counts.length, numHalfStars]), questions: int32(questions()) });
  return fixedScoresRecommender({ name: 'popularity', hyperparameters, scores: counts, tensors });
};
