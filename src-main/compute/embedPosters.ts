import { join } from 'node:path';
import { DomainError } from '../core/base/errors.ts';
import { throwIfCancelled } from '../core/base/progress.ts';
import { decodePlanes } from '../core/diffusion/imageCodec.ts';
import { POSTER_FEATURES, POSTER_SIZE, posterFeatures } from '../core/embedding/posterFeatures.ts';
import { type ContentHash, contentHash } from '../core/storage/embeddingCache.ts';
import { loadOnnx, readOnnxCard } from '../core/storage/onnxStore.ts';
import type { HandlerContext } from './computeContract.ts';
import type { EmbeddedPart } from './embedMethod.ts';
import { embedPosterVectors } from './embedPosterVectors.ts';
import type { EmbedParts } from './embedTexts.ts';

/** Posters decoded, computed and saved together: a second's work. */
const PART = 64;

/** Name and the beginning of the hash of the encoder that ships. */
export function imageEncoderName(modelsDir: string): string {
  const { name, sha256 } = readOnnxCard(join(modelsDir, 'efficientnet-lite0'));
  return `${name}@${sha256.slice(0, 12)}`;
}

/** Features of every poster of a data set that is not in the cache yet. Damaged pictures are skipped and counted. */
export async function embedPosters(modelsDir: string, dataset: string, parts: EmbedParts, context: HandlerContext): Promise<EmbeddedPart> {
  const { store, cache, runtime, nowMs, logger } = parts;
  const { signal, reportProgress } = context;
  const startedMs = nowMs();
  const encoder = imageEncoderName(modelsDir);
  const filmIds = store.posterFilmIds(dataset);
  const missing = filmIds.filter((filmId) => !cache.has(encoder, contentHash(store.poster(dataset, filmId)!.bytes)));
  let skipped = 0;
  let computed = 0;
  if (missing.length > 0) {
    const { bytes } = loadOnnx(join(modelsDir, 'efficientnet-lite0'));
    const opened = await runtime.load('efficientnet-lite0', bytes);
    try {
      for (let from = 0; from < missing.length; from += PART) {
        throwIfCancelled(signal);
        const part = await decodePart(missing.slice(from, from + PART).map((filmId) => store.poster(dataset, filmId)!.bytes));
        for (const why of part.faults) logger.warn('A poster was skipped.', { dataset, why });
        skipped += part.faults.length;
        const { contents, pixels } = part;
        const shape = [contents.length, 3, POSTER_SIZE.height, POSTER_SIZE.width];
        const features = await posterFeatures(opened, { dtype: 'uint8', shape, data: pixels }, { signal });
        cache.save(
          encoder,
          contents.map((content, i) => ({ content, vector: features.subarray(i * POSTER_FEATURES, (i + 1) * POSTER_FEATURES) })),
        );
        computed += contents.length;
        reportProgress({ phase: 'Looking at posters', done: from + PART, total: missing.length, unit: 'posters' });
      }
    } finally {
      await opened.dispose();
    }
  }
  await embedPosterVectors(modelsDir, dataset, encoder, parts, context);
  return { encoder, total: filmIds.length, computed, skipped, ms: nowMs() - startedMs, why: null };
}

interface DecodedPart {
  readonly contents: ContentHash[];
  /** [contents, 3, height, width] */
  readonly pixels: Uint8Array;
  readonly faults: string[];
}

async function decodePart(pictures: readonly Uint8Array[]): Promise<DecodedPart> {
  const { width, height } = POSTER_SIZE;
  const contents: ContentHash[] = [];
  const faults: string[] = [];
  const pixels = new Uint8Array(pictures.length * 3 * width * height);
  for (const bytes of pictures) {
    try {
      const planes = await decodePlanes(bytes, width, height);
      pixels.set(planes, contents.length * planes.length);
      contents.push(contentHash(bytes));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      faults.push(error.message);
    }
  }
  return { contents, pixels: pixels.subarray(0, contents.length * 3 * width * height), faults };
}
