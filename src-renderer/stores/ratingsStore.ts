import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Change } from '../../src-main/contract/ratings.ts';
import type { RecommendationList } from '../../src-main/contract/recommendations.ts';
import type { Film, FilmState } from '../../src-main/contract/shared.ts';
import type { AppClient } from '../client/client.ts';
import type { NoticesStore } from './noticesStore.ts';

export const NOTHING_SAID: FilmState = { stars: null, watchlist: false, hidden: false, notSeen: false };

export interface RatingsState {
  /** What is known of each film's state; the last word of the server, or what was just asked of it. */
  readonly states: ReadonlyMap<number, FilmState>;
  /** Grows with every change that is on disk: lists made before it are out of date. */
  readonly revision: number;
  /** Null until the first answer. */
  readonly numRatings: number | null;
  readonly lastChange: Change | null;
}

export interface ChangeOptions {
  /** No toast, where the eye sees the change anyway. */
  readonly isQuiet?: boolean;
}

interface Sending extends ChangeOptions {
  /** Runs with the answer: what both change is drawn once. */
  readonly onSaved?: () => void;
}

export interface RatingsStore extends StoreApi<RatingsState> {
  /** Forgets the former person's states. */
  openProfile(profileId: string | null): void;
  /** Takes in states that came with a list. */
  learn(entries: readonly { readonly film: Film; readonly state: FilmState }[], numRatings?: number): void;
  stateOf(filmId: number): FilmState;
  /** Resolves with the change once it is on disk, or null when it failed (the fault is shown). */
  rate(film: Film, stars: number, options?: ChangeOptions): Promise<Change | null>;
  clearRating(film: Film, options?: ChangeOptions): Promise<Change | null>;
  /**
   * Rates, or takes the rating away, and brings the changed list along; quietly.
   * @param take what becomes of the list, in the same drawing as the saved rating; null where it could not be made.
   */
  rateAndList(film: Film, stars: number | null, limit: number, take: (list: RecommendationList | null) => void): Promise<Change | null>;
  setWatchlist(film: Film, on: boolean, options?: ChangeOptions): Promise<Change | null>;
  setHidden(film: Film, on: boolean, options?: ChangeOptions): Promise<Change | null>;
  setNotSeen(film: Film, on: boolean, options?: ChangeOptions): Promise<Change | null>;
  /** Takes back one change, or the last one, and says so. Null when there is nothing to take back. */
  undo(undoToken?: string, options?: ChangeOptions): Promise<Change | null>;
}

const starsWord = (stars: number): string => (stars === 1 ? '1 star' : `${stars} stars`);

