import { DomainError } from '../base/errors.ts';
import type { Database } from './database.ts';

/** Data sets are made anew from their files rather than migrated; this is the schema that this program writes. */
export const DATASET_SCHEMA = 1;
const APPLICATION_ID = 0x4d515244; // "MQRD"

export const datasetTables = `
  CREATE TABLE dataset (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    num_ratings INTEGER NOT NULL,
    num_users INTEGER NOT NULL,
    num_items INTEGER NOT NULL,
    scale_min REAL NOT NULL,
    scale_max REAL NOT NULL,
    scale_step REAL NOT NULL,
    has_demographics INTEGER NOT NULL,
    imported_at INTEGER NOT NULL
  ) STRICT;
  -- Columns of up to 65,536 ratings in order of the source: indices int32, half stars uint8, seconds uint32, little-endian.
  CREATE TABLE rating_chunks (
    chunk INTEGER PRIMARY KEY,
    num_rows INTEGER NOT NULL,
    user_indices BLOB NOT NULL,
    item_indices BLOB NOT NULL,
    half_stars BLOB NOT NULL,
    timestamps BLOB NOT NULL
  ) STRICT;
  CREATE TABLE users (
    user_index INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL,
    age INTEGER,
    gender TEXT,
    occupation INTEGER
  ) STRICT;
  -- Every film of the set; item_index is null where nobody rated it.
  CREATE TABLE films (
    film_id INTEGER PRIMARY KEY,
    item_index INTEGER UNIQUE,
    title TEXT NOT NULL,
    year INTEGER,
    genres TEXT NOT NULL,
    imdb_id TEXT,
    tmdb_id INTEGER,
    num_ratings INTEGER NOT NULL,
    mean REAL
  ) STRICT;
  CREATE TABLE tags (
    tag_row INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL,
    film_id INTEGER NOT NULL,
    tag TEXT NOT NULL,
    timestamp INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE film_details (
    film_id INTEGER PRIMARY KEY,
    overview TEXT,
    overview_source TEXT,
    tagline TEXT,
    runtime_minutes INTEGER,
    director TEXT,
    people TEXT NOT NULL
  ) STRICT;
  CREATE TABLE posters (
    film_id INTEGER PRIMARY KEY,
    media_type TEXT NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;
`;

export function createDatasetTables(database: Database): void {
  database.exec(datasetTables);
  database.pragma(`application_id = ${APPLICATION_ID}`);
  database.pragma(`user_version = ${DATASET_SCHEMA}`);
}

/** @throws DomainError 'storage-newer' or 'storage-damaged'. */
export function assertDatasetSchema(database: Database, path: string): void {
  const version = database.pragma('user_version', { simple: true }) as number;
  const application = database.pragma('application_id', { simple: true }) as number;
  if (application !== APPLICATION_ID) {
    throw new DomainError('storage-damaged', `${path} is no data set of Marquee. Remove the file and import the data again.`, { path });
  }
  if (version > DATASET_SCHEMA) {
    throw new DomainError(
      'storage-newer',
      `${path} was written by a newer version of Marquee (schema ${version}, this one knows ${DATASET_SCHEMA}). Update Marquee.`,
      { path, version },
    );
  }
}
