import type { Clock } from '../../base/clock.ts';
import { DomainError } from '../../base/errors.ts';
import type { Connection } from './connection.ts';

/** What a person has said of one film. */
export interface FilmState {
  /** 0.5 to 5 by 0.5; null when not rated. */
  readonly stars: number | null;
  readonly watchlist: boolean;
  /** "Not for me": never recommended. */
  readonly hidden: boolean;
  /** "Haven't seen": not asked again, still recommended. */
  readonly notSeen: boolean;
}

export interface FilmStateEntry extends FilmState {
  readonly filmId: number;
  /** Milliseconds since 1970; null when not rated. */
  readonly ratedAt: number | null;
  readonly changedAt: number;
}

export interface FilmChange {
  readonly filmId: number;
  readonly state: FilmState;
  readonly numRatings: number;
  /** Takes exactly this change back. */
  readonly undoToken: string;
}

export const untouched: FilmState = { stars: null, watchlist: false, hidden: false, notSeen: false };

export interface FilmStateRepository {
  get(profileId: string, filmId: number): FilmState;
  /** Every film that the person has said something of, newest change first. */
  list(profileId: string): FilmStateEntry[];
  /** Rated films in order of rating, oldest first. */
  ratings(profileId: string): { readonly filmId: number; readonly stars: number; readonly ratedAt: number }[];
  numRatings(profileId: string): number;
  /**
   * On disk when it returns. A rated film has been seen: rating takes "haven't seen" off, and "haven't seen" takes the rating off.
   * @throws DomainError 'invalid-input' for stars that are none, 'not-found' for an unknown profile.
   */
  change(profileId: string, filmId: number, patch: Partial<FilmState>): FilmChange;
  /**
   * Takes a change back: the one of the token, or the last one, so that undoing again and again walks back. Null when there is none, or when the
   * film was changed again since. Undoing is no change itself: the answer's token is empty.
   */
  undo(profileId: string, undoToken?: string): FilmChange | null;
}

interface Row {
  readonly film_id: number;
  readonly half_stars: number | null;
  readonly watchlist: number;
  readonly hidden: number;
  readonly not_seen: number;
  readonly rated_at: number | null;
  readonly changed_at: number;
}

interface ChangeRow {
  readonly change: number;
  readonly film_id: number;
  readonly before: string | null;
}

/** How many changes of one person can be taken back. */
const KEPT_CHANGES = 1000;
const columns = 'film_id, half_stars, watchlist, hidden, not_seen, rated_at, changed_at';

