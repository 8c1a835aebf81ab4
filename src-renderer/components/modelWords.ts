import type { ModelCard } from '../../src-main/contract/models.ts';
import type { ModelName } from '../../src-main/contract/shared.ts';

/** Models by the names that the field gives them. */
export const MODEL_NAMES: Readonly<Record<ModelName, string>> = {
  random: 'Random',
  popularity: 'Popularity',
  'highest-rated': 'Highest rated',
  demographic: 'People like you',
  bias: 'Baseline',
  'user-knn': 'Similar people',
  'item-knn': 'Similar films',
  ease: 'EASE',
  als: 'ALS',
  ials: 'iALS',
  blend: 'Blend of stars',
  'genre-cosine': 'Same genres',
  'content-knn': 'Like in content',
  'bayes-mf': 'Bayesian factors',
  fm: 'Factorization machine',
  'sgd-mf': 'SGD factors',
  svdpp: 'SVD++',
  bpr: 'BPR',
  svd: 'SVD',
  'two-tower': 'Two towers',
};

/** "iALS (shipped)", "ALS (ml-1m, 2026-11-21)". */
export const modelLabel = ({ name, origin, data, trainedAt }: ModelCard): string =>
  `${MODEL_NAMES[name]} (${origin === 'shipped' ? 'shipped' : `${data.name}, ${trainedAt.slice(0, 10)}`})`;
