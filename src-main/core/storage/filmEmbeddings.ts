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
  const vectors = computedVectors(database, dataDir, dataset.items.ids);
  return vectors === null ? dataset : { ...dataset, features: withVectors(dataset.features, vectors) };
}

/** What was computed of the films of a data set's file, by film id; null where there is nothing. */
export function computedVectors(database: Database, dataDir: string, filmIds: Int32Array): Pick<FilmFeatures, 'text' | 'poster'> | null {
  if (!hasEmbeddingCache(dataDir)) return null;
  const cache = openEmbeddingCache(dataDir);
  try {
    const text = newestVectors(cache, sentenceEncoderModel.id, textHashes(database, filmIds));
    const poster = newestVectors(cache, POSTER_ENCODER, posterHashes(database, filmIds));
    if (text === undefined && poster === undefined) return null;
    return { ...(text === undefined ? {} : { text }), ...(poster === undefined ? {} : { poster }) };
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

function textHashes(database: Database, filmIds: Int32Array): (ContentHash | null)[] {
  const indexOf = new Map(Array.from(filmIds, (id, index) => [id, index]));
  const titles = new Map(database.prepare('SELECT film_id, title FROM films').raw().all() as [number, string][]);
  const hashes = new Array<ContentHash | null>(filmIds.length).fill(null);
  for (const { filmId, overview, tagline } of allFilmDetails(database)) {
    const index = indexOf.get(filmId);
    const text = index === undefined ? null : plotText(titles.get(filmId) ?? '', overview, tagline);
    if (text !== null) hashes[index!] = contentHash(text);
  }
  return hashes;
}

function posterHashes(database: Database, filmIds: Int32Array): (ContentHash | null)[] {
  const indexOf = new Map(Array.from(filmIds, (id, index) => [id, index]));
  const hashes = new Array<ContentHash | null>(filmIds.length).fill(null);
  const rows = database.prepare('SELECT film_id, bytes FROM posters').raw().iterate() as IterableIterator<[number, Buffer]>;
  for (const [filmId, bytes] of rows) {
    const index = indexOf.get(filmId);
    if (index !== undefined) hashes[index] = contentHash(bytes);
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
