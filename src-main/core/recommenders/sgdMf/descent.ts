import type { Tensor } from '../../engine/tensor.ts';
import { type EpochTraining, trainEpochs } from '../epochTraining.ts';
import { integerSetting } from '../hyperparameters.ts';
import type { FitContext } from '../recommender.ts';
import type { Batches } from './ratingBatches.ts';

export interface Descent extends Pick<EpochTraining, 'step' | 'hyperparameters' | 'modelOf'> {
  readonly batches: Batches;
  /** Examples of an epoch. */
  readonly numRatings: number;
  /** What the step reports: the sum of losses, and how many there were. */
  readonly loss: readonly [sum: string, count: string];
}

/** Gradient descent over all ratings for as many epochs as the settings say. @returns the last state by name @throws DomainError as `trainEpochs` */
export function descend(context: FitContext, descent: Descent): Promise<Record<string, Tensor>> {
  const { step, batches, numRatings, hyperparameters, modelOf } = descent;
  const [sum, count] = descent.loss;
  return trainEpochs(context, {
    step,
    epochs: integerSetting(hyperparameters, 'epochs', 1),
    stepsPerEpoch: batches.stepsPerEpoch,
    examplesPerStep: numRatings / batches.stepsPerEpoch,
    schedule: batches.schedule,
    nextBatch: batches.batch,
    hyperparameters,
    loss: (reports) => reports[sum]! / reports[count]!,
    modelOf,
  });
}
