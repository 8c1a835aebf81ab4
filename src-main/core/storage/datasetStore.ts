import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../base/errors.ts';
import { type Logger, silentLogger } from '../base/logger.ts';
import type { FilmFeatures } from '../data/filmFeatures.ts';
import type { Dataset, FilmFacts, RatingScale } from '../data/interactions.ts';
import { type Database, guarded, openDatabase } from './database.ts';
import { datasetPath, datasetPaths, removeDatasetFile, sweepTemporaryFiles } from './datasetFiles.ts';
import { type DeriveContext, type DerivedDataset, type DeriveOptions, deriveDataset } from './datasetDerive.ts';
import { type ImportContext, type ImportOptions, type ImportReport, importDataset } from './datasetImport.ts';
import { datasetRow, loadDataset } from './datasetLoader.ts';
import { assertDatasetSchema } from './datasetSchema.ts';
import { allFilmDetails, type FilmDetails, filmDetails } from './filmDetails.ts';
import { computedVectors, withComputedVectors } from './filmEmbeddings.ts';
import { type Poster, posterOf } from './posters.ts';

export interface DatasetInfo {
  readonly name: string;
  readonly sha256: string;
  readonly rows: number;
  readonly users: number;
  /** Films with at least one rating. */
  readonly films: number;
  readonly scale: RatingScale;
  /** Milliseconds since 1970. */
  readonly importedAt: number;
  readonly sizeBytes: number;
  readonly hasDemographics: boolean;
  readonly numOverviews: number;
  readonly numPosters: number;
}

/** A film of a data set with what is known beside its ratings. */
export interface ListedFilm extends FilmFacts {
  readonly imdbId: string | null;
  readonly tmdbId: number | null;
  readonly numRatings: number;
  readonly mean: number | null;
}

/** The data sets of one data folder, one SQLite file each. Several processes may open the same folder. */
export interface DatasetStore {
  list(): DatasetInfo[];
  /** @throws DomainError 'not-found', 'storage-damaged' or 'storage-newer'; so do all that take a name. */
  info(name: string): DatasetInfo;
  /** With the vectors of its plots and posters that were computed in this data folder. */
  load(name: string): Dataset;
  /** Vectors that were computed of these films' plots and posters here; null where none were. */
  vectors(name: string, filmIds: Int32Array): Pick<FilmFeatures, 'text' | 'poster'> | null;
  /** Every film of the set by id, rated or not. */
  films(name: string): ListedFilm[];
  details(name: string, filmId: number): FilmDetails | null;
  allDetails(name: string): FilmDetails[];
  poster(name: string, filmId: number): Poster | null;
  /** Films that have a poster. */
  posterIds(name: string): number[];
  /** Films that have a poster in this set. */
  posterFilmIds(name: string): number[];
  /** All or nothing. @throws DomainError 'conflict' when the name is taken by other data. */
  importDataset(options: ImportOptions, context: ImportContext): Promise<ImportReport>;
  /** Some rows of a stored set as a set of its own, all or nothing. @throws DomainError 'conflict' when the name is taken. */
  deriveDataset(options: DeriveOptions, context: DeriveContext): DerivedDataset;
  remove(name: string): void;
  close(): void;
}

interface OpenDataset {
  readonly database: Database;
  /** Changes when another process replaced the file. */
  readonly identity: string;
}

