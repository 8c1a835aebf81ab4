import { integerSetting, numberSetting } from '../hyperparameters.ts';
import { float32, floatData, type ModelTensors } from '../modelTensors.ts';
import { checkPerson } from '../personalRatings.ts';
import type { FittedRecommender, Hyperparameters, RecommenderName } from '../recommender.ts';
import {
  cosineToItem,
  type ExplicitItems,
  type ExplicitPerson,
  type ExplicitRegularization,
  foldInExplicit,
  itemScores,
  servedItems,
} from './factorModel.ts';

/** Weight of a row's factors: a constant that keeps short rows near zero, and a part that grows with the row (weighted-lambda). */
export function explicitRegularization(hyperparameters: Hyperparameters): ExplicitRegularization {
  const perRating = numberSetting(hyperparameters, 'regularization');
  const shrinkage = numberSetting(hyperparameters, 'shrinkage');
  const bias = numberSetting(hyperparameters, 'biasRegularization');
  return { factors: (count) => shrinkage + perRating * count, bias: () => bias };
}

/** mean + b_u + b_i + x_u . y_i over given films, however they were learned; a person's x_u and b_u are solved for exactly. */
export function explicitFactors(
  name: RecommenderName,
  fitted: ExplicitItems,
  regularization: ExplicitRegularization,
  hyperparameters: Hyperparameters,
): FittedRecommender {
  const items = servedItems(fitted);
  const { numItems, factors, itemFactors, itemBiases, globalMean } = items;
  return {
    name,
    numItems,
    hyperparameters,
    foldIn(person) {
      checkPerson(person, numItems);
      return { person, state: foldInExplicit(items, person, regularization) };
    },
    score: ({ state }) => itemScores(items, (state as ExplicitPerson).factors, itemBiases, 0),
    stars({ state }) {
      const { factors: vector, bias } = state as ExplicitPerson;
      return itemScores(items, vector, itemBiases, globalMean + bias);
    },
    similar: (itemIndex) => cosineToItem(items, itemIndex),
    tensors: () => ({
      itemFactors: float32(itemFactors, [numItems, factors]),
      itemBiases: float32(itemBiases),
      globalMean: float32(Float32Array.of(globalMean)),
    }),
    holdsUsers: false,
  };
}

/** What `explicitFactors` saved. @throws DomainError 'model-invalid' */
export function loadExplicitItems(numItems: number, hyperparameters: Hyperparameters, tensors: ModelTensors): ExplicitItems {
  const factors = integerSetting(hyperparameters, 'factors', 1);
  return {
    numItems,
    factors,
    itemFactors: floatData(tensors, 'itemFactors', [numItems, factors]),
    itemBiases: floatData(tensors, 'itemBiases', [numItems]),
    globalMean: floatData(tensors, 'globalMean', [1])[0],
  };
}
