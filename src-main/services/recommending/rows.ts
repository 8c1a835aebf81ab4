import type { RecommendationRow } from '../../contract/recommendations.ts';
import type { FilmShelf } from '../filmShelf.ts';
import type { PersonState } from './personState.ts';

export type RowHeading = RecommendationRow['heading'];

export interface PlannedRow {
  readonly rowId: string;
  readonly heading: RowHeading;
}

const LIKED = 4;

/**
 * Which rows Discover shows, in order: what follows from the films liked most lately, then genres and decades by how much
 * more this person likes them than their own mean, one row of lesser-known films, and the watchlist. More are planned than
 * asked for, because a row may turn out too short.
 */
export function planRows(state: PersonState, shelf: FilmShelf, rows: number): PlannedRow[] {
  const because = becauseRows(state, shelf, Math.max(1, Math.ceil(rows / 3)));
  const genres = genreRows(state, shelf);
  const decades = decadeRows(state, shelf);
  const lesserKnown: PlannedRow = { rowId: 'lesser-known', heading: { kind: 'lesser-known' } };
  const watchlist: PlannedRow[] = state.watchlist.size > 0 ? [{ rowId: 'watchlist', heading: { kind: 'watchlist' } }] : [];
  const mixed = interleave([because, genres.slice(0, 3), [lesserKnown, ...decades.slice(0, 1)]]);
  return [...mixed.slice(0, 2), ...watchlist, ...mixed.slice(2), ...genres.slice(3), ...decades.slice(1)];
}

function becauseRows(state: PersonState, shelf: FilmShelf, atMost: number): PlannedRow[] {
  // Ratings come oldest first; the latest of the best are the ones a person remembers.
  const liked = [...state.ratings].reverse().filter(([, stars]) => stars >= LIKED);
  liked.sort(([, a], [, b]) => b - a);
  const rows: PlannedRow[] = [];
  for (const [filmId, stars] of liked) {
    const film = shelf.byId(filmId)?.film;
    if (film !== undefined) rows.push({ rowId: `because-${filmId}`, heading: { kind: 'because', film, stars } });
    if (rows.length === atMost) break;
  }
  return rows;
}

function genreRows(state: PersonState, shelf: FilmShelf): PlannedRow[] {
  const order = byLift(state, shelf, (filmId) => shelf.byId(filmId)?.film.genres ?? [], shelf.genres);
  return order.map((genre) => ({ rowId: `genre-${genre}`, heading: { kind: 'genre', genre } }));
}

function decadeRows(state: PersonState, shelf: FilmShelf): PlannedRow[] {
  const decadeOf = (year: number | null): number[] => (year === null ? [] : [Math.floor(year / 10) * 10]);
  const all = [...new Set(shelf.all.flatMap(({ film }) => decadeOf(film.year)))].filter((decade) => decade >= 1930).sort((a, b) => b - a);
  const order = byLift(state, shelf, (filmId) => decadeOf(shelf.byId(filmId)?.film.year ?? null), all);
  return order.map((decade) => ({ rowId: `decade-${decade}`, heading: { kind: 'decade', decade } }));
}

/**
 * Labels by sum of (rating - the person's mean) / (n + 2): how much better they do with this person, shrunk toward
 * nothing where few ratings speak. Labels of equal weight follow their size in the catalogue.
 */
function byLift<T>(state: PersonState, shelf: FilmShelf, labelsOf: (filmId: number) => readonly T[], all: readonly T[]): T[] {
  const ratings = [...state.ratings];
  const mean = ratings.reduce((sum, [, stars]) => sum + stars, 0) / Math.max(1, ratings.length);
  const sums = new Map<T, { sum: number; n: number }>();
  for (const [filmId, stars] of ratings) {
    for (const label of labelsOf(filmId)) {
      const held = sums.get(label) ?? { sum: 0, n: 0 };
      sums.set(label, { sum: held.sum + stars - mean, n: held.n + 1 });
    }
  }
  const sizes = new Map<T, number>();
  for (const { film } of shelf.all) for (const label of labelsOf(film.filmId)) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  const weight = (label: T): number => {
    const held = sums.get(label);
    // A genre that one keeps choosing counts for something even at one's mean.
    return held === undefined ? 0 : (held.sum + 0.1 * held.n) / (held.n + 2);
  };
  return [...all].sort((a, b) => weight(b) - weight(a) || (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0));
}

function interleave<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1))).flat();
}
