import { invariant } from '../base/assertions.ts';
import { type CancelSignal, ignoreProgress, type ReportProgress, throwIfCancelled } from '../base/progress.ts';
import type { Tensor } from '../engine/tensor.ts';
import type { LoadedGraph } from '../engine/tensorRuntime.ts';

/** Features of one picture: the mean over places of the last convolution of EfficientNet-Lite0. */
export const POSTER_FEATURES = 1280;

/** The size at which posters are judged; other sizes work, and give slightly other features. */
export const POSTER_SIZE = { width: 160, height: 240 } as const;

/** Pictures go through in parts of this many: the widest activation of one is 2.5 MB. */
const BATCH = 16;

export interface PosterFeatureOptions {
  readonly signal?: CancelSignal;
  readonly reportProgress?: ReportProgress;
}

/**
 * What an image encoder pretrained on ImageNet sees in pictures (EfficientNet-Lite0; Tan and Le, "EfficientNet", ICML 2019).
 * Not normalised: distances between distributions of features want them scaled to length sqrt(1280) first.
 * @param encoder models/efficientnet-lite0, as the runtime loaded it
 * @param pictures [n, 3, height, width], sRGB from 0 to 255, float32 or uint8
 * @returns [n, 1280] @throws DomainError 'cancelled' within one part
 */
export async function posterFeatures(encoder: LoadedGraph, pictures: Tensor, options: PosterFeatureOptions = {}): Promise<Float32Array> {
  const { signal, reportProgress = ignoreProgress } = options;
  const [count, channels, height, width] = pictures.shape as readonly [number, number, number, number];
  invariant(pictures.shape.length === 4 && channels === 3, `pictures of shape [${pictures.shape.join(', ')}]`);
  invariant(pictures.dtype === 'float32' || pictures.dtype === 'uint8', `pictures of ${pictures.dtype}`);
  const values = pictures.data;
  const size = 3 * height * width;
  const features = new Float32Array(count * POSTER_FEATURES);
  for (let from = 0; from < count; from += BATCH) {
    throwIfCancelled(signal);
    const length = Math.min(BATCH, count - from);
    const data = new Float32Array(length * size);
    for (let i = 0; i < data.length; i++) data[i] = (values[from * size + i]! - 127) / 128;
    const batch: Tensor = { dtype: 'float32', shape: [length, 3, height, width], data };
    const outputs = await encoder.run({ pixel_values: batch }, ['features']);
    features.set(outputs['features']!.data as Float32Array, from * POSTER_FEATURES);
    reportProgress({ phase: 'Looking at pictures', done: from + length, total: count, unit: 'pictures' });
  }
  return features;
}
