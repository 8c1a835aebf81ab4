import type { FilmEntry, FilmShelf } from '../filmShelf.ts';
import type { LoadedModel } from '../modelLibrary.ts';
import type { PersonState } from './personState.ts';

export interface ListFilters {
  /** Any of these; empty means all. */
  readonly genres: readonly string[];
  readonly yearFrom?: number | undefined;
  readonly yearTo?: number | undefined;
  /** Share of people who rated it, 0 to 1; films known to more stay out. */
  readonly popularityBelow?: number | undefined;
}

export const noFilters: ListFilters = { genres: [] };

const known = new WeakMap<LoadedModel, { readonly shelf: FilmShelf; readonly entries: readonly (FilmEntry | null)[] }>();

/** The film of the catalogue behind each item of a model, null where the catalogue has none. */
export function filmsOf(model: LoadedModel, shelf: FilmShelf): readonly (FilmEntry | null)[] {
  const held = known.get(model);
  if (held?.shelf === shelf) return held.entries;
  const entries = Array.from(model.items.ids, (filmId) => shelf.byId(filmId));
  known.set(model, { shelf, entries });
  return entries;
}

/**
 * What may stand in a list: films of the catalogue that pass the filters and that the person has neither rated nor hidden.
 * @returns [numItems] 1 where the item must not appear, and how many may.
 */
export function exclusions(
  model: LoadedModel,
  shelf: FilmShelf,
  state: PersonState,
  filters: ListFilters,
): { excluded: Uint8Array; numLeft: number } {
  const entries = filmsOf(model, shelf);
  const wanted = shelf.maskOf(filters.genres);
  const from = filters.yearFrom ?? Number.NEGATIVE_INFINITY;
  const to = filters.yearTo ?? Number.POSITIVE_INFINITY;
  const below = filters.popularityBelow ?? Number.POSITIVE_INFINITY;
  const asksYear = filters.yearFrom !== undefined || filters.yearTo !== undefined;
  const excluded = new Uint8Array(entries.length);
  let numLeft = 0;
  for (let index = 0; index < entries.length; index++) {
    const entry = entries[index];
    const isOut =
      entry === null ||
      entry === undefined ||
      (filters.genres.length > 0 && (entry.genreMask & wanted) === 0) ||
      (asksYear && (entry.film.year === null || entry.film.year < from || entry.film.year > to)) ||
      entry.popularity >= below ||
      state.ratings.has(entry.film.filmId) ||
      state.hidden.has(entry.film.filmId);
    if (isOut) excluded[index] = 1;
    else numLeft++;
  }
  return { excluded, numLeft };
}
