import { type Logger, silentLogger } from '../base/logger.ts';
import { buildCatalogue } from './catalogue/catalogueBuild.ts';
import { type CatalogueFilm, catalogueSource } from './catalogue/catalogueSource.ts';
import { type CatalogueHit, createSearch } from './catalogue/search.ts';
import { chooseWall } from './catalogue/wall.ts';
import { type Database, guarded, openDatabase } from './database.ts';
import type { DatasetStore } from './datasetStore.ts';
import type { FilmDetails } from './filmDetails.ts';
import type { Poster } from './posters.ts';

export type { CatalogueFilm, CatalogueHit };

export interface CatalogueSummary {
  readonly numFilms: number;
  readonly genres: readonly { readonly name: string; readonly numFilms: number }[];
  readonly firstYear: number;
  readonly lastYear: number;
}

/** All films that Marquee knows: the shipped ones and those of imported data sets. */
export interface Catalogue {
  readonly numFilms: number;
  summary(): CatalogueSummary;
  film(filmId: number): CatalogueFilm | null;
  /** Best known first. */
  films(): readonly CatalogueFilm[];
  /** Overview, people and runtime, where an imported data set has them. */
  details(filmId: number): FilmDetails | null;
  poster(filmId: number): Poster | null;
  hasPoster(filmId: number): boolean;
  /** Typo- and accent-tolerant; see CatalogueSearch. */
  search(query: string, limit: number): CatalogueHit[];
  /** Well-known films, diverse in genre and decade. */
  wall(limit: number): CatalogueFilm[];
  /** Takes in what was imported or removed since; quick when nothing was. */
  refresh(): void;
  close(): void;
}

export interface CatalogueOptions {
  /** The app's data folder. */
  readonly dataDir: string;
  /** Holds catalogue/movies.csv, links.csv and filmStatistics.csv. */
  readonly resourcesDir: string;
  readonly datasets?: DatasetStore;
  readonly logger?: Logger;
}

interface Loaded {
  readonly database: Database;
  readonly films: readonly CatalogueFilm[];
  readonly byId: ReadonlyMap<number, CatalogueFilm>;
  readonly search: (query: string, limit: number) => CatalogueHit[];
  /** Data sets that number films as the catalogue does; details and posters come from these. */
  readonly alike: readonly string[];
  /** Which of them has the poster of a film. */
  readonly posterSource: ReadonlyMap<number, string>;
}

/** Opens the catalogue of a data folder, building it first where it is missing or out of date (under half a second for 10,000 films). */
export function openCatalogue(options: CatalogueOptions): Catalogue {
  const { dataDir, resourcesDir, logger = silentLogger } = options;
  const datasets = options.datasets ?? null;

  function openBuilt(): { path: string; database: Database } {
    const path = buildCatalogue(dataDir, catalogueSource(resourcesDir, datasets));
    return { path, database: openDatabase(path, { durability: 'readOnly' }) };
  }

  function load(): Loaded {
    let built: { path: string; database: Database };
    try {
      built = openBuilt();
    } catch (error) {
      // Another process may have put its own catalogue in place of this one between building and opening.
      logger.warn('the catalogue is built once more', { why: String(error) });
      built = openBuilt();
    }
    const { path, database } = built;
    const films = guarded(path, () => allFilms(database));
    logger.debug('catalogue opened', { path, films: films.length });
    const { search } = createSearch(database, films);
    const alike = database.prepare('SELECT name FROM sources').pluck().all() as string[];
    const posterSource = new Map(alike.flatMap((name) => datasets!.posterIds(name).map((filmId) => [filmId, name] as const)));
    return { database, films, byId: new Map(films.map((film) => [film.id, film])), search, alike, posterSource };
  }

  let loaded = load();

  return {
    get numFilms() {
      return loaded.films.length;
    },
    summary: () => summaryOf(loaded.films),
    film: (filmId) => loaded.byId.get(filmId) ?? null,
    films: () => loaded.films,
    details(filmId) {
      for (const name of loaded.alike) {
        const details = datasets!.details(name, filmId);
        if (details !== null) return details;
      }
      return null;
    },
    poster(filmId) {
      const name = loaded.posterSource.get(filmId);
      return name === undefined ? null : datasets!.poster(name, filmId);
    },
    hasPoster: (filmId) => loaded.posterSource.has(filmId),
    search: (query, limit) => loaded.search(query, limit),
    wall: (limit) => chooseWall(loaded.films, limit),
    refresh() {
      const before = loaded;
      loaded = load();
      before.database.close();
    },
    close: () => loaded.database.close(),
  };
}

function allFilms(database: Database): CatalogueFilm[] {
  const rows = database
    .prepare(
      'SELECT film_id, raw_title, title, original_title, year, genres, imdb_id, tmdb_id, num_ratings, mean, popularity FROM films ORDER BY rank',
    )
    .raw()
    .all();
  type Row = [number, string, string, string | null, number | null, string, string | null, number | null, number, number | null, number];
  return (rows as Row[]).map(([id, rawTitle, title, originalTitle, year, genres, imdbId, tmdbId, numRatings, mean, popularity]) => ({
    id,
    rawTitle,
    title,
    originalTitle,
    year,
    genres: JSON.parse(genres) as string[],
    imdbId,
    tmdbId,
    numRatings,
    mean,
    popularity,
  }));
}

function summaryOf(films: readonly CatalogueFilm[]): CatalogueSummary {
  const counts = new Map<string, number>();
  const years = films.flatMap(({ year }) => (year === null ? [] : [year]));
  for (const { genres } of films) for (const genre of genres) counts.set(genre, (counts.get(genre) ?? 0) + 1);
  return {
    numFilms: films.length,
    genres: [...counts].map(([name, numFilms]) => ({ name, numFilms })).sort((a, b) => (a.name < b.name ? -1 : 1)),
    firstYear: years.reduce((least, year) => Math.min(least, year), 2100),
    lastYear: years.reduce((greatest, year) => Math.max(greatest, year), 1870),
  };
}
