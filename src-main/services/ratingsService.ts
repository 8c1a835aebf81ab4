import type { LibraryEntry, librarySorts, shelves } from '../contract/ratings.ts';
import type { FilmChange, FilmState, FilmStateEntry } from '../core/storage/person/filmStates.ts';
import { entryOf } from './catalogService.ts';
import type { Services } from './handlers.ts';
import { foldText } from '../core/data/searchText.ts';
import { assertProfile } from './profileService.ts';
import type { Stores } from './stores.ts';

type Shelf = (typeof shelves)[number];
type Sort = (typeof librarySorts)[number];

/** What a person says of films. Every change is on disk before it is answered. */
export function createRatingsService(stores: () => Stores): Services['ratings'] {
  function change(profileId: string, filmId: number, patch: Partial<FilmState>): FilmChange {
    entryOf(stores(), filmId);
    return { ...stores().person.filmStates.change(profileId, filmId, patch) };
  }

  return {
    save: ({ profileId, filmId, stars }) => change(profileId, filmId, { stars }),
    remove: ({ profileId, filmId }) => change(profileId, filmId, { stars: null }),
    setWatchlist: ({ profileId, filmId, on }) => change(profileId, filmId, { watchlist: on }),
    setHidden: ({ profileId, filmId, on }) => change(profileId, filmId, { hidden: on }),
    setNotSeen: ({ profileId, filmId, on }) => change(profileId, filmId, { notSeen: on }),
    undo({ profileId, undoToken }) {
      assertProfile(stores(), profileId);
      return stores().person.filmStates.undo(profileId, undoToken);
    },
    library({ profileId, shelf, sort, descending, text, genres, yearFrom, yearTo, offset, limit }) {
      const { films, person } = stores();
      assertProfile(stores(), profileId);
      const wanted = foldText(text);
      const entries: LibraryEntry[] = [];
      for (const state of person.filmStates.list(profileId)) {
        const film = films.byId(state.filmId)?.film;
        if (film === undefined || !isOn(shelf, state)) continue;
        if (wanted !== '' && !foldText(`${film.title} ${film.originalTitle ?? ''} ${film.year ?? ''}`).includes(wanted)) continue;
        if (genres.length > 0 && !film.genres.some((genre) => genres.includes(genre))) continue;
        if (!isWithin(film.year, yearFrom, yearTo)) continue;
        const { stars, watchlist, hidden, notSeen } = state;
        const changedAt = shelf === 'rated' ? (state.ratedAt ?? state.changedAt) : state.changedAt;
        entries.push({ film, state: { stars, watchlist, hidden, notSeen }, changedAt });
      }
      const direction = descending ? -1 : 1;
      entries.sort((a, b) => direction * compare(sort, a, b) || b.changedAt - a.changedAt || a.film.filmId - b.film.filmId);
      return { entries: entries.slice(offset, offset + limit), total: entries.length };
    },
  };
}

function isOn(shelf: Shelf, state: FilmStateEntry): boolean {
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

/** A film of no known year passes as long as no year is asked for. */
function isWithin(year: number | null, from: number | undefined, to: number | undefined): boolean {
  if (from === undefined && to === undefined) return true;
  return year !== null && year >= (from ?? year) && year <= (to ?? year);
}

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

function compare(sort: Sort, a: LibraryEntry, b: LibraryEntry): number {
  switch (sort) {
    case 'recent':
      return a.changedAt - b.changedAt;
    case 'title':
      return collator.compare(a.film.title, b.film.title);
    case 'year':
      return (a.film.year ?? 0) - (b.film.year ?? 0);
    case 'stars':
      return (a.state.stars ?? 0) - (b.state.stars ?? 0);
  }
}
