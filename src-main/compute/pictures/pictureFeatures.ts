import { join } from 'node:path';
import type { PictureSet } from '../../core/diffusion/data/pictureSet.ts';
import { pixelsOf, toPlanes } from '../../core/diffusion/data/pictureSet.ts';
import type { Features } from '../../core/diffusion/measures/featureDistances.ts';
import { bicubic, resample } from '../../core/diffusion/resampling.ts';
import { POSTER_FEATURES, POSTER_SIZE, posterFeatures } from '../../core/embedding/posterFeatures.ts';
import type { LoadedGraph, TensorRuntime } from '../../core/engine/tensorRuntime.ts';
import { loadOnnx } from '../../core/storage/onnxStore.ts';
import type { PictureContext } from './pictureMethods.ts';

/** Pictures enlarged and looked at together. */
const PART = 32;

/** Planes from -1 to 1 of one size. */
export interface PictureList {
  readonly width: number;
  readonly height: number;
  readonly count: number;
  planes(index: number): Float32Array;
}

export const listOfSet = (set: PictureSet): PictureList => ({
  width: set.width,
  height: set.height,
  count: set.names.length,
  planes: (index) => toPlanes(pixelsOf(set, index), set.width * set.height),
});

export const listOf = (
  pictures: readonly Float32Array[],
  { width, height }: { readonly width: number; readonly height: number },
): PictureList => ({
  width,
  height,
  count: pictures.length,
  planes: (index) => pictures[index]!,
});

export const openEncoder = (runtime: TensorRuntime, modelsDir: string): Promise<LoadedGraph> =>
  runtime.load('efficientnet-lite0', loadOnnx(join(modelsDir, 'efficientnet-lite0')).bytes);

/** Features of pictures enlarged bicubically to 160 x 240 and rounded to bytes. */
export async function featuresOfPictures(
  encoder: LoadedGraph,
  list: PictureList,
  what: string,
  { signal, reportProgress }: PictureContext,
): Promise<Features> {
  const { width, height } = POSTER_SIZE;
  const size = 3 * width * height;
  const data = new Float32Array(list.count * POSTER_FEATURES);
  for (let from = 0; from < list.count; from += PART) {
    const length = Math.min(PART, list.count - from);
    const pixels = new Uint8Array(length * size);
    for (let i = 0; i < length; i++) {
      const large = resample({ width: list.width, height: list.height, data: list.planes(from + i) }, width, height, bicubic).data;
      for (let k = 0; k < size; k++) pixels[i * size + k] = Math.max(0, Math.min(255, Math.round((large[k]! + 1) * 127.5)));
    }
    data.set(
      await posterFeatures(encoder, { dtype: 'uint8', shape: [length, 3, height, width], data: pixels }, { signal }),
      from * POSTER_FEATURES,
    );
    reportProgress({ phase: `Looking at ${what}`, done: from + length, total: list.count, unit: 'pictures' });
  }
  return { width: POSTER_FEATURES, data };
}
