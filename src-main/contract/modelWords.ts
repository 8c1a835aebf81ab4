import type { ModelName } from './shared.ts';

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

/** The name of a model that a job or a run wrote down; as it was written, where this version knows no such model. */
export const modelWords = (name: string): string => (MODEL_NAMES as Readonly<Record<string, string>>)[name] ?? name;
