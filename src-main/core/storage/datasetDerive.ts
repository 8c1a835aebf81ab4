import { createHash } from 'node:crypto';
import type { Clock } from '../base/clock.ts';
import { DomainError } from '../base/errors.ts';
import { type CancelSignal, ignoreProgress, type ReportProgress, throwIfCancelled } from '../base/progress.ts';
import type { FilmLink, Tag } from '../data/filmsParser.ts';
import { type Dataset, type Demographics, type FilmFacts, unknownDemographics } from '../data/interactions.ts';
import { ratingScaleOf } from '../data/ratingScale.ts';
import { createSkipLog } from '../data/skipLog.ts';
import { type Database, guarded } from './database.ts';
import { datasetPath, removeDatasetFile, temporaryDatasetPath } from './datasetFiles.ts';
import { loadDataset } from './datasetLoader.ts';
import { createDatasetWriter } from './datasetWriter.ts';
import { publishFile } from './files.ts';
import { type DatasetParts, type DatasetSink, datasetSha256 } from './import/datasetReader.ts';
import { createRatingCollector } from './import/ratingColumns.ts';

export interface DeriveOptions {
  /** Name of the data set that it is a part of. */
  readonly from: string;
  /** Rows that stay, ascending. */
  readonly rows: Int32Array;
  readonly name: string;
}

export interface DeriveContext {
  readonly clock: Clock;
  readonly signal?: CancelSignal;
  readonly reportProgress?: ReportProgress;
}

export interface DerivedDataset {
  readonly name: string;
  readonly sha256: string;
  readonly rows: number;
  readonly users: number;
  readonly films: number;
}

/**
 * Stores some rows of a data set as a data set of its own: built under a temporary name, then renamed. Films and people without a row are gone,
 * with their tags, details and posters. The hash is that of an import of the same content.
 * @param source the data base at `sourcePath`, open
 * @throws DomainError 'conflict' where the name is taken, 'cancelled'
 */
export function deriveDataset(
  folder: string,
  { rows, name }: DeriveOptions,
  source: { readonly database: Database; readonly path: string },
  isTaken: (path: string) => boolean,
  { clock, signal, reportProgress = ignoreProgress }: DeriveContext,
): DerivedDataset {
  const path = datasetPath(folder, name);
  const assertFree = (): void => {
    if (isTaken(path)) throw new DomainError('conflict', `The name "${name}" is taken by another data set. Choose another name.`, { name });
  };
  assertFree();
  const dataset = loadDataset(source.database, source.path);
  const temporary = temporaryDatasetPath(folder);
  try {
    const writer = createDatasetWriter(temporary);
    let parts: DatasetParts;
    try {
      parts = guarded(temporary, () => {
        const written = writeParts(dataset, rows, source.database, writer.sink);
        throwIfCancelled(signal);
        reportProgress({ phase: 'Writing to disk', done: rows.length, total: rows.length, unit: 'rows' });
        writer.finish(name, written, clock());
        copyExtras(writer.database, source.path);
        return written;
      });
    } finally {
      writer.close();
    }
    throwIfCancelled(signal);
    assertFree();
    publishFile(temporary, path);
    return { name, sha256: parts.sha256, rows: parts.rows, users: parts.userIds.length, films: parts.itemIds.length };
  } finally {
    removeDatasetFile(temporary);
  }
}

function writeParts({ interactions, users, items, demographics, films }: Dataset, rows: Int32Array, source: Database, sink: DatasetSink) {
  const { userIndices, itemIndices, ratings, timestamps } = interactions;
  const collector = createRatingCollector(sink.ratings);
  const keptFilms = new Map<number, FilmFacts>();
  const keptUsers = new Map<number, Demographics>();
  for (const row of rows) {
    const [user, item] = [userIndices[row]!, itemIndices[row]!];
    collector.add(users.ids[user]!, items.ids[item]!, Math.round(2 * ratings[row]!), timestamps[row]!);
    keptFilms.set(items.ids[item]!, films[item]!);
    keptUsers.set(users.ids[user]!, demographics[user]!);
  }
  const totals = collector.finish();
  const links = linksOf(source, keptFilms);
  const known = new Map([...keptUsers].filter(([, { age, gender, occupation }]) => age !== null || gender !== null || occupation !== null));
  const tagsHash = createHash('sha256');
  for (const batch of tagsOf(source, keptFilms, keptUsers)) {
    for (const { userId, filmId, tag, timestamp } of batch) tagsHash.update(JSON.stringify([userId, filmId, tag, timestamp]));
    sink.tags(batch);
  }
  return {
    ...totals,
    sha256: datasetSha256({ ratingsHash: totals.hash, films: keptFilms, links, users: known, tagsHash: tagsHash.digest() }),
    scale: ratingScaleOf(totals.histogram),
    demographics: Array.from(totals.userIds, (id) => keptUsers.get(id) ?? unknownDemographics),
    films: keptFilms,
    links,
    skips: createSkipLog(),
  };
}

function linksOf(source: Database, films: ReadonlyMap<number, FilmFacts>): Map<number, FilmLink> {
  const rows = source
    .prepare('SELECT film_id, imdb_id, tmdb_id FROM films WHERE imdb_id IS NOT NULL OR tmdb_id IS NOT NULL')
    .raw()
    .iterate() as IterableIterator<[number, string | null, number | null]>;
  const links = new Map<number, FilmLink>();
  for (const [id, imdbId, tmdbId] of rows) if (films.has(id)) links.set(id, { id, imdbId, tmdbId });
  return links;
}

const TAG_BATCH = 4096;

function* tagsOf(source: Database, films: ReadonlyMap<number, unknown>, users: ReadonlyMap<number, unknown>): Generator<Tag[]> {
  const rows = source.prepare('SELECT user_id, film_id, tag, timestamp FROM tags ORDER BY tag_row').raw().iterate() as IterableIterator<
    [number, number, string, number]
  >;
  let batch: Tag[] = [];
  for (const [userId, filmId, tag, timestamp] of rows) {
    if (!films.has(filmId) || !users.has(userId)) continue;
    batch.push({ userId, filmId, tag, timestamp });
    if (batch.length < TAG_BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function copyExtras(database: Database, sourcePath: string): void {
  database.prepare('ATTACH DATABASE ? AS source').run(sourcePath);
  database
    .transaction(() => {
      database.exec('INSERT INTO film_details SELECT * FROM source.film_details WHERE film_id IN (SELECT film_id FROM films)');
      database.exec('INSERT INTO posters SELECT * FROM source.posters WHERE film_id IN (SELECT film_id FROM films)');
    })
    .immediate();
  database.exec('DETACH DATABASE source');
}
