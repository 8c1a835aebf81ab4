import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PictureSet } from '../../core/diffusion/data/pictureSet.ts';
import { pixelsOf, toPlanes } from '../../core/diffusion/data/pictureSet.ts';
import type { Features } from '../../core/diffusion/measures/featureDistances.ts';
import { area, bicubic, resample } from '../../core/diffusion/resampling.ts';
import { encodeSmallPosters, OWN_POSTER_ENCODER } from '../../core/embedding/posterEncoder.ts';
import { OWN_SIZE, POSTER_VECTOR } from '../../core/embedding/posterNetworks.ts';
import { POSTER_FEATURES, POSTER_SIZE, posterFeatures } from '../../core/embedding/posterFeatures.ts';
import type { LoadedGraph, TensorRuntime } from '../../core/engine/tensorRuntime.ts';
import { loadModel } from '../../core/storage/modelStore.ts';
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
    for (let i = 0; i < length; i++) pixels.set(bytesAt(list, from + i, POSTER_SIZE, bicubic), i * size);
    data.set(
      await posterFeatures(encoder, { dtype: 'uint8', shape: [length, 3, height, width], data: pixels }, { signal }),
      from * POSTER_FEATURES,
    );
    reportProgress({ phase: `Looking at ${what}`, done: from + length, total: list.count, unit: 'pictures' });
  }
  return { width: POSTER_FEATURES, data };
}

/** Vectors of our own encoder of small posters; null where its weights are not there. */
export async function ownFeatures(runtime: TensorRuntime, modelsDir: string, list: PictureList): Promise<Features | null> {
  const folder = join(modelsDir, OWN_POSTER_ENCODER);
  if (!existsSync(folder)) return null;
  const size = 3 * OWN_SIZE.width * OWN_SIZE.height;
  const pixels = new Uint8Array(list.count * size);
  for (let i = 0; i < list.count; i++) pixels.set(bytesAt(list, i, OWN_SIZE, list.width > OWN_SIZE.width ? area : bicubic), i * size);
  const { vectors } = await encodeSmallPosters(loadModel(folder).tensors, pixels, runtime);
  return { width: POSTER_VECTOR, data: vectors };
}

/** A picture at another size, as planes of bytes. */
export function bytesAt(
  { width, height, planes }: PictureList,
  index: number,
  size: { readonly width: number; readonly height: number },
  kernel: typeof area,
): Uint8Array {
  const { data } = resample({ width, height, data: planes(index) }, size.width, size.height, kernel);
  return Uint8Array.from(data, (value) => Math.max(0, Math.min(255, Math.round((value + 1) * 127.5))));
}
