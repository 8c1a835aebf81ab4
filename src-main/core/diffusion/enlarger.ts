import type { Rng } from '../base/rng.ts';
import { graph, input, type TensorType, type Value } from '../engine/graph.ts';
import { zeros } from '../engine/initializers.ts';
import { silu } from '../engine/layers/activations.ts';
import { convolution } from '../engine/layers/convolution.ts';
import { add, mul, reduceMean, reshape, sqrt, sub } from '../engine/ops.ts';
import { adamW } from '../engine/optimizers.ts';
import { boundScope, type ParameterScope } from '../engine/parameters.ts';
import type { Tensor } from '../engine/tensor.ts';
import type { TensorRuntime } from '../engine/tensorRuntime.ts';
import { type TrainingStep, trainingStep } from '../engine/trainingStep.ts';
import { type PictureSet, pixelsOf, toPlanes } from './data/pictureSet.ts';
import { CHANNELS } from './denoiser.ts';
import { depthToSpace } from './networks/patches.ts';
import { area, bicubic, resample } from './resampling.ts';

/** The plain last stage: doubles a picture's sides, adding to the bicubic enlargement what a few convolutions see (Lim et al. 2017, without batch norm). */
export interface EnlargerConfig {
  readonly channels: number;
  readonly blocks: number;
}

export const enlargerPreset: EnlargerConfig = { channels: 32, blocks: 5 };
export const FACTOR = 2;

/** @param small [N, 3, H, W] @param base its bicubic enlargement, [N, 3, 2 H, 2 W] */
export function enlargerOutput(scope: ParameterScope, small: Value, base: Value, { channels, blocks }: EnlargerConfig): Value {
  const first = convolution(scope.within('in'), small, channels);
  let h = first;
  for (let i = 0; i < blocks; i++) {
    const block = scope.within(`block${i}`);
    h = add(
      h,
      convolution(block.within('second'), silu(convolution(block.within('first'), h, channels)), channels, { initializer: zeros }),
    );
  }
  const detail = convolution(scope.within('out'), add(silu(h), first), CHANNELS * FACTOR * FACTOR, { initializer: zeros });
  return add(base, depthToSpace(detail, FACTOR));
}

/** Side of the crops that training sees, in pixels of the small picture. */
const CROP = 24;
/** Charbonnier's smooth absolute value (Lai et al. 2017, equation 4). */
const EPSILON = 1e-3;

export function enlargerStep(config: EnlargerConfig, batch: number): TrainingStep {
  const small: TensorType = { dtype: 'float32', shape: [batch, CHANNELS, CROP, CROP] };
  const large: TensorType = { dtype: 'float32', shape: [batch, CHANNELS, CROP * FACTOR, CROP * FACTOR] };
  return trainingStep({
    name: 'enlarger',
    batch: { small, base: large, target: large },
    optimizer: adamW({ beta2: 0.99 }),
    clipNorm: 1,
    emaDecay: 0.998,
    forward(scope, inputs) {
      const difference = sub(enlargerOutput(scope, inputs['small']!, inputs['base']!, config), inputs['target']!);
      const count = difference.shape.reduce((product, size) => product * size, 1);
      const distance = sqrt(add(mul(difference, difference), EPSILON * EPSILON));
      return { loss: reduceMean(reshape(distance, [count]), [0]) };
    },
  });
}

/** Crops of pictures at twice their small size, with what area means and bicubic enlargement make of them. */
export function enlargerBatch(set: PictureSet, batch: number, rng: Rng): Record<string, Tensor> {
  const large = CROP * FACTOR;
  const target = new Float32Array(batch * CHANNELS * large * large);
  const small = new Float32Array(batch * CHANNELS * CROP * CROP);
  const base = new Float32Array(target.length);
  for (let row = 0; row < batch; row++) {
    const planes = toPlanes(pixelsOf(set, rng.integer(set.names.length)), set.width * set.height);
    // Even corners, so that the pixels of the small picture are those of the whole picture shrunk.
    const left = FACTOR * rng.integer((set.width - large) / FACTOR + 1);
    const top = FACTOR * rng.integer((set.height - large) / FACTOR + 1);
    const crop = new Float32Array(CHANNELS * large * large);
    for (let c = 0; c < CHANNELS; c++) {
      for (let y = 0; y < large; y++) {
        const from = (c * set.height + top + y) * set.width + left;
        crop.set(planes.subarray(from, from + large), (c * large + y) * large);
      }
    }
    const shrunk = resample({ width: large, height: large, data: crop }, CROP, CROP, area);
    target.set(crop, row * crop.length);
    small.set(shrunk.data, row * shrunk.data.length);
    base.set(resample(shrunk, large, large, bicubic).data, row * crop.length);
  }
  return {
    small: { dtype: 'float32', shape: [batch, CHANNELS, CROP, CROP], data: small },
    base: { dtype: 'float32', shape: [batch, CHANNELS, large, large], data: base },
    target: { dtype: 'float32', shape: [batch, CHANNELS, large, large], data: target },
  };
}

export interface Enlarger {
  /** Planes from -1 to 1 of width x height to twice that. */
  enlarge(planes: Float32Array): Promise<Float32Array>;
  dispose(): Promise<void>;
}

export async function openEnlarger(
  runtime: TensorRuntime,
  config: EnlargerConfig,
  parameters: Readonly<Record<string, Tensor>>,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<Enlarger> {
  const small = input('small', 'float32', [1, CHANNELS, height, width]);
  const base = input('base', 'float32', [1, CHANNELS, height * FACTOR, width * FACTOR]);
  const known = new Map(Object.entries(parameters).map(([name, { dtype, shape }]) => [name, input(name, dtype, shape)]));
  const output = enlargerOutput(boundScope(known).scope, small, base, config);
  const compiled = await runtime.compile(graph('enlarge', [small, base, ...known.values()], { enlarged: output }));
  return {
    async enlarge(planes) {
      const large = resample({ width, height, data: planes }, width * FACTOR, height * FACTOR, bicubic).data;
      const outputs = await compiled.run({
        ...parameters,
        small: { dtype: 'float32', shape: small.shape, data: planes },
        base: { dtype: 'float32', shape: base.shape, data: large },
      });
      return (outputs['enlarged']!.data as Float32Array).map((value) => Math.max(-1, Math.min(1, value)));
    },
    dispose: () => compiled.dispose(),
  };
}
