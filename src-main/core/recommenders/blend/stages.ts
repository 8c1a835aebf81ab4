import { checkSameRun, type Checkpoint } from '../../engine/checkpoint.ts';
import type { Tensor } from '../../engine/tensor.ts';
import type { ModelTensors } from '../modelTensors.ts';
import type { FitCheckpoints, FitContext, Hyperparameters } from '../recommender.ts';

/** One part of a longer fit, such as the fit of one model of a blend. */
export interface Stage<T> {
  /** Its place among the stages; stages end in this order. */
  readonly index: number;
  /** @param checkpoints where the stage itself can be interrupted and resumed; undefined where nothing is kept */
  readonly fit: (checkpoints: FitCheckpoints | undefined) => Promise<T>;
  readonly tensors: (result: T) => ModelTensors;
  readonly load: (tensors: ModelTensors) => T;
  /** What the stages before it left is not needed once it is done. */
  readonly replacesEarlier?: boolean;
}

export interface Stages {
  /** The result of a stage: read back where a checkpoint holds it, fitted otherwise. */
  run<T>(stage: Stage<T>): Promise<T>;
}

/** A stage makes fewer steps of its own than this; the step of a checkpoint is stages done * STRIDE + steps of the stage under way. */
const STRIDE = 10_000_000;
const PART = 'part.';

/**
 * Checkpoints of a fit in stages: finished stages are never fitted again, and the stage under way goes on from its own last checkpoint.
 * @throws DomainError 'conflict' where the checkpoint is of other data or settings
 */
export function openStages({ checkpoints, rng }: Pick<FitContext, 'checkpoints' | 'rng'>, configuration: Hyperparameters): Stages {
  const from = checkpoints?.resumeFrom ?? null;
  if (from !== null)
    checkSameRun({ ...from, configuration: withoutPrefix(from.configuration, PART).others }, { ...checkpoints!, configuration });
  const underWay = from === null ? 0 : Math.floor(from.step / STRIDE);
  let done = underWay;
  let kept: Readonly<Record<string, Tensor>> = from === null ? {} : withoutPrefix(from.tensors, PART).others;

  /** The checkpoint of the stage under way, as the stage made it. */
  function ofStage(checkpoint: Checkpoint): Checkpoint | null {
    const step = checkpoint.step % STRIDE;
    if (step === 0) return null;
    const [tensors, settings] = [withoutPrefix(checkpoint.tensors, PART), withoutPrefix(checkpoint.configuration, PART)];
    return { ...checkpoint, step, tensors: tensors.own, configuration: settings.own };
  }

  function within(index: number, all: FitCheckpoints): FitCheckpoints {
    return {
      ...all,
      resumeFrom: from !== null && index === underWay ? ofStage(from) : null,
      save: (checkpoint) =>
        all.save({
          ...checkpoint,
          step: done * STRIDE + checkpoint.step,
          tensors: { ...kept, ...withPrefix(checkpoint.tensors, PART) },
          configuration: { ...configuration, ...withPrefix(checkpoint.configuration, PART) },
        }),
    };
  }

  return {
    async run({ index, fit, tensors, load, replacesEarlier = false }) {
      const prefix = `${index}/`;
      if (index < done) return load(fromFloats(withoutPrefix(kept, prefix).own));
      if (checkpoints === undefined) return await fit(undefined);
      const result = await fit(within(index, checkpoints));
      kept = { ...(replacesEarlier ? {} : kept), ...withPrefix(asFloats(tensors(result)), prefix) };
      done = index + 1;
      const { dataSha256 } = checkpoints;
      await checkpoints.save({ step: done * STRIDE, tensors: kept, rng: rng.state(), dataSha256, configuration });
      return result;
    },
  };
}

const withPrefix = <T>(values: Readonly<Record<string, T>>, prefix: string): Record<string, T> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]));

function withoutPrefix<T>(values: Readonly<Record<string, T>>, prefix: string): { own: Record<string, T>; others: Record<string, T> } {
  const entries = Object.entries(values);
  return {
    own: Object.fromEntries(entries.flatMap(([name, value]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : []))),
    others: Object.fromEntries(entries.filter(([name]) => !name.startsWith(prefix))),
  };
}

const INTEGERS = ' as int32';

/** A checkpoint holds float32: integers are kept bit for bit under a name that says so. */
function asFloats(tensors: ModelTensors): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]): [string, Tensor] => {
      if (tensor.dtype === 'float32') return [name, tensor];
      if (tensor.dtype !== 'int32') throw new Error(`internal: tensor ${name} of a finished stage is ${tensor.dtype}`);
      const { buffer, byteOffset, length } = tensor.data;
      return [name + INTEGERS, { dtype: 'float32', shape: tensor.shape, data: new Float32Array(buffer, byteOffset, length) }];
    }),
  );
}

function fromFloats(tensors: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]): [string, Tensor] => {
      if (!name.endsWith(INTEGERS)) return [name, tensor];
      const { buffer, byteOffset, length } = tensor.data as Float32Array;
      return [name.slice(0, -INTEGERS.length), { dtype: 'int32', shape: tensor.shape, data: new Int32Array(buffer, byteOffset, length) }];
    }),
  );
}
