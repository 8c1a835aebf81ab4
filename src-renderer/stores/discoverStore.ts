import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppErrorShape } from '../../src-main/contract/errors.ts';
import type { RecommendationRow } from '../../src-main/contract/recommendations.ts';
import type { ModelName, Recommendation } from '../../src-main/contract/shared.ts';
import { toAppError } from '../client/appError.ts';
import type { AppClient } from '../client/client.ts';
import type { RatingsStore } from './ratingsStore.ts';

export interface Filters {
  readonly genres: readonly string[];
  readonly yearFrom: number | null;
  readonly yearTo: number | null;
  /** 0 as ranked, 1 most varied. */
  readonly variety: number;
  /** -1 lesser known, 1 famous. */
  readonly fame: number;
  /** Null: the default. */
  readonly model: ModelName | null;
}

export const NO_FILTERS: Filters = { genres: [], yearFrom: null, yearTo: null, variety: 0, fame: 0, model: null };
const PAGE = 60;
const REASONS = 12;
const DEBOUNCE_MS = 120;

export interface DiscoverState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly error: AppErrorShape | null;
  readonly view: 'rows' | 'grid';
  readonly filters: Filters;
  readonly items: readonly Recommendation[];
  readonly total: number;
  readonly model: ModelName | null;
  readonly numRatings: number;
  readonly rows: readonly RecommendationRow[];
  readonly isLoadingMore: boolean;
}

export interface DiscoverStore extends StoreApi<DiscoverState> {
  open(profileId: string): Promise<void>;
  setView(view: 'rows' | 'grid'): void;
  /** Results follow 120 ms after the last change. */
  setFilters(change: Partial<Filters>): void;
  reset(): void;
  loadMore(): Promise<void>;
  /** While something is open above the list it stays as it is. */
  hold(isHeld: boolean): void;
  /** Ratings changed: the list is made anew soon. */
  refreshSoon(): void;
}

export const hasFilters = (filters: Filters): boolean => filters.genres.length > 0 || filters.yearFrom !== null || filters.yearTo !== null;

export const isUntouched = (filters: Filters): boolean =>
  !hasFilters(filters) && filters.variety === 0 && filters.fame === 0 && filters.model === null;

export function createDiscoverStore(client: Pick<AppClient, 'recommendations'>, ratings: RatingsStore): DiscoverStore {
  const empty = {
    status: 'loading',
    error: null,
    items: [],
    total: 0,
    model: null,
    numRatings: 0,
    rows: [],
    isLoadingMore: false,
  } as const;
  const store = createStore<DiscoverState>(() => ({ ...empty, view: 'rows', filters: NO_FILTERS }));
  let profileId: string | null = null;
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isHeld = false;
  let isStale = false;

  const query = (person: string, offset: number) => {
    const { genres, yearFrom, yearTo, variety, fame, model } = store.getState().filters;
    return {
      profileId: person,
      genres: [...genres],
      variety,
      fame,
      ...(yearFrom === null ? {} : { yearFrom }),
      ...(yearTo === null ? {} : { yearTo }),
      ...(model === null ? {} : { model }),
      limit: PAGE,
      offset,
      reasonsFor: offset === 0 ? REASONS : 0,
    };
  };

  async function load(): Promise<void> {
    const person = profileId;
    if (person === null) return;
    isStale = false;
    const mine = ++turn;
    const { filters } = store.getState();
    try {
      const [list, rows] = await Promise.all([
        client.recommendations.list(query(person, 0)),
        hasFilters(filters)
          ? Promise.resolve(null)
          : client.recommendations.rows({ profileId: person, perRow: 16, ...(filters.model === null ? {} : { model: filters.model }) }),
      ]);
      if (mine !== turn || person !== profileId) return;
      ratings.learn([...list.items, ...(rows?.rows.flatMap((row) => row.items) ?? [])], list.numRatings);
      store.setState(({ rows: former }) => ({
        status: 'ready',
        error: null,
        items: list.items,
        total: list.total,
        model: list.model,
        numRatings: list.numRatings,
        rows: rows?.rows ?? former,
        isLoadingMore: false,
      }));
    } catch (error) {
      const appError = toAppError(error);
      if (mine === turn && appError.code !== 'cancelled') store.setState({ status: 'failed', error: appError });
    }
  }

  function soon(ms: number): void {
    clearTimeout(timer);
    if (isHeld) isStale = true;
    else timer = setTimeout(() => void load(), ms);
  }

  return {
    ...store,
    async open(next) {
      if (next !== profileId) {
        profileId = next;
        store.setState({ ...empty, filters: NO_FILTERS });
      }
      await load();
    },
    setView(view) {
      store.setState({ view });
    },
    setFilters(change) {
      store.setState(({ filters }) => ({ filters: { ...filters, ...change } }));
      soon(DEBOUNCE_MS);
    },
    reset() {
      store.setState({ filters: NO_FILTERS });
      soon(0);
    },
    async loadMore() {
      const { items, total, isLoadingMore, status } = store.getState();
      const person = profileId;
      if (person === null || isLoadingMore || status !== 'ready' || items.length >= total) return;
      store.setState({ isLoadingMore: true });
      const mine = turn;
      try {
        const page = await client.recommendations.list(query(person, items.length));
        if (mine !== turn) return;
        ratings.learn(page.items);
        const known = new Set(items.map((item) => item.film.filmId));
        const fresh = page.items.filter((item) => !known.has(item.film.filmId));
        store.setState({ items: [...items, ...fresh], total: fresh.length === 0 ? items.length : page.total, isLoadingMore: false });
      } catch (error) {
        if (mine === turn) store.setState({ isLoadingMore: false, error: toAppError(error) });
      }
    },
    hold(next) {
      isHeld = next;
      if (!isHeld && isStale) soon(DEBOUNCE_MS);
    },
    refreshSoon() {
      soon(DEBOUNCE_MS);
    },
  };
}
