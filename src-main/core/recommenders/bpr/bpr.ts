import type { Tensor } from '../../engine/tensor.ts';
import { cosineToItem, itemScores, servedItems } from '../als/factorModel.ts';
import { integerSetting, numberSetting, stepSettings } from '../hyperparameters.ts';
import { float32, floatData } from '../modelTensors.ts';
import { checkPerson } from '../personalRatings.ts';
import type { FitContext, FittedRecommender, Hyperparameters, RecommenderDefinition, TrainingData } from '../recommender.ts';
import { descend } from '../sgdMf/descent.ts';
import { cosineSchedule } from '../sgdMf/gradientSettings.ts';
import { bprStep } from './bprStep.ts';
import { factorMoments, foldInRanking, type RankingItems } from './foldInRanking.ts';
import { pairBatches } from './pairBatches.ts';

export const bprDefinition: RecommenderDefinition = {
  name: 'bpr',
  summary: 'Learns to place the films that people watched above those that they did not, and ranks what you are likely to watch next.',
  citation:
    'Rendle, Freudenthaler, Gantner, Schmidt-Thieme, "BPR: Bayesian Personalized Ranking from Implicit Feedback", UAI 2009, with uniformly drawn unwatched films.',
  predictsStars: false,
  defaults: {
    factors: 64,
    epochs: 40,
    batchSize: 8192,
    learningRate: 0.1,
    regularization: 0.005,
    biasRegularization: 0.005,
    shrinkage: 0.5,
    initStddev: 0.1,
    ...stepSettings,
  },
  searchSpace: {
    factors: { kind: 'choice', values: [32, 64, 128] },
    epochs: { kind: 'linear', min: 20, max: 80, integer: true },
    learningRate: { kind: 'log', min: 0.03, max: 0.3 },
    regularization: { kind: 'log', min: 0.001, max: 0.03 },
    biasRegularization: { kind: 'log', min: 0.001, max: 0.03 },
    shrinkage: { kind: 'log', min: 0.05, max: 5 },
  },
  async fit(data, hyperparameters, context) {
    return rankingFactors(await fitRanking(data, hyperparameters, context), hyperparameters);
  },
  load(numItems, hyperparameters, tensors) {
    const factors = integerSetting(hyperparameters, 'factors', 1);
    const items: RankingItems = {
      numItems,
      factors,
      itemFactors: floatData(tensors, 'itemFactors', [numItems, factors]),
      itemBiases: floatData(tensors, 'itemBiases', [numItems]),
    };
    return rankingFactors(items, hyperparameters);
  },
};

async function fitRanking({ matrix }: TrainingData, hyperparameters: Hyperparameters, context: FitContext): Promise<RankingItems> {
  const { numRows: numUsers, numColumns: numItems } = matrix;
  const factors = integerSetting(hyperparameters, 'factors', 1);
  const batchSize = integerSetting(hyperparameters, 'batchSize', 1);
  const batches = pairBatches(matrix, batchSize, (stepsPerEpoch) => cosineSchedule(hyperparameters, stepsPerEpoch));
  const itemsOf = (state: Readonly<Record<string, Tensor>>): RankingItems => ({
    numItems,
    factors,
    itemFactors: state['parameter/item.table']!.data as Float32Array,
    itemBiases: state['parameter/itemBias.table']!.data as Float32Array,
  });
  const state = await descend(context, {
    step: bprStep({
      numUsers,
      numItems,
      factors,
      batchSize,
      regularization: numberSetting(hyperparameters, 'regularization'),
      biasRegularization: numberSetting(hyperparameters, 'biasRegularization'),
      initStddev: numberSetting(hyperparameters, 'initStddev'),
    }),
    batches,
    numRatings: matrix.values.length,
    hyperparameters,
    loss: ['ranking', 'pairs'],
    modelOf: (state) => rankingFactors(itemsOf(state), hyperparameters),
  });
  return itemsOf(state);
}

function rankingFactors(fitted: RankingItems, hyperparameters: Hyperparameters): FittedRecommender {
  const items = servedItems(fitted);
  const { numItems, factors, itemFactors, itemBiases } = items;
  const moments = factorMoments(items);
  const regularization = {
    perFilm: numberSetting(hyperparameters, 'regularization'),
    constant: numberSetting(hyperparameters, 'shrinkage'),
  };
  return {
    name: 'bpr',
    numItems,
    hyperparameters,
    foldIn(person) {
      checkPerson(person, numItems);
      return { person, state: foldInRanking(items, moments, person, regularization) };
    },
    score: ({ state }) => itemScores(items, state as Float64Array, itemBiases, 0),
    similar: (itemIndex) => cosineToItem(items, itemIndex),
    tensors: () => ({ itemFactors: float32(itemFactors, [numItems, factors]), itemBiases: float32(itemBiases) }),
    holdsUsers: false,
  };
}
