import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src-main/contract/ratings.ts';
import type { Film, FilmState } from '../../../src-main/contract/shared.ts';
import type { AppClient } from '../../../src-renderer/client/client.ts';
import { createNoticesStore } from '../../../src-renderer/stores/noticesStore.ts';
import { createRatingsStore, NOTHING_SAID } from '../../../src-renderer/stores/ratingsStore.ts';

const film = (filmId: number): Film => ({
  filmId,
  title: `Film ${filmId}`,
  originalTitle: null,
  rawTitle: `Film ${filmId}`,
  year: 1999,
  genres: [],
  posterUrl: null,
});

/** The routes of ratings over one Map, answering when told to. */
function memoryServer() {
  const states = new Map<number, FilmState>();
  const history: { filmId: number; before: FilmState; token: string }[] = [];
  const calls: string[] = [];
  let failNext = false;
  const change = (filmId: number, next: Partial<FilmState>): Promise<Change> => {
    if (failNext) {
      failNext = false;
      return Promise.reject(new Error('The disk is full.'));
    }
    const before = states.get(filmId) ?? NOTHING_SAID;
    states.set(filmId, { ...before, ...next });
    const token = `t${history.length}`;
    history.push({ filmId, before, token });
    calls.push(`${filmId}:${JSON.stringify(next)}`);
    return Promise.resolve(answer(filmId, token));
  };
  const answer = (filmId: number, undoToken: string): Change => ({
    filmId,
    state: states.get(filmId) ?? NOTHING_SAID,
    numRatings: [...states.values()].filter((state) => state.stars !== null).length,
    undoToken,
  });
  const ratings = {
    save: ({ filmId, stars }: { filmId: number; stars: number }) => change(filmId, { stars }),
    remove: ({ filmId }: { filmId: number }) => change(filmId, { stars: null }),
    setWatchlist: ({ filmId, on }: { filmId: number; on: boolean }) => change(filmId, { watchlist: on }),
    setHidden: ({ filmId, on }: { filmId: number; on: boolean }) => change(filmId, { hidden: on }),
    setNotSeen: ({ filmId, on }: { filmId: number; on: boolean }) => change(filmId, { notSeen: on }),
    undo: ({ undoToken }: { undoToken?: string }) => {
      const at = undoToken === undefined ? history.length - 1 : history.findIndex(({ token }) => token === undoToken);
      const [taken] = history.splice(at, 1);
      if (taken === undefined) return Promise.resolve(null);
      states.set(taken.filmId, taken.before);
      return Promise.resolve(answer(taken.filmId, `undo ${taken.token}`));
    },
  };
  const recommendations = {
    afterRating: async ({ filmId, stars }: { filmId: number; stars: number | null }) => ({
      change: await change(filmId, { stars }),
      list: { numRatings: states.size },
    }),
  };
  return {
    client: { ratings, recommendations } as unknown as Pick<AppClient, 'ratings' | 'recommendations'>,
    calls,
    states,
    failOnce() {
      failNext = true;
    },
  };
}

function setUp() {
  const server = memoryServer();
  const notices = createNoticesStore();
  const store = createRatingsStore(server.client, notices);
  store.openProfile('ines');
  return { server, notices, store };
}

describe('the store of ratings', () => {
  it('shows a rating before it is saved, and counts what is', async () => {
    const { store } = setUp();
    const saving = store.rate(film(1), 4.5);
    expect(store.stateOf(1).stars).toBe(4.5);
    const revision = store.getState().revision;
    await saving;
    expect(store.getState().numRatings).toBe(1);
    expect(store.getState().revision).toBe(revision + 1);
  });

  it('keeps the order of changes and shows the last of them', async () => {
    const { server, store } = setUp();
    await Promise.all([store.rate(film(1), 4), store.rate(film(1), 4.5)]);
    expect(server.calls).toEqual(['1:{"stars":4}', '1:{"stars":4.5}']);
    expect(store.stateOf(1).stars).toBe(4.5);
  });

  it('offers to take a change back, and does', async () => {
    const { server, notices, store } = setUp();
    await store.rate(film(1), 3);
    expect(notices.getState().toast?.text).toBe('Film 1, 3 stars');
    notices.getState().toast?.onUndo?.();
    await expect.poll(() => store.stateOf(1).stars).toBeNull();
    expect(server.states.get(1)?.stars).toBeNull();
    expect(notices.getState().toast).toMatchObject({ text: 'The change is taken back', onUndo: null });
  });

  it('says nothing where asked to be quiet', async () => {
    const { notices, store } = setUp();
    await store.rate(film(1), 3, { isQuiet: true });
    expect(notices.getState().toast).toBeNull();
  });

  it('puts the former state back when saving fails, says so, and tries again on request', async () => {
    const { server, notices, store } = setUp();
    await store.rate(film(1), 2);
    server.failOnce();
    expect(await store.rate(film(1), 5)).toBeNull();
    expect(store.stateOf(1).stars).toBe(2);
    const fault = notices.getState().fault;
    expect(fault?.error.code).toBe('internal');
    fault?.retry?.();
    await expect.poll(() => server.states.get(1)?.stars).toBe(5);
  });

  it('brings the changed list along with a rating, in order with other changes', async () => {
    const { server, store, notices } = setUp();
    const lists: unknown[] = [];
    const take = (list: unknown): void => {
      // The list comes before anyone hears that the rating is saved: both are drawn at once.
      lists.push({ list, revision: store.getState().revision });
    };
    await Promise.all([store.setNotSeen(film(2), true), store.rateAndList(film(1), 4, 20, take)]);
    const { revision } = store.getState();
    expect(lists).toEqual([{ list: { numRatings: 2 }, revision: revision - 1 }]);
    expect(server.calls).toEqual(['2:{"notSeen":true}', '1:{"stars":4}']);
    await store.rateAndList(film(1), null, 20, take);
    expect(store.stateOf(1).stars).toBeNull();
    server.failOnce();
    expect(await store.rateAndList(film(1), 3, 20, take)).toBeNull();
    expect(lists).toHaveLength(2);
    expect(store.stateOf(1).stars).toBeNull();
    expect(notices.getState().fault?.error.code).toBe('internal');
  });

  it('does not let a list that was made earlier overwrite a change under way', async () => {
    const { store } = setUp();
    const saving = store.rate(film(1), 5);
    store.learn([{ film: film(1), state: NOTHING_SAID }], 0);
    expect(store.stateOf(1).stars).toBe(5);
    await saving;
    expect(store.getState().numRatings).toBe(1);
  });

  it('forgets one person when another opens', async () => {
    const { store } = setUp();
    await store.rate(film(1), 5);
    store.openProfile('otto');
    expect(store.stateOf(1)).toEqual(NOTHING_SAID);
    expect(store.getState().numRatings).toBeNull();
  });

  it('has nothing to take back at the beginning', async () => {
    const { store } = setUp();
    expect(await store.undo()).toBeNull();
  });
});
