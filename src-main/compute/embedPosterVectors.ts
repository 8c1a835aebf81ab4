import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { throwIfCancelled } from '../core/base/progress.ts';
import { encodeFeatures, POSTER_ENCODER } from '../core/embedding/posterEncoder.ts';
import { POSTER_FEATURES } from '../core/embedding/posterFeatures.ts';
import { POSTER_VECTOR } from '../core/embedding/posterNetworks.ts';
import { contentHash } from '../core/storage/embeddingCache.ts';
import { loadModel, readManifest } from '../core/storage/modelStore.ts';
import type { HandlerContext } from './computeContract.ts';
import type { EmbedParts } from './embedTexts.ts';

const PART = 512;

/** The 64 numbers that models read, from features that are in the cache; nothing where the head does not ship. */
export async function embedPosterVectors(
  modelsDir: string,
  dataset: string,
  features: string,
  { store, cache, runtime }: EmbedParts,
  { signal }: HandlerContext,
): Promise<void> {
  const folder = join(modelsDir, POSTER_ENCODER);
  if (!existsSync(join(folder, 'manifest.json'))) return;
  const encoder = `${POSTER_ENCODER}@${readManifest(folder).sha256.slice(0, 12)}`;
  const missing = store
    .posterFilmIds(dataset)
    .map((filmId) => contentHash(store.poster(dataset, filmId)!.bytes))
    .filter((content) => !cache.has(encoder, content) && cache.has(features, content));
  if (missing.length === 0) return;
  const { tensors } = loadModel(folder);
  for (let from = 0; from < missing.length; from += PART) {
    throwIfCancelled(signal);
    const part = missing.slice(from, from + PART);
    const rows = new Float32Array(part.length * POSTER_FEATURES);
    part.forEach((content, i) => rows.set(cache.find(features, content)!, i * POSTER_FEATURES));
    const { vectors } = await encodeFeatures(tensors, rows, runtime);
    cache.save(
      encoder,
      part.map((content, i) => ({ content, vector: vectors.subarray(i * POSTER_VECTOR, (i + 1) * POSTER_VECTOR) })),
    );
  }
}
