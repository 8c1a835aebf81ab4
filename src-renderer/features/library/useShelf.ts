import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { AppErrorShape } from '../../../src-main/contract/errors.ts';
import type { LibraryEntry } from '../../../src-main/contract/ratings.ts';
import type { FilmState } from '../../../src-main/contract/shared.ts';
import { toAppError } from '../../client/appError.ts';
import { useClient, useRatingsRevision, useStores } from '../../stores/hooks.tsx';
import type { ShelfFilters } from './shelfFilters.ts';
import type { Order, Shelf } from './libraryScreen.tsx';

export interface ShelfList {
  /** Null until the first page is there; grows page by page. */
  readonly entries: readonly LibraryEntry[] | null;
  readonly total: number;
  readonly error: AppErrorShape | null;
  reload(): void;
}

const FIRST_PAGE = 200;
const PAGE = 1000;

/**
 * All films of a shelf in order. The first 200 come at once, the rest follows in the background, so that 5,000 films are there
 * while the first ones are read. Films that leave the shelf are gone at once.
 */
export function useShelf(profileId: string, shelf: Shelf, { sort, descending }: Order, filters: ShelfFilters): ShelfList {
  const client = useClient();
  const { ratings } = useStores();
  const revision = useRatingsRevision();
  const states = useStore(ratings, (state) => state.states);
  const key = `${profileId} ${shelf}`;
  const wanted = JSON.stringify(filters);
  const [held, setHeld] = useState<{ readonly key: string; readonly entries: readonly LibraryEntry[]; readonly total: number } | null>(
    null,
  );
  const [error, setError] = useState<AppErrorShape | null>(null);
  const [turn, setTurn] = useState(0);
  const shownKey = useRef(key);
  shownKey.current = key;

  useEffect(() => {
    let isOver = false;
    // Guesses come afterwards; the table orders by them.
    const onServer = sort === 'difference' ? { sort: 'recent' as const, descending: true } : { sort, descending };
    const read = async (): Promise<void> => {
      let entries: LibraryEntry[] = [];
      for (let total = Infinity; entries.length < total; ) {
        const limit = entries.length === 0 ? FIRST_PAGE : PAGE;
        const answer = await client.ratings.library({
          profileId,
          shelf,
          ...onServer,
          ...asked(wanted),
          offset: entries.length,
          limit,
        });
        if (isOver) return;
        entries = [...entries, ...answer.entries];
        total = answer.entries.length === 0 ? entries.length : answer.total;
        ratings.learn(answer.entries);
        setHeld({ key: `${profileId} ${shelf}`, entries, total });
        setError(null);
      }
    };
    read().catch((cause: unknown) => {
      if (!isOver) setError(toAppError(cause));
    });
    return () => {
      isOver = true;
    };
  }, [client, ratings, profileId, shelf, sort, descending, wanted, revision, turn]);

  const mine = held?.key === key ? held : null;
  const entries = useMemo(
    () => mine?.entries.filter(({ film, state }) => isOn(shelf, states.get(film.filmId) ?? state)) ?? null,
    [mine, shelf, states],
  );
  const gone = mine === null || entries === null ? 0 : mine.entries.length - entries.length;
  return { entries, total: Math.max(0, (mine?.total ?? 0) - gone), error, reload: () => setTurn((n) => n + 1) };
}

/** The filters as the contract wants them: an open side of the years is left out. */
function asked(filters: string) {
  const { text, genres, years } = JSON.parse(filters) as ShelfFilters;
  return {
    text,
    genres: [...genres],
    ...(years.from === null ? {} : { yearFrom: years.from }),
    ...(years.to === null ? {} : { yearTo: years.to }),
  };
}

export function isOn(shelf: Shelf, state: FilmState): boolean {
  switch (shelf) {
    case 'rated':
      return state.stars !== null;
    case 'watchlist':
      return state.watchlist;
    case 'hidden':
      return state.hidden;
    case 'not-seen':
      return state.notSeen;
  }
}