export function createFilmStates({ sql, write }: Connection, clock: Clock, newId: () => string): FilmStateRepository {
  function rowOf(profileId: string, filmId: number): Row | undefined {
    return sql(`SELECT ${columns} FROM film_states WHERE profile_id = ? AND film_id = ?`).get(profileId, filmId) as Row | undefined;
  }

  function put(profileId: string, row: Row): void {
    const says = row.half_stars !== null || row.watchlist === 1 || row.hidden === 1 || row.not_seen === 1;
    if (!says) sql('DELETE FROM film_states WHERE profile_id = ? AND film_id = ?').run(profileId, row.film_id);
    else {
      sql(`INSERT OR REPLACE INTO film_states (profile_id, ${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`).run(
        profileId,
        row.film_id,
        row.half_stars,
        row.watchlist,
        row.hidden,
        row.not_seen,
        row.rated_at,
        row.changed_at,
      );
    }
  }

  function journal(profileId: string, filmId: number, before: Row | undefined): string {
    const undoToken = newId();
    const { lastInsertRowid } = sql(
      'INSERT INTO film_changes (undo_token, profile_id, film_id, before, changed_at) VALUES (?, ?, ?, ?, ?)',
    ).run(undoToken, profileId, filmId, before === undefined ? null : JSON.stringify(before), clock());
    if (Number(lastInsertRowid) % 64 === 0) {
      sql(
        'DELETE FROM film_changes WHERE profile_id = ? AND change <= (SELECT change FROM film_changes WHERE profile_id = ? ORDER BY change DESC LIMIT 1 OFFSET ?)',
      ).run(profileId, profileId, KEPT_CHANGES);
    }
    return undoToken;
  }

  function numRatings(profileId: string): number {
    return (sql('SELECT count(half_stars) AS count FROM film_states WHERE profile_id = ?').get(profileId) as { count: number }).count;
  }

  function changeOf(profileId: string, filmId: number, undoToken: string): FilmChange {
    return { filmId, state: stateOf(rowOf(profileId, filmId)), numRatings: numRatings(profileId), undoToken };
  }

  return {
    get: (profileId, filmId) => stateOf(rowOf(profileId, filmId)),
    list(profileId) {
      const rows = sql(`SELECT ${columns} FROM film_states WHERE profile_id = ? ORDER BY changed_at DESC, film_id`).all(profileId) as Row[];
      return rows.map((row) => ({ filmId: row.film_id, ...stateOf(row), ratedAt: row.rated_at, changedAt: row.changed_at }));
    },
    ratings(profileId) {
      const rows = sql(
        'SELECT film_id, half_stars, rated_at FROM film_states WHERE profile_id = ? AND half_stars IS NOT NULL ORDER BY rated_at, film_id',
      ).all(profileId) as { film_id: number; half_stars: number; rated_at: number }[];
      return rows.map((row) => ({ filmId: row.film_id, stars: row.half_stars / 2, ratedAt: row.rated_at }));
    },
    numRatings,
    change(profileId, filmId, patch) {
      assertPatch(filmId, patch);
      return write(() => {
        if (sql('SELECT 1 FROM profiles WHERE profile_id = ?').get(profileId) === undefined) {
          throw new DomainError('not-found', 'This profile does not exist any more. Choose another one, or create it anew.', { profileId });
        }
        const before = rowOf(profileId, filmId);
        put(profileId, changedRow(before, filmId, patch, clock()));
        return changeOf(profileId, filmId, journal(profileId, filmId, before));
      });
    },
    undo(profileId, undoToken) {
      return write(() => {
        const last = 'SELECT change, film_id, before FROM film_changes WHERE profile_id = ?';
        const change = (
          undoToken === undefined
            ? sql(`${last} ORDER BY change DESC LIMIT 1`).get(profileId)
            : sql(`${last} AND undo_token = ?`).get(profileId, undoToken)
        ) as ChangeRow | undefined;
        if (change === undefined) return null;
        const later = sql('SELECT 1 FROM film_changes WHERE profile_id = ? AND film_id = ? AND change > ?').get(
          profileId,
          change.film_id,
          change.change,
        );
        if (later !== undefined) return null;
        sql('DELETE FROM film_changes WHERE change = ?').run(change.change);
        const before = change.before === null ? emptyRow(change.film_id, clock()) : (JSON.parse(change.before) as Row);
        put(profileId, before);
        return changeOf(profileId, change.film_id, '');
      });
    },
  };
}

function emptyRow(filmId: number, changedAt: number): Row {
  return { film_id: filmId, half_stars: null, watchlist: 0, hidden: 0, not_seen: 0, rated_at: null, changed_at: changedAt };
}

function stateOf(row: Row | undefined): FilmState {
  if (row === undefined) return untouched;
  return {
    stars: row.half_stars === null ? null : row.half_stars / 2,
    watchlist: row.watchlist === 1,
    hidden: row.hidden === 1,
    notSeen: row.not_seen === 1,
  };
}

function changedRow(before: Row | undefined, filmId: number, patch: Partial<FilmState>, now: number): Row {
  const row = before ?? emptyRow(filmId, now);
  let halfStars = patch.stars === undefined ? row.half_stars : patch.stars === null ? null : patch.stars * 2;
  let notSeen = patch.notSeen ?? row.not_seen === 1;
  if (patch.stars !== undefined && patch.stars !== null) notSeen = false;
  else if (patch.notSeen === true) halfStars = null;
  const ratedAt = halfStars === null ? null : patch.stars === undefined ? row.rated_at : now;
  return {
    film_id: filmId,
    half_stars: halfStars,
    watchlist: Number(patch.watchlist ?? row.watchlist === 1),
    hidden: Number(patch.hidden ?? row.hidden === 1),
    not_seen: Number(notSeen),
    rated_at: ratedAt,
    changed_at: now,
  };
}

function assertPatch(filmId: number, { stars }: Partial<FilmState>): void {
  if (!Number.isSafeInteger(filmId) || filmId < 1)
    throw new DomainError('invalid-input', 'This is no film. Choose one from the list.', { filmId });
  if (stars === undefined || stars === null) return;
  if (!(stars >= 0.5 && stars <= 5 && Number.isInteger(stars * 2))) {
    throw new DomainError('invalid-input', `A rating is one of 0.5, 1, 1.5 ... 5 stars, not ${stars}.`, { stars });
  }
}
