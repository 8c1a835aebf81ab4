import type { CancelSignal, ReportProgress } from '../base/progress.ts';
import { createRng, type Rng, shuffleInPlace } from '../base/rng.ts';
import { constant, graph, input } from '../engine/graph.ts';
import { dropout } from '../engine/layers/activations.ts';
import { binaryCrossEntropy } from '../engine/losses.ts';
import { sigmoid } from '../engine/ops.ts';
import { adamW } from '../engine/optimizers.ts';
import { boundScope } from '../engine/parameters.ts';
import { warmupCosine } from '../engine/schedules.ts';
import type { Tensor } from '../engine/tensor.ts';
import type { TensorRuntime } from '../engine/tensorRuntime.ts';
import { type CheckpointPolicy, trainToEnd } from '../engine/trainingRun.ts';
import type { Checkpoint } from '../engine/checkpoint.ts';
import { trainingStep } from '../engine/trainingStep.ts';
import { posterGenres } from './posterGenres.ts';
import { POSTER_VECTOR, type PosterNetwork } from './posterNetworks.ts';

/** Inputs and genres of films, row by row. */
export interface PosterExamples {
  /** [films, ...inputShape] */
  readonly inputs: Float32Array | Uint8Array;
  /** [films, genres] */
  readonly targets: Float32Array;
  readonly sha256: string;
}

export interface PosterTrainingOptions {
  readonly runtime: TensorRuntime;
  readonly seed: number;
  readonly epochs: number;
  readonly batch: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  /** Share of inputs hidden from a step: of features, or of nothing for pictures. */
  readonly dropout: number;
  /** Mirrors half of the pictures. */
  readonly mirrors: boolean;
  readonly nowMs: () => number;
  readonly onLoss?: (step: number, loss: number) => void;
  readonly signal?: CancelSignal;
  readonly reportProgress?: ReportProgress;
  readonly checkpoints?: CheckpointPolicy;
  readonly resumeFrom?: Checkpoint | null;
}

const EMA_DECAY = 0.98;

/** Learns genres from posters by binary cross entropy over all genres. @returns averaged parameters by name */
export async function trainPosterNetwork(
  network: PosterNetwork,
  examples: PosterExamples,
  rows: Int32Array,
  options: PosterTrainingOptions,
): Promise<Record<string, Tensor>> {
  const {
    runtime,
    seed,
    epochs,
    batch,
    learningRate,
    weightDecay,
    dropout: rate,
    mirrors,
    nowMs,
    onLoss,
    signal,
    reportProgress,
    checkpoints,
  } = options;
  const shape = [batch, ...network.inputShape];
  const step = trainingStep({
    name: `poster-${network.name}`,
    batch: {
      inputs: { dtype: 'float32', shape },
      targets: { dtype: 'float32', shape: [batch, posterGenres.length] },
      ...(rate > 0 ? { draws: { dtype: 'float32' as const, shape } } : {}),
    },
    forward(scope, { inputs, targets, draws }) {
      const seen = draws === undefined ? inputs! : dropout(inputs!, draws, rate);
      return { loss: binaryCrossEntropy(network.forward(scope, seen).logits, targets!) };
    },
    optimizer: adamW({ weightDecay }),
    clipNorm: 1,
    emaDecay: EMA_DECAY,
  });
  const perEpoch = Math.floor(rows.length / batch);
  const totalSteps = epochs * perEpoch;
  const state = await trainToEnd({
    runtime,
    step,
    totalSteps,
    schedule: warmupCosine({ rate: learningRate, warmupSteps: perEpoch, totalSteps, floor: 0.02 }),
    nextBatch: (at, rng) => drawBatch(network, examples, rows, { at, perEpoch, batch, rate, mirrors, seed }, rng),
    seed,
    dataSha256: examples.sha256,
    configuration: { network: network.name, epochs, batch, learningRate, weightDecay, dropout: rate, mirrors },
    nowMs,
    onStep: ({ step: made, reports }) => onLoss?.(made, reports['loss']!),
    ...(signal === undefined ? {} : { signal }),
    ...(reportProgress === undefined ? {} : { reportProgress }),
    ...(checkpoints === undefined ? {} : { checkpoints }),
    resumeFrom: options.resumeFrom ?? null,
  });
  return Object.fromEntries(step.parameters.map(({ name }) => [name, state[`ema/${name}`]!]));
}