export function openDatasetStore(dataDir: string, { logger = silentLogger }: { readonly logger?: Logger } = {}): DatasetStore {
  const folder = join(dataDir, 'datasets');
  mkdirSync(folder, { recursive: true });
  sweepTemporaryFiles(folder);
  const open = new Map<string, OpenDataset>();

  function close(path: string): void {
    open.get(path)?.database.close();
    open.delete(path);
  }

  function openAt(path: string): Database {
    const stats = statSync(path, { throwIfNoEntry: false });
    const identity = stats === undefined ? '' : `${stats.ino}:${stats.birthtimeMs}`;
    const held = open.get(path);
    if (held?.identity === identity) return held.database;
    close(path);
    if (stats === undefined) throw new DomainError('not-found', `There is no data set at ${path}. Import it first.`, { path });
    const database = openDatabase(path, { durability: 'normal', mustExist: true });
    try {
      guarded(path, () => assertDatasetSchema(database, path));
    } catch (error) {
      database.close();
      throw error;
    }
    open.set(path, { database, identity });
    return database;
  }

  function use<T>(name: string, work: (database: Database, path: string) => T): T {
    const path = datasetPath(folder, name);
    if (statSync(path, { throwIfNoEntry: false }) === undefined) throw unknownDataset(name, datasetNames());
    return guarded(path, () => work(openAt(path), path));
  }

  function datasetNames(): string[] {
    return datasetPaths(folder).map((path) => path.slice(folder.length + 1, -3));
  }

  function list(): DatasetInfo[] {
    const infos: DatasetInfo[] = [];
    for (const path of datasetPaths(folder)) {
      try {
        infos.push(guarded(path, () => infoOf(openAt(path), path)));
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        logger.warn('a data set was left out of the list', { path, why: error.message });
      }
    }
    return infos;
  }

  return {
    list,
    info: (name) => use(name, infoOf),
    load: (name) => use(name, (database, path) => withComputedVectors(loadDataset(database, path), database, dataDir)),
    vectors: (name, filmIds) => use(name, (database) => computedVectors(database, dataDir, filmIds)),
    films: (name) => use(name, listFilms),
    details: (name, filmId) => use(name, (database) => filmDetails(database, filmId)),
    allDetails: (name) => use(name, (database) => [...allFilmDetails(database)]),
    posterIds: (name) => use(name, (database) => database.prepare('SELECT film_id FROM posters').pluck().all() as number[]),
    poster: (name, filmId) => use(name, (database) => posterOf(database, filmId)),
    posterFilmIds: (name) =>
      use(name, (database) => database.prepare('SELECT film_id FROM posters ORDER BY film_id').pluck().all() as number[]),
    importDataset: (options, context) =>
      importDataset(folder, options, context, (path) => (statSync(path, { throwIfNoEntry: false }) === undefined ? null : openAt(path))),
    deriveDataset: (options, context) =>
      use(options.from, (database, path) =>
        deriveDataset(folder, options, { database, path }, (taken) => statSync(taken, { throwIfNoEntry: false }) !== undefined, context),
      ),
    remove(name) {
      use(name, () => undefined);
      const path = datasetPath(folder, name);
      close(path);
      removeDatasetFile(path);
    },
    close() {
      for (const path of open.keys()) close(path);
    },
  };
}

function unknownDataset(name: string, known: readonly string[]): DomainError {
  const hint = known.length === 0 ? 'None has been imported yet; import one first.' : `There is ${known.slice(0, 8).join(', ')}.`;
  return new DomainError('not-found', `There is no data set called "${name}". ${hint}`, { name });
}

function infoOf(database: Database, path: string): DatasetInfo {
  const row = datasetRow(database, path);
  const count = (sql: string): number => database.prepare(sql).pluck().get() as number;
  return {
    name: row.name,
    sha256: row.sha256,
    rows: row.num_ratings,
    users: row.num_users,
    films: row.num_items,
    scale: { min: row.scale_min, max: row.scale_max, step: row.scale_step },
    importedAt: row.imported_at,
    sizeBytes: statSync(path).size,
    hasDemographics: row.has_demographics === 1,
    numOverviews: count('SELECT count(*) FROM film_details WHERE overview IS NOT NULL'),
    numPosters: count('SELECT count(*) FROM posters'),
  };
}

function listFilms(database: Database): ListedFilm[] {
  const rows = database
    .prepare('SELECT film_id, title, year, genres, imdb_id, tmdb_id, num_ratings, mean FROM films ORDER BY film_id')
    .raw()
    .all();
  type Row = [number, string, number | null, string, string | null, number | null, number, number | null];
  return (rows as Row[]).map(([id, title, year, genres, imdbId, tmdbId, numRatings, mean]) => ({
    id,
    title,
    year,
    genres: JSON.parse(genres) as string[],
    imdbId,
    tmdbId,
    numRatings,
    mean,
  }));
}
