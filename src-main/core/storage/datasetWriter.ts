import type { Tag } from '../data/filmsParser.ts';
import { type Database, openDatabase } from './database.ts';
import { createDatasetTables } from './datasetSchema.ts';
import type { DatasetParts, DatasetSink } from './import/datasetReader.ts';
import type { RatingChunk } from './import/ratingColumns.ts';

/** Builds the file of one data set under a temporary name. */
export interface DatasetWriter {
  readonly sink: DatasetSink;
  readonly database: Database;
  /** Writes everything but ratings and tags, and commits. */
  finish(name: string, parts: DatasetParts, importedAt: number): void;
  /** After this the file may be published (once finished) or removed. */
  close(): void;
}

export function createDatasetWriter(path: string): DatasetWriter {
  const database = openDatabase(path, { durability: 'build' });
  createDatasetTables(database);
  database.exec('BEGIN');
  return {
    database,
    sink: createSink(database),
    finish(name, parts, importedAt) {
      writeUsers(database, parts);
      writeFilms(database, parts);
      database
        .prepare('INSERT INTO dataset VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
        .run(
          name,
          parts.sha256,
          parts.rows,
          parts.userIds.length,
          parts.itemIds.length,
          parts.scale.min,
          parts.scale.max,
          parts.scale.step,
          parts.demographics.some(({ age, gender, occupation }) => age !== null || gender !== null || occupation !== null) ? 1 : 0,
          importedAt,
        );
      database.exec('COMMIT');
      // From here on the file is shared: details are added in transactions that never block a reader.
      database.pragma('journal_mode = WAL');
    },
    close: () => database.close(),
  };
}

function createSink(database: Database): DatasetSink {
  const insertChunk = database.prepare('INSERT INTO rating_chunks VALUES (?, ?, ?, ?, ?, ?)');
  const insertTag = database.prepare('INSERT INTO tags (user_id, film_id, tag, timestamp) VALUES (?, ?, ?, ?)');
  let chunks = 0;
  const bytes = (column: Int32Array | Uint8Array | Uint32Array, length: number): Buffer =>
    Buffer.from(column.buffer as ArrayBuffer, 0, length * column.BYTES_PER_ELEMENT);
  return {
    ratings({ userIndices, itemIndices, halfStars, timestamps, length }: RatingChunk) {
      insertChunk.run(
        chunks++,
        length,
        bytes(userIndices, length),
        bytes(itemIndices, length),
        bytes(halfStars, length),
        bytes(timestamps, length),
      );
    },
    tags(tags: readonly Tag[]) {
      for (const { userId, filmId, tag, timestamp } of tags) insertTag.run(userId, filmId, tag, timestamp);
    },
  };
}

function writeUsers(database: Database, { userIds, demographics }: DatasetParts): void {
  const insert = database.prepare('INSERT INTO users VALUES (?, ?, ?, ?, ?)');
  for (let user = 0; user < userIds.length; user++) {
    const { age, gender, occupation } = demographics[user]!;
    insert.run(user, userIds[user]!, age, gender, occupation);
  }
}

function writeFilms(database: Database, { films, links, itemIds, counts, sums }: DatasetParts): void {
  const insert = database.prepare('INSERT INTO films VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const itemOf = new Map<number, number>();
  for (let item = 0; item < itemIds.length; item++) itemOf.set(itemIds[item]!, item);
  for (const film of films.values()) {
    const item = itemOf.get(film.id) ?? null;
    const count = item === null ? 0 : counts[item]!;
    // Sums are in half stars.
    const mean = count === 0 ? null : sums[item!]! / (2 * count);
    const link = links.get(film.id);
    insert.run(film.id, item, film.title, film.year, JSON.stringify(film.genres), link?.imdbId ?? null, link?.tmdbId ?? null, count, mean);
  }
}
