import type { Connection } from './connection.ts';

/** A painted picture that a person keeps as the poster of a film. */
export interface FilmPoster {
  readonly filmId: number;
  /** The picture of the gallery; it may be gone by now. */
  readonly imageId: string;
  readonly layout: string;
  readonly tagline: string | null;
  /** Name of its files without ending: the picture and the poster that was set from it. */
  readonly file: string;
  /** Milliseconds since 1970. */
  readonly keptAt: number;
}

export interface FilmPosterRepository {
  all(): FilmPoster[];
  get(filmId: number): FilmPoster | null;
  /** In place of the one before. */
  keep(poster: FilmPoster): void;
  /** @returns false where the film has none. */
  drop(filmId: number): boolean;
}

interface Row {
  readonly film_id: number;
  readonly image_id: string;
  readonly layout: string;
  readonly tagline: string | null;
  readonly file: string;
  readonly kept_at: number;
}

export function createFilmPosters({ sql, write }: Connection): FilmPosterRepository {
  return {
    all: () => (sql('SELECT * FROM film_posters ORDER BY film_id').all() as Row[]).map(posterOf),
    get(filmId) {
      const row = sql('SELECT * FROM film_posters WHERE film_id = ?').get(filmId) as Row | undefined;
      return row === undefined ? null : posterOf(row);
    },
    keep: ({ filmId, imageId, layout, tagline, file, keptAt }) =>
      void write(() =>
        sql('INSERT OR REPLACE INTO film_posters (film_id, image_id, layout, tagline, file, kept_at) VALUES (?, ?, ?, ?, ?, ?)').run(
          filmId,
          imageId,
          layout,
          tagline,
          file,
          keptAt,
        ),
      ),
    drop: (filmId) => write(() => sql('DELETE FROM film_posters WHERE film_id = ?').run(filmId).changes > 0),
  };
}

const posterOf = ({ film_id: filmId, image_id: imageId, layout, tagline, file, kept_at: keptAt }: Row): FilmPoster => ({
  filmId,
  imageId,
  layout,
  tagline,
  file,
  keptAt,
});
