import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvFields } from '../../data/csvFields.ts';
import { parseFilm, parseLink } from '../../data/filmsParser.ts';
import { displayTitle } from '../../data/titles.ts';
import { DomainError } from '../../base/errors.ts';
import type { DatasetInfo, DatasetStore } from '../datasetStore.ts';

/** A film as the catalogue holds it. */
export interface CatalogueFilm {
  readonly id: number;
  /** As the data set writes it, with the year. */
  readonly rawTitle: string;
  /** Article at the front, no year, no brackets. */
  readonly title: string;
  readonly originalTitle: string | null;
  readonly year: number | null;
  readonly genres: readonly string[];
  readonly imdbId: string | null;
  readonly tmdbId: number | null;
  /** Ratings known of, and their mean (null under five of them in the shipped figures). */
  readonly numRatings: number;
  readonly mean: number | null;
  /** Share of people who rated it, 0 to 1: how well known it is, whatever the size and age of the set it is from. */
  readonly popularity: number;
}

export interface CatalogueSource {
  /** Changes when anything changes that the catalogue is built from. */
  readonly hash: string;
  films(): CatalogueFilm[];
  /** Directors and cast by film id, for the search. */
  people(): Map<number, string[]>;
  /** Names of the data sets that number films alike. */
  alike(): string[];
}

const files = ['movies.csv', 'links.csv', 'filmStatistics.csv'] as const;
/** Raise when what is built from the same files changes. */
const BUILD = 3;

/** The shipped films, with those of imported data sets that number films alike. */
export function catalogueSource(resourcesDir: string, datasets: DatasetStore | null): CatalogueSource {
  const texts = files.map((file) => readResource(join(resourcesDir, 'catalogue', file)));
  const infos = datasets?.list() ?? [];
  const hash = createHash('sha256').update(`build ${BUILD}`);
  for (const text of texts) hash.update(text).update('\0');
  for (const { name, sha256, importedAt, numOverviews } of infos) {
    hash.update(JSON.stringify([name, sha256, importedAt, numOverviews]));
  }
  let merged: CatalogueFilm[] | null = null;
  const alike: DatasetInfo[] = [];
  const films = (): CatalogueFilm[] => {
    merged ??= mergeDatasets(shippedFilms(texts), datasets, infos, alike);
    return merged;
  };
  return {
    hash: hash.digest('hex'),
    films,
    people() {
      films();
      return peopleOf(datasets, alike);
    },
    alike() {
      films();
      return alike.map(({ name }) => name);
    },
  };
}

function readResource(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new DomainError(
      'storage-failed',
      `The shipped catalogue is incomplete: ${path} cannot be read. Install Marquee again.`,
      { path },
      { cause: error },
    );
  }
}

function shippedFilms([movies, links, statistics]: readonly string[]): CatalogueFilm[] {
  const rows = (text: string): string[] =>
    text
      .split(/\r?\n/)
      .slice(1)
      .filter((line) => line !== '');
  const linkOf = new Map(
    rows(links!).flatMap((line) => {
      const link = parseLink(line);
      return link === null ? [] : [[link.id, link] as const];
    }),
  );
  const statisticsOf = new Map(
    rows(statistics!).map((line) => {
      const [id, count, mean, popularity] = line.split(',');
      return [Number(id), { count: Number(count), mean: mean === '' ? null : Number(mean), popularity: Number(popularity) }] as const;
    }),
  );
  return rows(movies!).flatMap((line) => {
    const parsed = parseFilm(line, 'csv');
    if ('why' in parsed) return [];
    const link = linkOf.get(parsed.id);
    const known = statisticsOf.get(parsed.id);
    return [
      {
        id: parsed.id,
        genres: parsed.genres,
        ...titlesOf(csvFields(line)?.[1] ?? parsed.title),
        imdbId: link?.imdbId ?? null,
        tmdbId: link?.tmdbId ?? null,
        numRatings: known?.count ?? 0,
        mean: known?.mean ?? null,
        popularity: known?.popularity ?? 0,
      },
    ];
  });
}

function titlesOf(rawTitle: string): Pick<CatalogueFilm, 'rawTitle' | 'title' | 'originalTitle' | 'year'> {
  return { rawTitle: rawTitle.trim(), ...displayTitle(rawTitle) };
}

/** Adds films of data sets that share the id space, told by their titles: MovieLens 100K numbers its films in another way. */
function mergeDatasets(
  shipped: CatalogueFilm[],
  datasets: DatasetStore | null,
  infos: readonly DatasetInfo[],
  alike: DatasetInfo[],
): CatalogueFilm[] {
  const films = new Map(shipped.map((film) => [film.id, film]));
  for (const info of datasets === null ? [] : infos) {
    const listed = datasets!.films(info.name);
    const shared = listed.filter(({ id }) => films.has(id));
    const same = shared.filter(({ id, title, year }) => {
      const film = films.get(id)!;
      return film.year === year || film.title === displayTitle(title).title;
    });
    if (shared.length === 0 || same.length < 0.9 * shared.length) continue;
    alike.push(info);
    for (const { id, title, year, genres, imdbId, tmdbId, numRatings, mean } of listed) {
      const known = films.get(id);
      const popularity = numRatings / info.users;
      if (known === undefined) {
        const rawTitle = year === null ? title : `${title} (${year})`;
        films.set(id, { id, genres, ...titlesOf(rawTitle), imdbId, tmdbId, numRatings, mean, popularity });
      } else if (numRatings > known.numRatings) films.set(id, { ...known, numRatings, mean, popularity });
    }
  }
  return [...films.values()];
}

function peopleOf(datasets: DatasetStore | null, alike: readonly DatasetInfo[]): Map<number, string[]> {
  const people = new Map<number, string[]>();
  for (const { name, numOverviews } of alike) {
    if (numOverviews === 0) continue;
    for (const { filmId, director, cast } of datasets!.allDetails(name)) {
      const named = [...(director === null ? [] : director.split(/,\s*/)), ...cast].filter((person) => person !== '');
      if (named.length > 0) people.set(filmId, [...new Set(named)]);
    }
  }
  return people;
}
