import type { Tensor } from '../../engine/tensor.ts';
import { explicitFactors, loadExplicitItems } from '../als/explicitFactors.ts';
import type { ExplicitItems } from '../als/factorModel.ts';
import { integerSetting, numberSetting, stepSettings } from '../hyperparameters.ts';
import { itemStatistics } from '../itemStatistics.ts';
import type { FitContext, Hyperparameters, RecommenderDefinition, TrainingData } from '../recommender.ts';
import { descend } from './descent.ts';
import { factorizationStep } from './factorizationStep.ts';
import { cosineSchedule, personRegularization } from './gradientSettings.ts';
import { ratingBatches } from './ratingBatches.ts';

export const sgdMfDefinition: RecommenderDefinition = {
  name: 'sgd-mf',
  summary:
    'Learns hidden traits of films and people rating by rating, as in the Netflix Prize, and predicts how many stars you would give.',
  citation:
    'Koren, Bell, Volinsky, "Matrix Factorization Techniques for Recommender Systems", Computer 2009, equation 5, by stochastic gradient descent as in Funk, "Netflix Update: Try This at Home", 2006.',
  predictsStars: true,
  defaults: {
    factors: 50,
    epochs: 30,
    batchSize: 8192,
    learningRate: 0.03,
    regularization: 0.08,
    biasRegularization: 0.02,
    shrinkage: 1,
    foldInBias: 4,
    initStddev: 0.1,
    ...stepSettings,
  },
  searchSpace: {
    factors: { kind: 'choice', values: [20, 50, 100] },
    epochs: { kind: 'linear', min: 15, max: 60, integer: true },
    learningRate: { kind: 'log', min: 0.01, max: 0.06 },
    regularization: { kind: 'log', min: 0.03, max: 0.2 },
    biasRegularization: { kind: 'log', min: 0.005, max: 0.1 },
    shrinkage: { kind: 'log', min: 0.1, max: 10 },
  },
  async fit(data, hyperparameters, context) {
    return modelOf(await fitFactors(data, hyperparameters, context), hyperparameters);
  },
  load: (numItems, hyperparameters, tensors) => modelOf(loadExplicitItems(numItems, hyperparameters, tensors), hyperparameters),
};

const modelOf = (items: ExplicitItems, hyperparameters: Hyperparameters) =>
  explicitFactors('sgd-mf', items, personRegularization(hyperparameters), hyperparameters);

async function fitFactors({ matrix }: TrainingData, hyperparameters: Hyperparameters, context: FitContext): Promise<ExplicitItems> {
  const { numRows: numUsers, numColumns: numItems, values } = matrix;
  const factors = integerSetting(hyperparameters, 'factors', 1);
  const batchSize = integerSetting(hyperparameters, 'batchSize', 1);
  const mean = Math.fround(itemStatistics(matrix).mean);
  const batches = ratingBatches(matrix, mean, batchSize, (stepsPerEpoch) => cosineSchedule(hyperparameters, stepsPerEpoch));
  const itemsOf = (state: Readonly<Record<string, Tensor>>): ExplicitItems => ({
    numItems,
    factors,
    itemFactors: state['parameter/item.table']!.data as Float32Array,
    itemBiases: state['parameter/itemBias.table']!.data as Float32Array,
    globalMean: mean,
  });
  const state = await descend(context, {
    step: factorizationStep({
      numUsers,
      numItems,
      factors,
      batchSize,
      regularization: numberSetting(hyperparameters, 'regularization'),
      biasRegularization: numberSetting(hyperparameters, 'biasRegularization'),
      initStddev: numberSetting(hyperparameters, 'initStddev'),
    }),
    batches,
    numRatings: values.length,
    hyperparameters,
    loss: ['squaredError', 'ratings'],
    modelOf: (state) => modelOf(itemsOf(state), hyperparameters),
  });
  return itemsOf(state);
}
