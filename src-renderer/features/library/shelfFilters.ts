import { ALL_YEARS, type YearSpan } from '../../components/yearsSlider.tsx';

/** What a shelf is narrowed to. */
export interface ShelfFilters {
  /** Part of a title. */
  readonly text: string;
  /** Any of these; empty means all. */
  readonly genres: readonly string[];
  readonly years: YearSpan;
}

export const NO_FILTERS: ShelfFilters = { text: '', genres: [], years: ALL_YEARS };

export function isNarrowed({ text, genres, years }: ShelfFilters): boolean {
  return text !== '' || genres.length > 0 || years.from !== null || years.to !== null;
}
