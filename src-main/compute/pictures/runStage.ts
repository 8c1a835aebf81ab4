import type { PictureSet } from '../../core/diffusion/data/pictureSet.ts';
import type { TextTable } from '../../core/diffusion/data/textTable.ts';
import { consistencyTraining } from '../../core/diffusion/consistencyTraining.ts';
import { stageSettings } from '../../core/diffusion/stageFile.ts';
import type { StageConfig } from '../../core/diffusion/stages.ts';
import { type StageTrainingOptions, stageTraining } from '../../core/diffusion/stageTraining.ts';
import type { CheckpointTimes } from '../../core/base/checkpointTimes.ts';
import type { Tensor } from '../../core/engine/tensor.ts';
import type { TensorRuntime } from '../../core/engine/tensorRuntime.ts';
import { type CheckpointPolicy, type TrainingRunOptions, trainToEnd } from '../../core/engine/trainingRun.ts';
import { type CheckpointStore, openCheckpointStore } from '../../core/storage/checkpointStore.ts';
import type { ModelCardFields } from '../../core/storage/modelStore.ts';
import type { ComputeHandlerOptions } from '../handlerOptions.ts';
import type { PictureContext } from './pictureMethods.ts';

/** Where nothing is chosen. */
const CHECKPOINT_TIMES: CheckpointTimes = { everyMs: 60_000 };
const LOSS_STEPS = 100;

/** Told of every step, with a way to copy the state. */
export interface StageWatch {
  readonly onStep: NonNullable<TrainingRunOptions['onStep']>;
  /** Before every checkpoint: what was told of the steps until then is on disk before they are, so that a resumed curve has no gap. */
  readonly flush: () => void;
}

export interface StageRun {
  readonly stage: StageConfig;
  readonly set: PictureSet;
  readonly table: TextTable;
  readonly batch: number;
  readonly rate: number;
  readonly totalSteps: number;
  readonly seed: number;
  /** Folder of the checkpoints. */
  readonly checkpoints: string;
  readonly runtime: TensorRuntime;
  readonly start?: StageTrainingOptions['start'];
  /** Whoever looks on while it learns: waited for after every step, and nothing of the training depends on it. */
  readonly watch?: StageWatch;
  /** How much work may be lost when everything stops. */
  readonly checkpointTimes?: CheckpointTimes | undefined;
  /** Trained weights that a painter of few steps learns from, and the guidance it takes over. */
  readonly distil?: { readonly teacher: Readonly<Record<string, Tensor>>; readonly guidance: number };
}

export interface StageRunResult {
  readonly state: Readonly<Record<string, Tensor>>;
  /** Made in all, by this and by interrupted runs. */
  readonly steps: number;
  /** Mean of the last hundred steps; 0 where none was left to make. */
  readonly loss: number;
}

/** Trains a stage to the end from its last checkpoint, if there is one. @throws DomainError 'cancelled' after a last checkpoint */
export async function runStage(
  run: StageRun,
  { signal, reportProgress }: PictureContext,
  { nowMs, logger }: ComputeHandlerOptions,
): Promise<StageRunResult> {
  const { stage, set, table, batch, rate, totalSteps, seed, checkpoints, runtime, start, distil } = run;
  const shared = { batch, rate, totalSteps };
  const training =
    distil === undefined
      ? stageTraining(stage, set, table, { ...shared, ...(start === undefined ? {} : { start }) })
      : consistencyTraining(stage, set, table, { ...shared, ...distil });
  const store = openCheckpointStore(checkpoints, { logger });
  const resumeFrom = store.latest();
  const losses: number[] = [];
  const state = await trainToEnd({
    runtime,
    step: training.step,
    totalSteps,
    schedule: training.schedule,
    nextBatch: training.nextBatch,
    preparesAhead: true,
    seed,
    dataSha256: set.sha256,
    configuration: {
      ...stageSettings(stage),
      batch,
      rate,
      seed,
      ...(start === undefined ? {} : { rank: start.rank ?? 0 }),
      ...(distil === undefined ? {} : { guidance: distil.guidance }),
    },
    resumeFrom,
    checkpoints: watchedPolicy(store, run.watch, run.checkpointTimes),
    async onStep(report, readState) {
      const { step, reports } = report;
      losses.push(reports['loss']!);
      if (losses.length > LOSS_STEPS) losses.shift();
      if (step % LOSS_STEPS === 0) logger.info('a painter learns', { stage: `${stage.width}x${stage.height}`, step, loss: mean(losses) });
      await run.watch?.onStep(report, readState);
    },
    signal,
    reportProgress,
    nowMs,
    logger,
  });
  return { state, steps: Math.max(totalSteps, resumeFrom?.step ?? 0), loss: mean(losses) };
}

/** Checkpoints at their times, each after the curve up to it. */
export function watchedPolicy(store: CheckpointStore, watch: StageWatch | undefined, times = CHECKPOINT_TIMES): CheckpointPolicy {
  return {
    ...times,
    save(checkpoint) {
      watch?.flush();
      return store.save(checkpoint);
    },
  };
}

/** The moving averages, under the parameters' names. */
export function averagedParameters(state: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
  const prefix = 'ema/';
  return Object.fromEntries(
    Object.entries(state).flatMap(([key, tensor]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), tensor] as const] : [])),
  );
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : Number((values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(5));

export const pictureTerms =
  'Weights only. Posters are their owners’ artwork and are not contained; no commercial use; MovieLens data are cited in LICENSE.';

export interface PainterCardOptions {
  readonly stage: StageConfig;
  /** What it learnt from, and all that was read. */
  readonly set: PictureSet;
  readonly all: PictureSet;
  readonly batch: number;
  readonly rate: number;
  readonly seed: number;
  readonly steps: number;
  readonly loss: number;
  readonly command: string;
  /** Milliseconds since 1970. */
  readonly trainedAt: number;
  readonly fitMs: number;
}

export function painterCard({
  stage,
  set,
  all,
  batch,
  rate,
  seed,
  steps,
  loss,
  command,
  trainedAt,
  fitMs,
}: PainterCardOptions): ModelCardFields {
  return {
    name: 'painter',
    hyperparameters: { ...stageSettings(stage), batch, rate },
    seed,
    data: { name: 'captioned pictures', sha256: all.sha256, users: 0, films: set.names.length, ratings: 0, terms: pictureTerms },
    // A stage that had nothing left to learn has no loss of its own.
    metrics: { steps, picturesSeen: steps * batch, ...(loss > 0 ? { loss } : {}) },
    reliability: [],
    calibration: null,
    command,
    trainedAt: new Date(trainedAt).toISOString(),
    fitMs: Math.round(fitMs),
    notes: [],
  };
}
