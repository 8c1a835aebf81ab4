import type { Rng } from '../base/rng.ts';
import { adamW } from '../engine/optimizers.ts';
import { type TrainingStep, trainingStep } from '../engine/trainingStep.ts';
import { type LearningRateSchedule, warmupCosine } from '../engine/schedules.ts';
import type { Tensor } from '../engine/tensor.ts';
import { adapterScope } from './adapters.ts';
import type { PictureSet } from './data/pictureSet.ts';
import type { TextTable } from './data/textTable.ts';
import { denoiserOutput } from './denoiser.ts';
import { noised, velocityLoss } from './preconditioning.ts';
import { stageBatch, stageBatchTypes } from './stageData.ts';
import type { StageConfig } from './stages.ts';

const WARMUP_STEPS = 60;
const COOLDOWN_SHARE = 0.3;
const RATE_FLOOR = 0.05;

/** Averages over a tenth of a short run, so that its first steps do not weigh on it, and over the last 500 steps of a long one. */
export const averageDecay = (totalSteps: number): number => Math.min(0.998, 1 - 10 / Math.max(20, totalSteps));

export interface StageTraining {
  readonly step: TrainingStep;
  readonly schedule: LearningRateSchedule;
  readonly nextBatch: (step: number, rng: Rng) => Record<string, Tensor>;
}

export interface StageTrainingOptions {
  readonly batch: number;
  readonly rate: number;
  readonly totalSteps: number;
  readonly emaDecay?: number;
  /** Trained weights to go on from: all of them, or low-rank adapters beside them (adapters.ts). */
  readonly start?: { readonly parameters: Readonly<Record<string, Tensor>>; readonly rank: number | null };
}

/** The training step of a stage, its learning rates and batches; trainToEnd does the rest. */
export function stageTraining(
  stage: StageConfig,
  set: PictureSet,
  table: TextTable,
  { batch, rate, totalSteps, emaDecay = averageDecay(totalSteps), start }: StageTrainingOptions,
): StageTraining {
  const rank = start?.rank ?? null;
  const step = trainingStep({
    name: `painter-${stage.width}x${stage.height}`,
    batch: stageBatchTypes(stage, batch, table.width),
    optimizer: adamW({ weightDecay: 0.01, beta2: 0.99 }),
    clipNorm: 1,
    emaDecay,
    forward(own, inputs) {
      const scope = start === undefined || rank === null ? own : adapterScope(own, start.parameters, rank);
      const { clean, noise, time, genres, decade, pieces, isPiece, below, noiseBelow } = inputs as Record<
        string,
        NonNullable<(typeof inputs)[string]>
      >;
      const x = noised(clean!, noise!, time!);
      const condition = { genres: genres!, decade: decade!, pieces: pieces!, isPiece: isPiece! };
      const under = below === undefined ? {} : { below: { picture: below, noise: noiseBelow! } };
      const output = denoiserOutput(scope, { x, time: time!, condition, ...under }, stage);
      return { loss: velocityLoss(stage.prediction, { clean: clean!, noise: noise!, time: time!, output }) };
    },
  });
  const begun =
    start === undefined || rank !== null
      ? step
      : { ...step, initialState: (rng: Rng) => startingFrom(step.initialState(rng), start.parameters) };
  return { step: begun, schedule: warmupStableCosine(rate, totalSteps), nextBatch: (_, rng) => stageBatch(set, stage, batch, table, rng) };
}

/** Parameters and their averages at given values; moments at zero. */
export function startingFrom(
  state: Readonly<Record<string, Tensor>>,
  parameters: Readonly<Record<string, Tensor>>,
): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(state).map(([key, tensor]) => {
      const name = /^(?:parameter|ema)\/(.*)$/.exec(key)?.[1];
      return [key, name === undefined ? tensor : (parameters[name] ?? tensor)];
    }),
  );
}

/** Warm-up, a long plateau, and half a cosine down over the last third: a run can be lengthened without having decayed in vain (Hu et al. 2024, section 4). */
export function warmupStableCosine(rate: number, totalSteps: number): LearningRateSchedule {
  const cooldown = Math.floor(totalSteps * (1 - COOLDOWN_SHARE));
  const warm = warmupCosine({ rate, warmupSteps: WARMUP_STEPS, totalSteps: Number.MAX_SAFE_INTEGER });
  const cool = warmupCosine({ rate, warmupSteps: 0, totalSteps: totalSteps - cooldown, floor: RATE_FLOOR });
  return (step) => (step < cooldown ? warm(step) : cool(step - cooldown));
}
