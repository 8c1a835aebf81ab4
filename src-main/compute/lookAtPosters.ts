import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../core/base/errors.ts';
import { throwIfCancelled } from '../core/base/progress.ts';
import { decodePlanes } from '../core/diffusion/imageCodec.ts';
import { encodePosters, POSTER_ENCODER } from '../core/embedding/posterEncoder.ts';
import { POSTER_SIZE } from '../core/embedding/posterFeatures.ts';
import { posterGenres } from '../core/embedding/posterGenres.ts';
import { createRuntime } from '../core/engine/createRuntime.ts';
import { loadModel } from '../core/storage/modelStore.ts';
import { loadOnnx } from '../core/storage/onnxStore.ts';
import type { HandlerContext } from './computeContract.ts';
import type { ComputeHandlerOptions } from './handlerOptions.ts';
import type { LookInput, LookOutput, SeenPoster } from './embedMethod.ts';

const PART = 16;
const MAX_BYTES = 64 * 1024 * 1024;

/** Which genres the posters of a folder look like; any folder of PNG, JPEG or WebP pictures. @throws DomainError 'not-found' or 'model-invalid' */
export async function lookAtPosters(input: LookInput, context: HandlerContext, { logger }: ComputeHandlerOptions): Promise<LookOutput> {
  const { modelsDir, folder } = input;
  const files = pictureNames(folder);
  const { tensors } = loadModel(join(modelsDir, POSTER_ENCODER));
  const runtime = await createRuntime('cpu', { logger });
  try {
    const encoder = await runtime.load('efficientnet-lite0', loadOnnx(join(modelsDir, 'efficientnet-lite0')).bytes);
    const posters: SeenPoster[] = [];
    const skipped: LookOutput['skipped'][number][] = [];
    const { width, height } = POSTER_SIZE;
    for (let from = 0; from < files.length; from += PART) {
      throwIfCancelled(context.signal);
      const names: string[] = [];
      const data = new Uint8Array(PART * 3 * width * height);
      for (const file of files.slice(from, from + PART)) {
        try {
          data.set(await decodePlanes(readFileSync(join(folder, file)), width, height), names.length * 3 * width * height);
          names.push(file);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
          skipped.push({ file, why: error.message });
        }
      }
      const shape = [names.length, 3, height, width];
      const { genres } = await encodePosters(
        encoder,
        tensors,
        { dtype: 'uint8', shape, data: data.subarray(0, names.length * 3 * width * height) },
        runtime,
      );
      names.forEach((file, i) =>
        posters.push({ file, genres: ranked(genres.subarray(i * posterGenres.length, (i + 1) * posterGenres.length)) }),
      );
      context.reportProgress({
        phase: 'Looking at posters',
        done: Math.min(from + PART, files.length),
        total: files.length,
        unit: 'posters',
      });
    }
    await encoder.dispose();
    return { folder, posters, skipped };
  } finally {
    await runtime.dispose();
  }
}

function pictureNames(folder: string): string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new DomainError('not-found', `${folder} is no folder. Name one that holds pictures.`, { folder });
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(png|jpe?g|webp)$/i.test(entry.name) && statSync(join(folder, entry.name)).size <= MAX_BYTES)
    .map((entry) => entry.name);
  if (files.length === 0)
    throw new DomainError('not-found', `${folder} holds no PNG, JPEG or WebP picture. Choose another folder.`, { folder });
  return files.sort();
}

const ranked = (probabilities: Float32Array): SeenPoster['genres'] =>
  posterGenres.map((genre, g) => ({ genre, probability: probabilities[g]! })).sort((a, b) => b.probability - a.probability);
