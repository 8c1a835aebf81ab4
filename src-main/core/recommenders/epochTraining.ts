import type { Rng } from '../base/rng.ts';
import type { LearningRateSchedule } from '../engine/schedules.ts';
import type { Tensor } from '../engine/tensor.ts';
import { trainToEnd } from '../engine/trainingRun.ts';
import type { TrainingStep } from '../engine/trainingStep.ts';
import type { FitContext, FittedRecommender, Hyperparameters } from './recommender.ts';

export interface EpochTraining {
  readonly step: TrainingStep;
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  /** Mean, over an epoch. */
  readonly examplesPerStep: number;
  readonly schedule: LearningRateSchedule;
  /** Inputs of one run of the graph. What is drawn for an epoch must come from `rng.fork(...)`, so that a resumed run draws it again. */
  readonly nextBatch: (step: number, rng: Rng) => Readonly<Record<string, Tensor>>;
  /** See TrainingRunOptions. */
  readonly preparesAhead?: boolean;
  readonly hyperparameters: Hyperparameters;
  /** The number in curves, from what the step reports; default: its loss. */
  readonly loss?: (reports: Readonly<Record<string, number>>) => number;
  /** The model that a state is; asked for validation only. */
  readonly modelOf: (state: Readonly<Record<string, Tensor>>) => FittedRecommender | Promise<FittedRecommender>;
}

const ofStep = (reports: Readonly<Record<string, number>>): number => reports['loss']!;

/** Between epochs a listener hears of a training this often. */
const REPORT_MS = 250;

/**
 * Trains within a fit: steps, curves, validation, checkpoints and cancellation by what the context offers.
 * @returns the last state by name @throws DomainError as `trainToEnd`
 */
export async function trainEpochs(context: FitContext, training: EpochTraining): Promise<Record<string, Tensor>> {
  const { runtime, rng, logger, reportProgress, signal, checkpoints } = context;
  const { step, stepsPerEpoch, hyperparameters } = training;
  return trainToEnd({
    runtime,
    step,
    totalSteps: training.epochs * stepsPerEpoch,
    schedule: training.schedule,
    nextBatch: training.nextBatch,
    preparesAhead: training.preparesAhead ?? false,
    seed: rng.state().seed,
    dataSha256: checkpoints?.dataSha256 ?? '',
    configuration: hyperparameters,
    resumeFrom: checkpoints?.resumeFrom ?? null,
    ...(checkpoints === undefined ? {} : { checkpoints }),
    onStep: reporter(context, training),
    ...(signal === undefined ? {} : { signal }),
    reportProgress,
    nowMs: context.clock ?? (() => 0),
    logger,
  });
}

type OnStep = NonNullable<Parameters<typeof trainToEnd>[0]['onStep']>;

function reporter({ clock, reportStep, validate }: FitContext, training: EpochTraining): OnStep {
  const { step: graph, stepsPerEpoch, examplesPerStep, loss = ofStep, modelOf } = training;
  let since = clock?.() ?? 0;
  let sum = 0;
  let steps = 0;
  return async ({ step, reports }, readState) => {
    if (reportStep === undefined) return;
    sum += loss(reports) * graph.stepsPerRun;
    steps += graph.stepsPerRun;
    const isEpoch = Math.floor(step / stepsPerEpoch) > Math.floor((step - graph.stepsPerRun) / stepsPerEpoch);
    const now = clock?.() ?? 0;
    if (!isEpoch && now - since < REPORT_MS) return;
    const validation = isEpoch && validate !== undefined ? validate(await modelOf(await readState())) : undefined;
    reportStep({
      step,
      epoch: isEpoch ? Math.floor(step / stepsPerEpoch) : step / stepsPerEpoch,
      loss: sum / steps,
      ...(validation === undefined ? {} : { validation }),
      examplesPerSecond: clock === undefined || now === since ? null : (1000 * steps * examplesPerStep) / (now - since),
    });
    // The time that validation took is nobody's rate.
    since = clock?.() ?? 0;
    sum = 0;
    steps = 0;
  };
}
