import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FoundRecipe, ImageSort } from '../../src-main/contract/images.ts';

/** By what the gallery is narrowed. */
export interface GalleryFilters {
  readonly text: string;
  readonly favourites: boolean;
  /** The least rating; 0 is any. */
  readonly rating: number;
  readonly model: string | null;
  readonly filmId: number | null;
  /** Days as date fields have them, "2026-11-21"; empty is open. Both are inside. */
  readonly fromDay: string;
  readonly toDay: string;
}

export interface GalleryState {
  readonly filters: GalleryFilters;
  readonly sort: ImageSort;
  readonly offset: number;
  /** Ids of chosen pictures in the order of choosing; null while none are being chosen. */
  readonly chosen: readonly string[] | null;
  /** The recipe of a file that was dropped, until it is answered. */
  readonly found: FoundRecipe | null;
}

export const NO_FILTERS: GalleryFilters = {
  text: '',
  favourites: false,
  rating: 0,
  model: null,
  filmId: null,
  fromDay: '',
  toDay: '',
};

export interface GalleryStore extends StoreApi<GalleryState> {
  /** Begins at the first page again. */
  narrow(changes: Partial<GalleryFilters>): void;
  sortBy(sort: ImageSort): void;
  /** Pictures are chosen from now on, with this one as the first. */
  choose(imageId?: string): void;
  toggle(imageId: string): void;
  stopChoosing(): void;
}

/** What the gallery shows; it stays while a picture or another screen is looked at. */
export function createGalleryStore(): GalleryStore {
  const store = createStore<GalleryState>(() => ({ filters: NO_FILTERS, sort: 'newest', offset: 0, chosen: null, found: null }));
  return {
    ...store,
    narrow: (changes) => store.setState(({ filters }) => ({ filters: { ...filters, ...changes }, offset: 0 })),
    sortBy: (sort) => store.setState({ sort, offset: 0 }),
    choose: (imageId) => store.setState({ chosen: imageId === undefined ? [] : [imageId] }),
    toggle: (imageId) =>
      store.setState(({ chosen }) => ({
        chosen: chosen?.includes(imageId) === true ? chosen.filter((id) => id !== imageId) : [...(chosen ?? []), imageId],
      })),
    stopChoosing: () => store.setState({ chosen: null }),
  };
}

export const isNarrowed = (filters: GalleryFilters): boolean =>
  (Object.keys(NO_FILTERS) as (keyof GalleryFilters)[]).some((key) => filters[key] !== NO_FILTERS[key]);

/** The filters as the contract takes them; days are those of this machine's clock. A day that is half typed counts as open. */
export function listInput({ text, favourites, rating, model, filmId, fromDay, toDay }: GalleryFilters) {
  const from = startOf(fromDay);
  const to = startOf(toDay, 1);
  return {
    text,
    favourites,
    ...(rating === 0 ? {} : { rating }),
    ...(model === null ? {} : { model }),
    ...(filmId === null ? {} : { filmId }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to: to - 1 }),
  };
}

/** The first millisecond of a day, or of one `later`; null for what is no day. */
function startOf(day: string, later = 0): number | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
  if (match === null) return null;
  const time = new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3]) + later).getTime();
  return Number.isNaN(time) ? null : time;
}
