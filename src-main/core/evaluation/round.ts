import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { CancelSignal, ReportProgress } from '../base/progress.ts';
import { createRng } from '../base/rng.ts';
import type { Dataset } from '../data/interactions.ts';
import { type RowSplit, selectRows } from '../data/splitting.ts';
import type { TensorRuntime } from '../engine/tensorRuntime.ts';
import { calibrateOnRows } from '../recommenders/calibrating.ts';
import type { FitContext, Hyperparameters, Person, RecommenderDefinition } from '../recommenders/recommender.ts';
import { trainedPerson, trainingDataOf } from '../recommenders/trainingData.ts';
import { type Measured, measure, type MeasureObserver } from './measure.ts';
import type { PeopleFigures } from './people.ts';
import type { SplitProtocol } from './protocols.ts';

export interface EvaluateContext {
  readonly runtime: TensorRuntime;
  /** Milliseconds; times the fits. */
  readonly clock: Clock;
  readonly logger: Logger;
  readonly reportProgress: ReportProgress;
  readonly signal?: CancelSignal | undefined;
  /** Of the fit that is measured: curves, validation, checkpoints, progress. The fits for calibration are neither watched nor interrupted. */
  readonly watch?: Partial<Pick<FitContext, 'reportStep' | 'validate' | 'checkpoints' | 'reportProgress' | 'clock'>>;
}

/** One seed of a protocol: who is fitted on what and measured on what. */
export interface Round {
  readonly dataset: Dataset;
  readonly seed: number;
  readonly split: RowSplit & { readonly heldOut?: Int32Array };
  readonly protocol: Pick<SplitProtocol, 'ratings' | 'rankings' | 'objective' | 'knowsValidation'>;
}

/** Fits on the training rows of a round and measures on its test rows. */
export async function fitAndMeasure(
  definition: RecommenderDefinition,
  hyperparameters: Hyperparameters,
  round: Round,
  context: EvaluateContext,
  observer?: MeasureObserver,
  calibrated = true,
): Promise<{ readonly measured: Measured; readonly fitMs: number }> {
  const { dataset, split, protocol, seed } = round;
  const data = trainingDataOf(dataset, split.train);
  const fitContext = fitContextOf(context, seed);
  const startedAt = context.clock();
  const fitted = await definition.fit(data, hyperparameters, { ...fitContext(), ...context.watch });
  const fitMs = context.clock() - startedAt;
  const needsCalibration = calibrated && protocol.ratings && definition.predictsStars;
  const measured = await measure({
    fitted,
    data,
    test: selectRows(dataset.interactions, split.test),
    alsoRemoved: selectRows(dataset.interactions, split.validation),
    ratings: protocol.ratings,
    rankings: protocol.rankings(dataset, split.heldOut ?? new Int32Array(0)),
    calibration: needsCalibration ? await calibrateOnRows(definition, hyperparameters, dataset, split.train, fitContext) : null,
    ...(protocol.knowsValidation === true && split.validation.length > 0 ? { personOf: personAtTest(round) } : {}),
    ...(observer === undefined ? {} : { observer }),
    ...(context.signal === undefined ? {} : { signal: context.signal }),
  });
  return { measured, fitMs };
}

/** The person with training and validation rows, whom no model was trained on as they are now. */
function personAtTest({ dataset, split }: Round): (userIndex: number) => Person {
  const known = trainingDataOf(dataset, Int32Array.from([...split.train, ...split.validation]).sort());
  return (userIndex) => ({ ...trainedPerson(known, userIndex), userIndex: null });
}

/** What a measurement says of each person, by the data set's own ids. */
export const peopleOf = ({ dataset }: Round, { users, perUser }: Measured): PeopleFigures => ({
  userIds: users.map((index) => dataset.users.ids[index]),
  metrics: perUser,
});

/** Every fit of a seed draws the same numbers. */
export const fitContextOf =
  ({ runtime, logger, signal }: EvaluateContext, seed: number) =>
  (): FitContext => ({
    rng: createRng(seed, 'fit'),
    runtime,
    logger,
    reportProgress: () => undefined,
    ...(signal === undefined ? {} : { signal }),
  });