interface Draw {
  readonly at: number;
  readonly perEpoch: number;
  readonly batch: number;
  readonly rate: number;
  readonly mirrors: boolean;
  readonly seed: number;
}

/** Every film once an epoch, in an order that the epoch's number decides: the order needs no memory and survives a resume. */
function drawBatch(network: PosterNetwork, examples: PosterExamples, rows: Int32Array, draw: Draw, rng: Rng): Record<string, Tensor> {
  const { at, perEpoch, batch, rate, mirrors, seed } = draw;
  const order = rows.slice();
  shuffleInPlace(order, createRng(seed, `epoch ${Math.floor(at / perEpoch)}`));
  const chosen = order.subarray((at % perEpoch) * batch, (at % perEpoch) * batch + batch);
  const size = network.inputShape.reduce((a, b) => a * b, 1);
  const inputs = new Float32Array(batch * size);
  const targets = new Float32Array(batch * posterGenres.length);
  chosen.forEach((row, i) => {
    const isMirrored = mirrors && rng.uniform() < 0.5;
    copyInput(network.inputShape, examples.inputs, row * size, inputs, i * size, size, isMirrored);
    targets.set(examples.targets.subarray(row * posterGenres.length, (row + 1) * posterGenres.length), i * posterGenres.length);
  });
  const shape = [batch, ...network.inputShape];
  const float = (data: Float32Array, of: readonly number[]): Tensor => ({ dtype: 'float32', shape: of, data });
  return {
    inputs: float(inputs, shape),
    targets: float(targets, [batch, posterGenres.length]),
    ...(rate > 0
      ? {
          draws: float(
            Float32Array.from(inputs, () => rng.uniform()),
            shape,
          ),
        }
      : {}),
  };
}

function copyInput(
  shape: readonly number[],
  from: Float32Array | Uint8Array,
  fromAt: number,
  to: Float32Array,
  toAt: number,
  size: number,
  isMirrored: boolean,
): void {
  const width = shape.at(-1)!;
  for (let i = 0; i < size; i++) {
    const source = isMirrored ? i - (i % width) + (width - 1 - (i % width)) : i;
    to[toAt + i] = from[fromAt + source]!;
  }
}

export interface PosterAnswers {
  /** [films, 64] */
  readonly vectors: Float32Array;
  /** [films, genres], probabilities. */
  readonly genres: Float32Array;
}

/** Answers of a trained network, in parts of `part` rows. @param inputs [rows, ...inputShape] */
export async function answerPosters(
  network: PosterNetwork,
  parameters: Readonly<Record<string, Tensor>>,
  inputs: Float32Array | Uint8Array,
  runtime: TensorRuntime,
  part = 64,
): Promise<PosterAnswers> {
  const size = network.inputShape.reduce((a, b) => a * b, 1);
  const count = inputs.length / size;
  const x = input('inputs', 'float32', [part, ...network.inputShape]);
  const known = new Map(Object.entries(parameters).map(([name, tensor]) => [name, constant(float32Of(tensor))]));
  const { vector, logits } = network.forward(boundScope(known).scope, x);
  const compiled = await runtime.compile(graph(`poster-${network.name}`, [x], { vector, genres: sigmoid(logits) }));
  const vectors = new Float32Array(count * POSTER_VECTOR);
  const genres = new Float32Array(count * posterGenres.length);
  try {
    for (let from = 0; from < count; from += part) {
      const length = Math.min(part, count - from);
      const data = new Float32Array(part * size);
      data.set(inputs.subarray(from * size, (from + length) * size));
      const outputs = await compiled.run({ inputs: { dtype: 'float32', shape: x.shape, data } });
      vectors.set((outputs['vector']!.data as Float32Array).subarray(0, length * POSTER_VECTOR), from * POSTER_VECTOR);
      genres.set((outputs['genres']!.data as Float32Array).subarray(0, length * posterGenres.length), from * posterGenres.length);
    }
    return { vectors, genres };
  } finally {
    await compiled.dispose();
  }
}

/** Parameters may have been stored at half precision. */
function float32Of(tensor: Tensor): Tensor {
  if (tensor.dtype !== 'float16') return tensor;
  const { buffer, byteOffset, length } = tensor.data;
  return { dtype: 'float32', shape: tensor.shape, data: Float32Array.from(new Float16Array(buffer as ArrayBuffer, byteOffset, length)) };
}
