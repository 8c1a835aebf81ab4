import type { Database } from './database.ts';

/** What a details file says of a film. */
export interface FilmDetails {
  readonly filmId: number;
  readonly overview: string | null;
  /** Where the text is from ("tmdb", "wikipedia"). */
  readonly overviewSource: string | null;
  readonly tagline: string | null;
  readonly runtimeMinutes: number | null;
  readonly director: string | null;
  readonly cast: readonly string[];
}

type Row = [number, string | null, string | null, string | null, number | null, string | null, string];
const columns = 'film_id, overview, overview_source, tagline, runtime_minutes, director, people';

export function filmDetails(database: Database, filmId: number): FilmDetails | null {
  const row = database.prepare(`SELECT ${columns} FROM film_details WHERE film_id = ?`).raw().get(filmId) as Row | undefined;
  return row === undefined ? null : detailsOf(row);
}

export function* allFilmDetails(database: Database): Generator<FilmDetails> {
  const rows = database.prepare(`SELECT ${columns} FROM film_details ORDER BY film_id`).raw().iterate() as IterableIterator<Row>;
  for (const row of rows) yield detailsOf(row);
}

/** Replaces what was known of these films. */
export function saveFilmDetails(database: Database, details: Iterable<FilmDetails>): void {
  const insert = database.prepare(`INSERT OR REPLACE INTO film_details (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  for (const { filmId, overview, overviewSource, tagline, runtimeMinutes, director, cast } of details) {
    insert.run(filmId, overview, overviewSource, tagline, runtimeMinutes, director, JSON.stringify(cast));
  }
}

function detailsOf([filmId, overview, overviewSource, tagline, runtimeMinutes, director, people]: Row): FilmDetails {
  return { filmId, overview, overviewSource, tagline, runtimeMinutes, director, cast: JSON.parse(people) as string[] };
}
