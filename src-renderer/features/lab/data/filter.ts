import type { DatasetFilter } from '../../../../src-main/contract/explore.ts';

export const NO_FILTER: DatasetFilter = {
  minRatingsPerFilm: 0,
  minRatingsPerUser: 0,
  releasedFrom: null,
  releasedTo: null,
  ratedFrom: null,
  ratedTo: null,
  genres: [],
};

export const isFiltered = (filter: DatasetFilter): boolean => JSON.stringify(filter) !== JSON.stringify(NO_FILTER);

/** "small-films20-users10-1990-2005": a name for what the filter leaves. */
export function derivedName(dataset: string, filter: DatasetFilter): string {
  const parts = [
    filter.minRatingsPerFilm > 0 ? `films${filter.minRatingsPerFilm}` : '',
    filter.minRatingsPerUser > 0 ? `people${filter.minRatingsPerUser}` : '',
    filter.releasedFrom !== null || filter.releasedTo !== null ? `of${filter.releasedFrom ?? ''}-${filter.releasedTo ?? ''}` : '',
    filter.ratedFrom !== null || filter.ratedTo !== null ? `rated${filter.ratedFrom ?? ''}-${filter.ratedTo ?? ''}` : '',
    filter.genres.map((genre) => genre.toLowerCase().replace(/[^a-z]+/g, '')).join('-'),
  ];
  return [dataset, ...parts.filter((part) => part !== '')].join('-').slice(0, 64).replace(/-+$/, '');
}

/** A whole number of at least zero; null for what is none. */
export function readCount(text: string): number | null {
  if (text.trim() === '') return 0;
  return /^\d{1,6}$/.test(text.trim()) ? Math.min(100_000, Number(text)) : null;
}

/** A year of the cinema, null for an open side; undefined for what is none. */
export function readYear(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const year = Number(text);
  return /^\d{4}$/.test(text.trim()) && year >= 1870 && year <= 2100 ? year : undefined;
}
