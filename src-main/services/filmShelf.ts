import type { Film } from '../contract/shared.ts';
import type { FilmFacts } from '../core/data/interactions.ts';
import type { CatalogueFilm } from '../core/storage/catalogue.ts';

export interface FilmEntry {
  readonly film: Film;
  /** The same film as the core knows it. */
  readonly facts: FilmFacts;
  /** Bit g is set where the film has genre g of the shelf. */
  readonly genreMask: number;
  /** Ratings known of, and their mean where there are enough. */
  readonly numRatings: number;
  readonly mean: number | null;
  /** Share of people who rated it, 0 to 1: comparable between old and new films, where counts of a set that ends in 2000 are not. */
  readonly popularity: number;
}

/** Every film of the catalogue as cards show it, in memory: a list must follow a rating within milliseconds. */
export interface FilmShelf {
  /** Best known first. */
  readonly all: readonly FilmEntry[];
  readonly genres: readonly string[];
  byId(filmId: number): FilmEntry | null;
  /** Bits of these genres; unknown names have none. */
  maskOf(genres: readonly string[]): number;
  /** To be called after a film got another poster. */
  refreshPoster(filmId: number): void;
}

const noGenres = '(no genres listed)';

/** @param posterUrl URL of a film's poster, null where it is drawn. */
export function createFilmShelf(films: readonly CatalogueFilm[], posterUrl: (filmId: number) => string | null): FilmShelf {
  const genres = [...new Set(films.flatMap((film) => film.genres))].filter((name) => name !== noGenres).sort();
  const bitOf = new Map(genres.map((name, bit) => [name, 1 << bit]));
  const maskOf = (names: readonly string[]): number => names.reduce((mask, name) => mask | (bitOf.get(name) ?? 0), 0);
  const all = films.map((film) => ({
    film: toFilm(film, posterUrl(film.id)),
    facts: { id: film.id, title: film.title, year: film.year, genres: film.genres.filter((name) => name !== noGenres) },
    genreMask: maskOf(film.genres),
    numRatings: film.numRatings,
    mean: film.mean,
    popularity: film.popularity,
  }));
  const entries = new Map(all.map((entry) => [entry.film.filmId, entry]));
  return {
    all,
    genres,
    byId: (filmId) => entries.get(filmId) ?? null,
    maskOf,
    refreshPoster(filmId) {
      const entry = entries.get(filmId);
      if (entry !== undefined) entry.film = { ...entry.film, posterUrl: posterUrl(filmId) };
    },
  };
}

function toFilm({ id, title, originalTitle, rawTitle, year, genres }: CatalogueFilm, posterUrl: string | null): Film {
  return { filmId: id, title, originalTitle, rawTitle, year, genres: genres.filter((name) => name !== noGenres), posterUrl };
}
