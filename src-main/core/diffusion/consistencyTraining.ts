import { constant, type TensorType, type Value } from '../engine/graph.ts';
import { squaredError } from '../engine/losses.ts';
import { add, concat, div, identity, mul, reshape, slice, sub } from '../engine/ops.ts';
import { adamW } from '../engine/optimizers.ts';
import { boundScope, type ParameterScope } from '../engine/parameters.ts';
import type { Tensor } from '../engine/tensor.ts';
import { trainingStep } from '../engine/trainingStep.ts';
import { encodeConditions } from './data/condition.ts';
import { emptyCaption } from './data/captions.ts';
import type { PictureSet } from './data/pictureSet.ts';
import type { TextTable } from './data/textTable.ts';
import { type DenoiserInputs, denoiserOutput } from './denoiser.ts';
import type { ConditionInputs } from './networks/conditioning.ts';
import { SIGMA_MAX, timeOf } from './noiseSchedule.ts';
import { denoisedOf, noised } from './preconditioning.ts';
import { stageBatch, stageBatchTypes } from './stageData.ts';
import type { StageConfig } from './stages.ts';
import { averageDecay, type StageTraining, startingFrom, warmupStableCosine } from './stageTraining.ts';

export interface ConsistencyOptions {
  /** The weights that paint in many steps; the student begins with them. */
  readonly teacher: Readonly<Record<string, Tensor>>;
  /** Guidance that the student learns as its own opinion, so that it needs no second look (Luo et al. 2023, section 4.3). */
  readonly guidance: number;
  readonly batch: number;
  readonly rate: number;
  readonly totalSteps: number;
}

/** Levels that the path from noise to picture is cut into; a multiple of the four steps that the student will take. */
const LEVELS = 24;

/**
 * Consistency distillation (Song et al. 2023, algorithm 2): along one path of the teacher's probability flow, the student's guess of the picture at time t
 * shall be its guess at the earlier time r = t - T / LEVELS, where the teacher's guided Euler step leads. At r = 0 the picture on the path itself is
 * meant, whatever the network would say of it, and from there the truth spreads upwards. Errors are those of the picture, each over what was
 * left to guess, t; as they are where the picture is what is predicted, whose smallest times would outweigh all others.
 */
export function consistencyTraining(
  stage: StageConfig,
  set: PictureSet,
  table: TextTable,
  { teacher, guidance, batch, rate, totalSteps }: ConsistencyOptions,
): StageTraining {
  const perPicture: TensorType = { dtype: 'float32', shape: [batch] };
  const step = trainingStep({
    name: `painter-${stage.width}x${stage.height}-few`,
    batch: { ...stageBatchTypes(stage, batch, table.width), earlier: perPicture, hasArrived: perPicture },
    optimizer: adamW({ beta2: 0.99 }),
    clipNorm: 1,
    emaDecay: averageDecay(totalSteps),
    forward(scope, inputs) {
      const named = inputs as Record<string, Value>;
      const { clean, noise, time, earlier, hasArrived, genres, decade, pieces, isPiece, below, noiseBelow } = named;
      const condition = { genres: genres!, decade: decade!, pieces: pieces!, isPiece: isPiece! };
      const under = below === undefined ? {} : { below: { picture: below, noise: noiseBelow! } };
      const x = noised(clean!, noise!, time!);
      const frozen = boundScope(new Map(Object.entries(teacher).map(([name, tensor]) => [name, constant(tensor)]))).scope;
      // dx/dt = (x - picture) / t along the straight path (noiseSchedule.ts).
      const there = guided(frozen, { x, time: time!, condition, ...under }, stage, guidance, table);
      const before = add(there, mul(sub(x, there), ratio(earlier!, time!)));
      const guess = picture(scope, { x, time: time!, condition, ...under }, stage);
      const t = reshape(time!, [batch, 1, 1, 1]);
      const atEnd = reshape(hasArrived!, [batch, 1, 1, 1]);
      const earlierGuess = picture(scope, { x: before, time: earlier!, condition, ...under }, stage);
      const target = identity(add(mul(before, atEnd), mul(earlierGuess, sub(1, atEnd))));
      scope.overrideGradient(target, () => new Map());
      const loss = stage.prediction === 'clean' ? squaredError(guess, target) : squaredError(div(guess, t), div(target, t));
      return { loss };
    },
  });
  return {
    step: { ...step, initialState: (rng) => startingFrom(step.initialState(rng), teacher) },
    schedule: warmupStableCosine(rate, totalSteps),
    nextBatch(_, rng) {
      const drawn = stageBatch(set, stage, batch, table, rng);
      const last = timeOf(SIGMA_MAX);
      const levels = Array.from({ length: batch }, () => 1 + rng.integer(LEVELS));
      const each = (of: (level: number) => number): Tensor => ({ dtype: 'float32', shape: [batch], data: Float32Array.from(levels, of) });
      const at = (shift: number): Tensor => each((level) => (last * (level + shift)) / LEVELS);
      return { ...drawn, time: at(0), earlier: at(-1), hasArrived: each((level) => (level === 1 ? 1 : 0)) };
    },
  };
}

/** What a network takes for the clean picture. */
const picture = (scope: ParameterScope, inputs: DenoiserInputs, stage: StageConfig): Value =>
  denoisedOf(stage.prediction, inputs.x, inputs.time, denoiserOutput(scope, inputs, stage));

/** The teacher's picture with guidance; both captions go through it as one batch. */
function guided(scope: ParameterScope, inputs: DenoiserInputs, stage: StageConfig, guidance: number, table: TextTable): Value {
  if (guidance === 1) return picture(scope, inputs, stage);
  const n = inputs.x.shape[0]!;
  const twice = (value: Value): Value => concat([value, value], 0);
  const none = encodeConditions(
    Array.from({ length: n }, () => emptyCaption),
    table,
  );
  const condition = Object.fromEntries(
    Object.entries(inputs.condition).map(([name, value]) => [name, concat([value as Value, constant(none[name]!)], 0)]),
  ) as unknown as ConditionInputs;
  const below = inputs.below === undefined ? {} : { below: { picture: twice(inputs.below.picture), noise: twice(inputs.below.noise) } };
  const both = picture(scope, { x: twice(inputs.x), time: twice(inputs.time), condition, ...below }, stage);
  const [told, free] = [slice(both, 0, 0, n), slice(both, 0, n, 2 * n)];
  return add(free, mul(sub(told, free), guidance));
}

/** [N] / [N] as [N, 1, 1, 1] */
const ratio = (above: Value, below: Value): Value => reshape(div(above, below), [above.shape[0]!, 1, 1, 1]);
