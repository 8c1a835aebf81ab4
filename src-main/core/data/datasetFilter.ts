import { DomainError } from '../base/errors.ts';
import type { Dataset } from './interactions.ts';

/** Which ratings of a data set stay. null and 0 ask nothing. */
export interface DatasetFilter {
  readonly minRatingsPerFilm: number;
  readonly minRatingsPerUser: number;
  /** Years of release, both ends included; films without a year go once either is set. */
  readonly releasedFrom: number | null;
  readonly releasedTo: number | null;
  /** Years in which a rating was given, both ends included; ratings without a time go once either is set. */
  readonly ratedFrom: number | null;
  readonly ratedTo: number | null;
  /** Any of these; empty asks nothing. */
  readonly genres: readonly string[];
}

export const everything: DatasetFilter = {
  minRatingsPerFilm: 0,
  minRatingsPerUser: 0,
  releasedFrom: null,
  releasedTo: null,
  ratedFrom: null,
  ratedTo: null,
  genres: [],
};

/**
 * Rows that pass, ascending. Films and rows are chosen first; then films and users with too few ratings are dropped in turn until none is left
 * (a bipartite core), so that what remains satisfies both minima.
 * @throws DomainError 'data-invalid' where nothing remains
 */
export function filteredRows(dataset: Dataset, filter: DatasetFilter): Int32Array {
  const { userIndices, itemIndices, timestamps } = dataset.interactions;
  const isFilmIn = dataset.films.map(({ year, genres }) => {
    const isReleased = inRange(year, filter.releasedFrom, filter.releasedTo);
    return isReleased && (filter.genres.length === 0 || genres.some((genre) => filter.genres.includes(genre)));
  });
  const asksTime = filter.ratedFrom !== null || filter.ratedTo !== null;
  let rows = Int32Array.from(userIndices.keys()).filter(
    (row) => isFilmIn[itemIndices[row]] && (!asksTime || inRange(yearOfRating(timestamps[row]), filter.ratedFrom, filter.ratedTo)),
  );
  const users = new Int32Array(dataset.users.size);
  const items = new Int32Array(dataset.items.size);
  for (;;) {
    users.fill(0);
    items.fill(0);
    for (const row of rows) {
      users[userIndices[row]]++;
      items[itemIndices[row]]++;
    }
    const next = rows.filter(
      (row) => users[userIndices[row]] >= filter.minRatingsPerUser && items[itemIndices[row]] >= filter.minRatingsPerFilm,
    );
    if (next.length === rows.length) break;
    rows = next;
  }
  if (rows.length === 0)
    throw new DomainError('data-invalid', `No rating of ${dataset.name} passes this filter; ask for less.`, { dataset: dataset.name });
  return rows;
}

/** null for a rating whose time the source does not know. */
export const yearOfRating = (seconds: number): number | null => (seconds === 0 ? null : new Date(seconds * 1000).getUTCFullYear());

function inRange(year: number | null, from: number | null, to: number | null): boolean {
  if (from === null && to === null) return true;
  return year !== null && year >= (from ?? Number.NEGATIVE_INFINITY) && year <= (to ?? Number.POSITIVE_INFINITY);
}
