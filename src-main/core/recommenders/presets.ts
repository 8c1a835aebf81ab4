import type { Hyperparameters, RecommenderDefinition, RecommenderName } from './recommender.ts';

type Presets = Readonly<Partial<Record<RecommenderName, Hyperparameters>>>;

/**
 * Settings chosen on validation rows by `evaluate --tune`, by protocol (whose data they fit): what `evaluate` uses without `--tune`. A model
 * without an entry keeps its defaults, which were chosen on validation rows of `rows-80-20`.
 */
const presets: Readonly<Record<string, Presets>> = {
  // ml-1m, seed 1. Validation NDCG@10 of ease: L2 300 0.2283, 600 0.2329, 1000 0.2327; Recall@20: L2 400 0.2442, 800 0.2470, 1400 0.2439.
  'recbole-811': { ease: { l2: 600 }, bpr: { epochs: 60 } },
  // Ten times the ratings: more factors, less held back. Validation RMSE of regularization 0.05 and 0.07, by a plain
  // replica of the same steps: 0.8455 and 0.8485.
  'rows-90-10': {
    svdpp: {
      factors: 50,
      epochs: 16,
      regularization: 0.05,
      implicitRegularization: 0.1,
      biasRegularization: 0.02,
      initStddev: 0.05,
    },
  },
  'user-80-20': { ease: { l2: 800 } },
  // Attention over the latest 50 films; new films need what is known beside their number.
  'next-item': {
    'two-tower': {
      pooling: 'attention',
      examples: 'next',
      loss: 'sampled-softmax',
      embedSize: 64,
      historyLength: 50,
      negatives: 256,
      batchSize: 128,
      epochs: 16,
      learningRate: 0.004,
      weightDecay: 0.02,
      text: false,
      posters: false,
      people: false,
    },
  },
  // New films alone are asked for, so nothing is learnt of a film's number: half dropped, every new film stays below the known ones. A split of its
  // own (seed 11), NDCG@20 among the held-out and among all films: ml-1m 0.290 and 0.032 with 0.5, 0.295 and 0.076 with 1; latest-small 0.370 and
  // 0.111 with 0.5, 0.343 and 0.154 with 1.
  'cold-items': { 'two-tower': { filmDropout: 1 } },
};

export function presetFor(definition: RecommenderDefinition, protocol: string): Hyperparameters {
  return { ...definition.defaults, ...presets[protocol]?.[definition.name] };
}
