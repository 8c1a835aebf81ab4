import { DomainError } from '../base/errors.ts';
import { type Dataset, type Demographics, type FilmFacts, unknownDemographics } from '../data/interactions.ts';
import { createVocabulary } from '../data/vocabulary.ts';
import type { Database } from './database.ts';
import { loadFilmFeatures } from './filmFeatures.ts';

export interface DatasetRow {
  readonly name: string;
  readonly sha256: string;
  readonly num_ratings: number;
  readonly num_users: number;
  readonly num_items: number;
  readonly scale_min: number;
  readonly scale_max: number;
  readonly scale_step: number;
  readonly has_demographics: number;
  readonly imported_at: number;
}

/** The one row that describes the set. @throws DomainError 'storage-damaged' when it is missing. */
export function datasetRow(database: Database, path: string): DatasetRow {
  const row = database.prepare('SELECT * FROM dataset').get() as DatasetRow | undefined;
  if (row === undefined)
    throw new DomainError('storage-damaged', `${path} is not a whole data set. Remove it and import the data again.`, { path });
  return row;
}

/** Reads a whole data set into typed arrays: 20 bytes a rating. @throws DomainError 'storage-damaged' when what it reads makes no sense. */
export function loadDataset(database: Database, path: string): Dataset {
  try {
    return readDataset(database, path);
  } catch (error) {
    // SQLite does not notice a flipped bit inside a value: broken JSON, an id twice, a length that does not fit.
    if (error instanceof DomainError || (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_')))
      throw error;
    throw damaged(path, error instanceof Error ? error.message : String(error), error);
  }
}

function damaged(path: string, why: string, cause?: unknown): DomainError {
  return new DomainError(
    'storage-damaged',
    `The data set at ${path} is damaged (${why}). Remove it and import the data again.`,
    { path, why },
    { cause },
  );
}

function readDataset(database: Database, path: string): Dataset {
  const row = datasetRow(database, path);
  const { num_ratings: numRatings, num_users: numUsers, num_items: numItems } = row;
  const userIndices = new Int32Array(numRatings);
  const itemIndices = new Int32Array(numRatings);
  const ratings = new Float32Array(numRatings);
  const timestamps = new Float64Array(numRatings);
  let from = 0;
  const chunks = database.prepare('SELECT num_rows, user_indices, item_indices, half_stars, timestamps FROM rating_chunks ORDER BY chunk');
  for (const [numRows, users, items, halfStars, seconds] of chunks.raw().iterate() as IterableIterator<
    [number, Buffer, Buffer, Buffer, Buffer]
  >) {
    bytesOf(userIndices, from, numRows).set(users);
    bytesOf(itemIndices, from, numRows).set(items);
    // Copied: a blob's memory need not be aligned to four bytes.
    const secondsOfChunk = new Uint32Array(numRows);
    bytesOf(secondsOfChunk, 0, numRows).set(seconds);
    for (let i = 0; i < numRows; i++) {
      if (userIndices[from + i]! >>> 0 >= numUsers || itemIndices[from + i]! >>> 0 >= numItems || halfStars[i]! > 10) {
        throw damaged(path, `row ${from + i} refers to nobody or nothing`);
      }
      ratings[from + i] = halfStars[i]! / 2;
      timestamps[from + i] = secondsOfChunk[i]!;
    }
    from += numRows;
  }
  if (from !== numRatings) throw damaged(path, `it holds ${from} ratings instead of ${numRatings}`);
  const films = loadItems(database, numItems);
  const features = loadFilmFeatures(database, films.items.ids);
  return {
    name: row.name,
    sha256: row.sha256,
    scale: { min: row.scale_min, max: row.scale_max, step: row.scale_step },
    ...loadUsers(database, numUsers),
    ...films,
    ...(features === undefined ? {} : { features }),
    interactions: { userIndices, itemIndices, ratings, timestamps },
  };
}

function bytesOf(column: Int32Array | Uint32Array, from: number, length: number): Uint8Array {
  return new Uint8Array(column.buffer, from * 4, length * 4);
}

function loadUsers(database: Database, numUsers: number): Pick<Dataset, 'users' | 'demographics'> {
  const ids = new Int32Array(numUsers);
  const demographics: Demographics[] = new Array<Demographics>(numUsers).fill(unknownDemographics);
  const rows = database.prepare('SELECT user_index, user_id, age, gender, occupation FROM users').raw().iterate();
  for (const [index, id, age, gender, occupation] of rows as IterableIterator<
    [number, number, number | null, 'F' | 'M' | null, number | null]
  >) {
    ids[index] = id;
    if (age !== null || gender !== null || occupation !== null) demographics[index] = { age, gender, occupation };
  }
  return { users: createVocabulary(ids), demographics };
}

function loadItems(database: Database, numItems: number): Pick<Dataset, 'items' | 'films'> {
  const ids = new Int32Array(numItems);
  const films = new Array<FilmFacts>(numItems);
  const rows = database.prepare('SELECT item_index, film_id, title, year, genres FROM films WHERE item_index IS NOT NULL').raw().iterate();
  for (const [index, id, title, year, genres] of rows as IterableIterator<[number, number, string, number | null, string]>) {
    ids[index] = id;
    films[index] = { id, title, year, genres: JSON.parse(genres) as string[] };
  }
  return { items: createVocabulary(ids), films };
}
