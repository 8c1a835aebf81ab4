import type { Film } from '../contract/shared.ts';
import { DomainError } from '../core/base/errors.ts';
import type { FilmEntry } from './filmShelf.ts';
import type { Services } from './handlers.ts';
import type { PosterImages } from './posterImages.ts';
import { readPersonState } from './readPersonState.ts';
import { filmStateOf } from './recommending/personState.ts';
import type { Stores } from './stores.ts';
import { layoutOf } from './studio/filmPosterFiles.ts';

/** @param nowMs monotonic milliseconds. */
export function createCatalogService(stores: () => Stores, nowMs: () => number, posters: PosterImages): Services['catalog'] {
  return {
    summary() {
      const { catalogue, films } = stores();
      const { numFilms, genres, firstYear, lastYear } = catalogue.summary();
      const known = genres.filter(({ name }) => films.genres.includes(name));
      return {
        dataset: 'ml-latest-small',
        numFilms,
        genres: known.map(({ name, numFilms: n }) => ({ name, numFilms: n })),
        firstYear,
        lastYear,
      };
    },
    search({ query, limit, profileId }) {
      const startedAt = nowMs();
      const { catalogue, films, person } = stores();
      const state = profileId === undefined ? null : readPersonState(person, profileId);
      const hits = catalogue.search(query, limit).flatMap(({ film, highlights, person: named }) => {
        const entry = films.byId(film.id);
        if (entry === null) return [];
        return [
          {
            film: entry.film,
            state: state === null ? null : filmStateOf(state, film.id),
            highlights: highlights.map(([from, to]): [number, number] => [from, to]),
            person: named,
          },
        ];
      });
      return { hits, elapsedMs: nowMs() - startedAt };
    },
    film({ filmId }) {
      const { catalogue, person } = stores();
      const { film } = entryOf(stores(), filmId);
      const known = catalogue.film(filmId);
      const details = catalogue.details(filmId);
      const kept = person.filmPosters.get(filmId);
      return {
        ...film,
        imdbId: known?.imdbId ?? null,
        tmdbId: known?.tmdbId ?? null,
        overview: details?.overview ?? null,
        tagline: details?.tagline ?? null,
        runtimeMinutes: details?.runtimeMinutes ?? null,
        director: details?.director ?? null,
        cast: [...(details?.cast ?? [])],
        numRatings: known?.numRatings ?? 0,
        meanStars: known?.mean ?? null,
        paintedPoster: kept === null ? null : { imageId: kept.imageId, layout: layoutOf(kept), tagline: kept.tagline },
      };
    },
    wall({ limit }) {
      const { catalogue, films } = stores();
      return catalogue.wall(limit).flatMap(({ id }): Film[] => {
        const film = films.byId(id)?.film;
        return film === undefined ? [] : [film];
      });
    },
    async posterImage({ filmId, format, width }) {
      const { film } = entryOf(stores(), filmId);
      const { fileName, mediaType, bytes } = await posters.render(film, format, width);
      return { fileName, mediaType, base64: Buffer.from(bytes).toString('base64') };
    },
  };
}

/** @throws DomainError 'not-found'. */
export function entryOf({ films }: Stores, filmId: number): FilmEntry {
  const entry = films.byId(filmId);
  if (entry === null) {
    throw new DomainError('not-found', `There is no film with the number ${filmId} in the catalogue; search for it by title.`, { filmId });
  }
  return entry;
}
