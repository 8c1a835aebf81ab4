import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../../core/base/errors.ts';
import { throwIfCancelled } from '../../core/base/progress.ts';
import type { Features } from '../../core/diffusion/measures/featureDistances.ts';
import { bicubic } from '../../core/diffusion/resampling.ts';
import { readPlainModel } from '../../core/engine/onnx/plainModel.ts';
import type { LoadedGraph, TensorRuntime } from '../../core/engine/tensorRuntime.ts';
import { bytesAt, type PictureList } from './pictureFeatures.ts';
import type { PictureContext } from './pictureMethods.ts';

const SIZE = { width: 299, height: 299 } as const;
const FEATURES = 2048;
const MAX_BYTES = 256 * 1024 * 1024;
const REPORT_EVERY = 16;

/** Where a person puts the weights: they cannot ship, and are asked for by nobody. */
export const inceptionFile = (dataDir: string): string => join(dataDir, 'models', 'inception-v3', 'model.onnx');

/**
 * Inception-v3 without its classifier, where its file is there: one input [1 or n, 3, 299, 299] of sRGB from -1 to 1, and a first output of 2,048
 * numbers a picture (pool3; Heusel et al., "GANs Trained by a Two Time-Scale Update Rule", NeurIPS 2017).
 * @throws DomainError 'model-invalid' where the file is no plain ONNX
 */
export async function openInception(runtime: TensorRuntime, dataDir: string): Promise<LoadedGraph | null> {
  const path = inceptionFile(dataDir);
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined) return null;
  if (size > MAX_BYTES) throw unfit(path, `it has ${size} bytes, and at most ${MAX_BYTES} are read`);
  const bytes = new Uint8Array(readFileSync(path));
  readPlainModel(bytes);
  const encoder = await runtime.load('inception-v3', bytes);
  try {
    if (encoder.inputNames.length !== 1) throw unfit(path, `it has ${encoder.inputNames.length} inputs instead of one`);
    // Known before a picture is painted.
    const { length } = await look(encoder, new Float32Array(3 * SIZE.height * SIZE.width));
    if (length !== FEATURES) throw unfit(path, `it gives ${length} numbers a picture instead of ${FEATURES}`);
    return encoder;
  } catch (error) {
    await encoder.dispose();
    throw error;
  }
}

/** Pictures enlarged bicubically and rounded to bytes (Parmar, Zhang, Zhu, "On Aliased Resizing", CVPR 2022). @returns [count, 2048] */
export async function inceptionFeatures(
  encoder: LoadedGraph,
  list: PictureList,
  what: string,
  { signal, reportProgress }: PictureContext,
): Promise<Features> {
  const data = new Float32Array(list.count * FEATURES);
  for (let i = 0; i < list.count; i++) {
    throwIfCancelled(signal);
    data.set(
      await look(
        encoder,
        Float32Array.from(bytesAt(list, i, SIZE, bicubic), (byte) => byte / 127.5 - 1),
      ),
      i * FEATURES,
    );
    if ((i + 1) % REPORT_EVERY === 0 || i + 1 === list.count)
      reportProgress({ phase: `Looking at ${what} by Inception`, done: i + 1, total: list.count, unit: 'pictures' });
  }
  return { width: FEATURES, data };
}

async function look(encoder: LoadedGraph, data: Float32Array): Promise<Float32Array> {
  const [input, output] = [encoder.inputNames[0]!, encoder.outputNames[0]!];
  const outputs = await encoder.run({ [input]: { dtype: 'float32', shape: [1, 3, SIZE.height, SIZE.width], data } }, [output]);
  return outputs[output]!.data as Float32Array;
}

const unfit = (path: string, why: string): DomainError =>
  new DomainError('model-invalid', `The Inception weights at ${path} cannot be used: ${why}. Put others there, or take the file away.`, {
    path,
    why,
  });
