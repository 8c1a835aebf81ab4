import type { Tensor } from '../../engine/tensor.ts';
import { integerSetting, numberSetting, stepSettings } from '../hyperparameters.ts';
import { itemStatistics } from '../itemStatistics.ts';
import type { FitContext, Hyperparameters, RecommenderDefinition, TrainingData } from '../recommender.ts';
import { descend } from '../sgdMf/descent.ts';
import { cosineSchedule, personRegularization } from '../sgdMf/gradientSettings.ts';
import { loadSvdppItems, type SvdppItems, svdppFactors } from './implicitFactors.ts';
import { svdppStep } from './svdppStep.ts';
import { userBatches } from './userBatches.ts';

export const svdppDefinition: RecommenderDefinition = {
  name: 'svdpp',
  summary: 'Learns hidden traits from what people rated and from what they watched at all, and predicts how many stars you would give.',
  citation:
    'Koren, "Factorization Meets the Neighborhood: a Multifaceted Collaborative Filtering Model", KDD 2008, equation 15, with biases regularised as there.',
  predictsStars: true,
  defaults: {
    factors: 32,
    epochs: 12,
    batchSize: 8192,
    learningRate: 0.04,
    regularization: 0.08,
    implicitRegularization: 0.3,
    biasRegularization: 0.05,
    shrinkage: 1,
    foldInBias: 4,
    initStddev: 0.04,
    implicitInitStddev: 0.02,
    ...stepSettings,
  },
  searchSpace: {
    factors: { kind: 'choice', values: [20, 32, 50] },
    epochs: { kind: 'linear', min: 8, max: 30, integer: true },
    learningRate: { kind: 'log', min: 0.01, max: 0.08 },
    regularization: { kind: 'log', min: 0.03, max: 0.3 },
    implicitRegularization: { kind: 'log', min: 0.03, max: 1 },
    biasRegularization: { kind: 'log', min: 0.005, max: 0.1 },
    shrinkage: { kind: 'log', min: 0.1, max: 10 },
  },
  async fit(data, hyperparameters, context) {
    return modelOf(await fitSvdpp(data, hyperparameters, context), hyperparameters);
  },
  load: (numItems, hyperparameters, tensors) => modelOf(loadSvdppItems(numItems, hyperparameters, tensors), hyperparameters),
};

const modelOf = (items: SvdppItems, hyperparameters: Hyperparameters) =>
  svdppFactors(items, personRegularization(hyperparameters), hyperparameters);

async function fitSvdpp({ matrix }: TrainingData, hyperparameters: Hyperparameters, context: FitContext): Promise<SvdppItems> {
  const { numRows: numUsers, numColumns: numItems, values } = matrix;
  const factors = integerSetting(hyperparameters, 'factors', 1);
  const mean = Math.fround(itemStatistics(matrix).mean);
  const batches = userBatches(matrix, mean, integerSetting(hyperparameters, 'batchSize', 1), (stepsPerEpoch) =>
    cosineSchedule(hyperparameters, stepsPerEpoch),
  );
  const itemsOf = (state: Readonly<Record<string, Tensor>>): SvdppItems => ({
    numItems,
    factors,
    itemFactors: state['parameter/item.table']!.data as Float32Array,
    itemBiases: state['parameter/itemBias.table']!.data as Float32Array,
    implicitFactors: state['parameter/implicit.table']!.data as Float32Array,
    globalMean: mean,
  });
  const state = await descend(context, {
    step: svdppStep({
      numUsers,
      numItems,
      factors,
      batchSize: batches.batchSize,
      regularization: numberSetting(hyperparameters, 'regularization'),
      implicitRegularization: numberSetting(hyperparameters, 'implicitRegularization'),
      biasRegularization: numberSetting(hyperparameters, 'biasRegularization'),
      initStddev: numberSetting(hyperparameters, 'initStddev'),
      implicitInitStddev: numberSetting(hyperparameters, 'implicitInitStddev'),
    }),
    batches,
    numRatings: values.length,
    hyperparameters,
    loss: ['squaredError', 'ratings'],
    modelOf: (state) => modelOf(itemsOf(state), hyperparameters),
  });
  return itemsOf(state);
}
