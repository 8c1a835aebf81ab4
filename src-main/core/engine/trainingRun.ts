import { DomainError } from '../base/errors.ts';
import { type Logger, silentLogger } from '../base/logger.ts';
import { type CancelSignal, ignoreProgress, type ReportProgress, throwIfCancelled } from '../base/progress.ts';
import { createRng, type Rng, type RngState, restoreRng } from '../base/rng.ts';
import { checkSameRun, type Checkpoint } from './checkpoint.ts';
import { type CheckpointTimes, isCheckpointDue } from '../base/checkpointTimes.ts';
import type { LearningRateSchedule } from './schedules.ts';
import type { Tensor } from './tensor.ts';
import type { TensorRuntime } from './tensorRuntime.ts';
import { openTrainer, type Trainer } from './trainer.ts';
import type { TrainingStep } from './trainingStep.ts';

export interface CheckpointPolicy extends CheckpointTimes {
  readonly save: (checkpoint: Checkpoint) => void | Promise<void>;
}

export interface StepReport {
  /** Steps made. */
  readonly step: number;
  /** Means over the steps of one run of the graph. */
  readonly reports: Readonly<Record<string, number>>;
}

export interface TrainingRunOptions {
  readonly runtime: TensorRuntime;
  readonly step: TrainingStep;
  /** Rounded up to whole runs of the graph. */
  readonly totalSteps: number;
  readonly schedule: LearningRateSchedule;
  /** Inputs of one run of the graph; draws from `rng` alone, whose position is saved. */
  readonly nextBatch: (step: number, rng: Rng) => Readonly<Record<string, Tensor>>;
  /** The next batch is made while the device computes; asks of `nextBatch` that it hands out new arrays every time. */
  readonly preparesAhead?: boolean;
  readonly seed: number;
  readonly dataSha256: string;
  readonly configuration: Checkpoint['configuration'];
  readonly resumeFrom?: Checkpoint | null;
  readonly checkpoints?: CheckpointPolicy;
  /** Called after every run of the graph, which waits for it; `readState` copies the state as it is then. */
  readonly onStep?: (report: StepReport, readState: () => Promise<Record<string, Tensor>>) => void | Promise<void>;
  readonly signal?: CancelSignal;
  readonly reportProgress?: ReportProgress;
  readonly nowMs: () => number;
  readonly logger?: Logger;
  readonly fallback?: () => Promise<TensorRuntime>;
}

/**
 * Trains to the end, saving checkpoints on the way. A run resumed from any of them ends in the same bits, on the same device,
 * as one that was never stopped: all it depends on is in the checkpoint.
 * @returns the last state by name
 * @throws DomainError 'cancelled' after a last checkpoint; 'conflict' where the checkpoint is of other data
 */
export async function trainToEnd(options: TrainingRunOptions): Promise<Record<string, Tensor>> {
  const { runtime, step, totalSteps, seed, resumeFrom = null, checkpoints, signal, nowMs, preparesAhead = false } = options;
  const { logger = silentLogger, reportProgress = ignoreProgress, fallback } = options;
  if (resumeFrom !== null) checkSameRun(resumeFrom, options);
  const rng = resumeFrom === null ? createRng(seed, 'batches') : restoreRng(resumeFrom.rng);
  const trainer = await openTrainer(runtime, step, resumeFrom?.tensors ?? step.initialState(createRng(seed, 'parameters')), {
    logger,
    ...(fallback === undefined ? {} : { fallback }),
  });
  let made = resumeFrom?.step ?? 0;
  let saved = { step: made, ms: nowMs() };
  let ahead: Readonly<Record<string, Tensor>> | null = null;
  /** Behind the draws of the steps made, whatever was drawn ahead. */
  let position = rng.state();

  async function save(): Promise<void> {
    await checkpoints?.save(await snapshot(trainer, options, made, position));
    saved = { step: made, ms: nowMs() };
  }

  try {
    while (made < totalSteps) {
      if (signal?.aborted && made > saved.step) await save();
      throwIfCancelled(signal);
      const rates = Array.from({ length: step.stepsPerRun }, (_, i) => options.schedule(made + i));
      const batch = ahead ?? options.nextBatch(made, rng);
      position = rng.state();
      const running = trainer.run(batch, rates);
      ahead = preparesAhead && made + step.stepsPerRun < totalSteps ? options.nextBatch(made + step.stepsPerRun, rng) : null;
      const reported = await running;
      made += step.stepsPerRun;
      const reports = Object.fromEntries(Object.entries(reported).map(([name, values]) => [name, mean(values)]));
      if (!Number.isFinite(reports['loss'])) throw diverged(made, saved.step);
      await options.onStep?.({ step: made, reports }, trainer.readState);
      reportProgress({ phase: 'Training', done: Math.min(made, totalSteps), total: totalSteps, unit: 'steps' });
      if (isCheckpointDue(checkpoints ?? {}, { step: made, ms: nowMs() }, saved)) await save();
    }
    if (made > saved.step) await save();
    return await trainer.readState();
  } finally {
    await trainer.dispose();
  }
}

async function snapshot(trainer: Trainer, options: TrainingRunOptions, step: number, rng: RngState): Promise<Checkpoint> {
  const { dataSha256, configuration } = options;
  return { step, tensors: await trainer.readState(), rng, dataSha256, configuration };
}

const diverged = (step: number, savedStep: number): DomainError =>
  new DomainError(
    'model-invalid',
    `The loss stopped being a number at step ${step}, so training was ended; the checkpoint of step ${savedStep} is intact. Lower the learning rate.`,
    { step, savedStep },
  );

const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
