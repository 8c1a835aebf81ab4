import { createRng, type Rng } from '../base/rng.ts';
import type { TensorType } from '../engine/graph.ts';
import type { Tensor } from '../engine/tensor.ts';
import { conditionTypes, encodeConditions, thinnedCaption } from './data/condition.ts';
import { type PictureSet, pixelsOf, toPlanes } from './data/pictureSet.ts';
import type { TextTable } from './data/textTable.ts';
import { CHANNELS } from './denoiser.ts';
import { drawTime } from './noiseSchedule.ts';
import { area, bicubic, resample } from './resampling.ts';
import type { StageConfig } from './stages.ts';

/** What one training step of a stage reads. */
export function stageBatchTypes(stage: StageConfig, batch: number, wordWidth: number): Record<string, TensorType> {
  const picture: TensorType = { dtype: 'float32', shape: [batch, CHANNELS, stage.height, stage.width] };
  const number: TensorType = { dtype: 'float32', shape: [batch] };
  return {
    clean: picture,
    noise: picture,
    time: number,
    ...conditionTypes(batch, wordWidth),
    ...(stage.factor === null ? {} : { below: picture, noiseBelow: number }),
  };
}

/** The picture below as a stage sees it: shrunk, noised by `amount` and enlarged again. */
export function belowOf(planes: Float32Array, stage: StageConfig, amount: number, rng: Rng): Float32Array {
  const { width, height, factor } = stage;
  const small = resample({ width, height, data: planes }, width / factor!, height / factor!, area);
  return enlarged(withNoise(small.data, amount, rng), stage);
}

/** Planes with normal noise of standard deviation `amount`. */
export function withNoise(planes: Float32Array, amount: number, rng: Rng): Float32Array {
  if (amount === 0) return planes;
  const noisy = rng.normals(planes.length);
  for (let i = 0; i < planes.length; i++) noisy[i] = planes[i]! + amount * noisy[i]!;
  return noisy;
}

/** A picture of the stage below at this stage's size. */
export const enlarged = (small: Float32Array, { width, height, factor }: StageConfig): Float32Array =>
  resample({ width: width / factor!, height: height / factor!, data: small }, width, height, bicubic).data;

/** Pictures, noise, times and captions of one step, all drawn from `rng`. */
export function stageBatch(set: PictureSet, stage: StageConfig, batch: number, table: TextTable, rng: Rng): Record<string, Tensor> {
  const size = stage.width * stage.height;
  const picture = CHANNELS * size;
  const clean = new Float32Array(batch * picture);
  const below = new Float32Array(stage.factor === null ? 0 : batch * picture);
  const noiseBelow = new Float32Array(batch);
  const captions = Array.from({ length: batch }, (_, row) => {
    const index = rng.integer(set.names.length);
    const planes = toPlanes(pixelsOf(set, index), size);
    if (stage.factor !== null) {
      const share = rng.uniform();
      noiseBelow[row] = share;
      const base = belowOf(planes, stage, share * stage.mostNoiseBelow, rng);
      below.set(base, row * picture);
      for (let i = 0; i < picture; i++) clean[row * picture + i] = (planes[i]! - base[i]!) / stage.scale;
    } else for (let i = 0; i < picture; i++) clean[row * picture + i] = planes[i]! / stage.scale;
    return thinnedCaption(set.captions[index]!, rng);
  });
  const shape = [batch, CHANNELS, stage.height, stage.width];
  return {
    clean: { dtype: 'float32', shape, data: clean },
    noise: { dtype: 'float32', shape, data: rng.normals(batch * picture) },
    time: { dtype: 'float32', shape: [batch], data: Float32Array.from({ length: batch }, () => drawTime(stage.times, rng)) },
    ...encodeConditions(captions, table),
    ...(stage.factor === null
      ? {}
      : {
          below: { dtype: 'float32' as const, shape, data: below },
          noiseBelow: { dtype: 'float32' as const, shape: [batch], data: noiseBelow },
        }),
  };
}

const MEASURED = 256;

/** Standard deviation of what a stage paints, over pictures drawn from the set. */
export function measureScale(set: PictureSet, stage: StageConfig, seed: number): number {
  const rng = createRng(seed, 'scale');
  const size = stage.width * stage.height;
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let i = 0; i < Math.min(MEASURED, set.names.length); i++) {
    const planes = toPlanes(pixelsOf(set, rng.integer(set.names.length)), size);
    const base = stage.factor === null ? null : belowOf(planes, stage, rng.uniform() * stage.mostNoiseBelow, rng);
    for (let j = 0; j < planes.length; j++) {
      const value = planes[j]! - (base === null ? 0 : base[j]!);
      sum += value;
      squares += value * value;
    }
    count += planes.length;
  }
  const mean = sum / count;
  return Number(Math.sqrt(Math.max(1e-6, squares / count - mean * mean)).toFixed(4));
}
