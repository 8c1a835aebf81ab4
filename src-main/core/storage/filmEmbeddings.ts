import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type FilmFeatures, type FilmVectors, filmVectors } from '../data/filmFeatures.ts';
import type { Dataset } from '../data/interactions.ts';
import { embeddingsOfTensors, vectorsOfFilms, withVectors } from '../embedding/filmEmbeddings.ts';
import { sentenceEncoderModel } from '../embedding/hubModels.ts';
import { plotText } from '../embedding/plotText.ts';
import { POSTER_ENCODER } from '../embedding/posterEncoder.ts';
import type { Database } from './database.ts';
import { type ContentHash, contentHash, type EmbeddingCache, hasEmbeddingCache, openEmbeddingCache } from './embeddingCache.ts';
import { allFilmDetails } from './filmDetails.ts';
import { loadModel } from './modelStore.ts';

/** The data set with the vectors that were computed of its plots and posters, as far as there are any. */
export function withComputedVectors(dataset: Dataset, database: Database, dataDir: string): Dataset {
  if (!hasEmbeddingCache(dataDir)) return dataset;
  const cache = openEmbeddingCache(dataDir);
  try {
    const text = newestVectors(cache, sentenceEncoderModel.id, textHashes(dataset, database));
    const poster = newestVectors(cache, POSTER_ENCODER, posterHashes(dataset, database));
    return text === undefined && poster === undefined ? dataset : { ...dataset, features: withVectors(dataset.features, { text, poster }) };
  } finally {
    cache.close();
  }
}

/** Of several versions of one encoder, the one that has made most. */
function newestVectors(cache: EmbeddingCache, encoder: string, hashes: readonly (ContentHash | null)[]): FilmVectors | undefined {
  const version = cache.encoders().find((known) => known.encoder.startsWith(`${encoder}@`))?.encoder;
  if (version === undefined) return undefined;
  return filmVectors(
    encoder,
    hashes.map((hash) => (hash === null ? null : cache.find(version, hash))),
  );
}

function textHashes({ items, films }: Dataset, database: Database): (ContentHash | null)[] {
  const hashes = new Array<ContentHash | null>(items.size).fill(null);
  for (const { filmId, overview, tagline } of allFilmDetails(database)) {
    const index = items.indexOf(filmId);
    const text = index < 0 ? null : plotText(films[index]!.title, overview, tagline);
    if (text !== null) hashes[index] = contentHash(text);
  }
  return hashes;
}

function posterHashes({ items }: Dataset, database: Database): (ContentHash | null)[] {
  const hashes = new Array<ContentHash | null>(items.size).fill(null);
  const rows = database.prepare('SELECT film_id, bytes FROM posters').raw().iterate() as IterableIterator<[number, Buffer]>;
  for (const [filmId, bytes] of rows) {
    const index = items.indexOf(filmId);
    if (index >= 0) hashes[index] = contentHash(bytes);
  }
  return hashes;
}

/**
 * Vectors that ship for the films of the catalogue (models/film-embeddings): plots and posters act without a plot or poster on this machine.
 * @returns features with what was missing; films are told by their MovieLens ids
 */
export function withShippedVectors(
  features: FilmFeatures | undefined,
  filmIds: ArrayLike<number>,
  modelsDir: string,
): FilmFeatures | undefined {
  const folder = join(modelsDir, 'film-embeddings');
  if (!existsSync(join(folder, 'manifest.json'))) return features;
  const { tensors } = loadModel(folder);
  const of = (kind: 'text' | 'poster', encoder: string): FilmVectors | undefined => {
    const embeddings = embeddingsOfTensors(kind, encoder, tensors);
    return embeddings === undefined ? undefined : vectorsOfFilms(embeddings, filmIds);
  };
  return withVectors(features, { text: of('text', sentenceEncoderModel.id), poster: of('poster', POSTER_ENCODER) });
}
