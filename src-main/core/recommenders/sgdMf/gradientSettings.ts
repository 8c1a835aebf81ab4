import { type LearningRateSchedule, warmupCosine } from '../../engine/schedules.ts';
import type { ExplicitRegularization } from '../als/factorModel.ts';
import { integerSetting, numberSetting } from '../hyperparameters.ts';
import type { Hyperparameters } from '../recommender.ts';

/** Of the rate at the start, what is left at the end. */
const LAST_RATE = 0.02;

/** Half a cosine from `learningRate` down over all epochs. */
export function cosineSchedule(hyperparameters: Hyperparameters, stepsPerEpoch: number): LearningRateSchedule {
  return warmupCosine({
    rate: numberSetting(hyperparameters, 'learningRate'),
    warmupSteps: 0,
    totalSteps: integerSetting(hyperparameters, 'epochs', 1) * stepsPerEpoch,
    floor: LAST_RATE,
  });
}

/**
 * Of a person who is solved for: what training asks of a user with as many ratings, lambda a rating, and a constant beside it, since the exact
 * solution goes further than descent that was stopped.
 */
export function personRegularization(hyperparameters: Hyperparameters): ExplicitRegularization {
  const perRating = numberSetting(hyperparameters, 'regularization');
  const shrinkage = numberSetting(hyperparameters, 'shrinkage');
  const bias = numberSetting(hyperparameters, 'foldInBias');
  return { factors: (count) => shrinkage + perRating * count, bias: () => bias };
}