/** Ratings and lists of the active person: shown at once, saved in the order they were made, taken back on request. */
export function createRatingsStore(client: Pick<AppClient, 'ratings' | 'recommendations'>, notices: NoticesStore): RatingsStore {
  const store = createStore<RatingsState>(() => ({ states: new Map(), revision: 0, numRatings: null, lastChange: null }));
  let profileId: string | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  const pending = new Map<number, number>();

  const stateOf = (filmId: number): FilmState => store.getState().states.get(filmId) ?? NOTHING_SAID;

  function put(filmId: number, state: FilmState): void {
    store.setState(({ states }) => ({ states: new Map(states).set(filmId, state) }));
  }

  function settle(change: Change, filmPending: boolean): void {
    store.setState(({ states, revision }) => ({
      // A later change of the same film is on its way: what the person asked last stays on the screen.
      states: filmPending ? states : new Map(states).set(change.filmId, change.state),
      revision: revision + 1,
      numRatings: change.numRatings,
      lastChange: change,
    }));
  }

  /** Shows `next` at once, sends in order, keeps the answer; on failure puts the former state back and says so. */
  async function change(
    film: Film,
    next: Partial<FilmState>,
    send: (profileId: string) => Promise<Change>,
    said: string,
    options: Sending = {},
  ): Promise<Change | null> {
    const person = profileId;
    if (person === null) return null;
    const before = stateOf(film.filmId);
    pending.set(film.filmId, (pending.get(film.filmId) ?? 0) + 1);
    const turn = queue.then(() => send(person));
    queue = turn.catch(() => undefined);
    // At once: the next arrow steps from what this one shows.
    put(film.filmId, { ...before, ...next });
    try {
      const done = await turn;
      const left = release(film.filmId);
      if (person !== profileId) return done;
      options.onSaved?.();
      settle(done, left > 0);
      if (options.isQuiet !== true) notices.say(said, () => void undo(done.undoToken));
      return done;
    } catch (error) {
      release(film.filmId);
      if (person === profileId) {
        put(film.filmId, before);
        notices.fail(error, () => void change(film, next, send, said, options));
      }
      return null;
    }
  }

  function release(filmId: number): number {
    const left = (pending.get(filmId) ?? 1) - 1;
    if (left === 0) pending.delete(filmId);
    else pending.set(filmId, left);
    return left;
  }

  async function undo(undoToken?: string, options: ChangeOptions = {}): Promise<Change | null> {
    const person = profileId;
    if (person === null) return null;
    const turn = queue.then(() => client.ratings.undo({ profileId: person, ...(undoToken === undefined ? {} : { undoToken }) }));
    queue = turn.catch(() => undefined);
    try {
      const done = await turn;
      if (done !== null && person === profileId) settle(done, false);
      // The message of a change that no longer stands goes with it.
      if (options.isQuiet !== true) notices.say(done === null ? 'There is nothing to take back' : 'The change is taken back');
      return done;
    } catch (error) {
      notices.fail(error);
      return null;
    }
  }

  return {
    ...store,
    openProfile(next) {
      if (next === profileId) return;
      profileId = next;
      store.setState(({ revision }) => ({ states: new Map(), revision: revision + 1, numRatings: null, lastChange: null }));
    },
    learn(entries, numRatings) {
      const fresh = entries.filter(({ film }) => !pending.has(film.filmId));
      store.setState(({ states, numRatings: known }) => {
        const next = new Map(states);
        for (const { film, state } of fresh) next.set(film.filmId, state);
        return { states: next, numRatings: pending.size === 0 && numRatings !== undefined ? numRatings : known };
      });
    },
    stateOf,
    rate: (film, stars, options) =>
      change(
        film,
        { stars, notSeen: false },
        (id) => client.ratings.save({ profileId: id, filmId: film.filmId, stars }),
        `${film.title}, ${starsWord(stars)}`,
        options,
      ),
    clearRating: (film, options) =>
      change(
        film,
        { stars: null },
        (id) => client.ratings.remove({ profileId: id, filmId: film.filmId }),
        `${film.title}, rating taken away`,
        options,
      ),
    rateAndList(film, stars, limit, take) {
      let list: RecommendationList | null = null;
      const send = async (id: string): Promise<Change> => {
        const answer = await client.recommendations.afterRating({ profileId: id, filmId: film.filmId, stars, limit });
        list = answer.list;
        return answer.change;
      };
      const next = stars === null ? { stars } : { stars, notSeen: false };
      return change(film, next, send, '', { isQuiet: true, onSaved: () => take(list) });
    },
    setWatchlist: (film, on, options) =>
      change(
        film,
        { watchlist: on },
        (id) => client.ratings.setWatchlist({ profileId: id, filmId: film.filmId, on }),
        on ? `${film.title} is on your watchlist` : `${film.title} is off your watchlist`,
        options,
      ),
    setHidden: (film, on, options) =>
      change(
        film,
        { hidden: on },
        (id) => client.ratings.setHidden({ profileId: id, filmId: film.filmId, on }),
        on ? `${film.title} will not be recommended` : `${film.title} may be recommended again`,
        options,
      ),
    setNotSeen: (film, on, options) =>
      change(
        film,
        { notSeen: on },
        (id) => client.ratings.setNotSeen({ profileId: id, filmId: film.filmId, on }),
        on ? `${film.title}, not seen` : `${film.title} may be asked again`,
        options,
      ),
    undo,
  };
}
