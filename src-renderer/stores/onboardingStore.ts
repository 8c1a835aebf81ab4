import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FilmDetails } from '../../src-main/contract/catalog.ts';
import type { AppErrorShape } from '../../src-main/contract/errors.ts';
import type { RecommendationList } from '../../src-main/contract/recommendations.ts';
import type { Film, Recommendation } from '../../src-main/contract/shared.ts';
import { toAppError } from '../client/appError.ts';
import type { AppClient } from '../client/client.ts';
import type { RatingsStore } from './ratingsStore.ts';

export const LIVE_ROWS = 20;
const PICKS = 10;
/** The changed list is painted by then; questions come after it, because drawing them would delay it. */
const PAINTED_MS = 60;

export interface OnboardingState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly error: AppErrorShape | null;
  /** The film that is asked about; null when none is left to ask. */
  readonly current: Film | null;
  readonly details: FilmDetails | null;
  /** "Or pick one you know well": keeps its places while films come and go. */
  readonly picks: readonly Film[];
  readonly list: readonly Recommendation[];
  /** Film ids of the list before the last change, best first; null before the first change. */
  readonly before: readonly number[] | null;
  readonly numRatings: number;
}

export interface OnboardingStore extends StoreApi<OnboardingState> {
  start(profileId: string): Promise<void>;
  /** Rates the film that is asked about. It stays until `next`, so that it can be corrected. */
  rate(stars: number): Promise<void>;
  clear(): Promise<void>;
  next(): void;
  /** Says so of the film and goes on; "not for me" also keeps it out of every list. */
  notSeen(): Promise<void>;
  notForMe(): Promise<void>;
  skip(): void;
  choose(film: Film): void;
  /** Takes the last change back and asks about that film again. */
  undo(): Promise<void>;
}

/** Rating films one at a time with the list beside it. */
export function createOnboardingStore(client: Pick<AppClient, 'recommendations' | 'catalog'>, ratings: RatingsStore): OnboardingStore {
  const empty: OnboardingState = {
    status: 'loading',
    error: null,
    current: null,
    details: null,
    picks: [],
    list: [],
    before: null,
    numRatings: 0,
  };
  const store = createStore<OnboardingState>(() => empty);
  let profileId: string | null = null;
  let listTurn = 0;
  let askTurn = 0;
  /** What toRate offered last, the best question first. */
  let offered: readonly Film[] = [];
  let skipped = new Set<number>();
  const films = new Map<number, Film>();

  const isOpen = (film: Film): boolean => {
    const state = ratings.stateOf(film.filmId);
    return state.stars === null && !state.hidden && !state.notSeen && !skipped.has(film.filmId);
  };

  async function refreshList(isChange: boolean): Promise<void> {
    const person = profileId;
    if (person === null) return;
    const turn = ++listTurn;
    const answer = await client.recommendations.list({ profileId: person, limit: LIVE_ROWS });
    if (turn === listTurn && person === profileId) take(answer, isChange);
  }

  function take(answer: RecommendationList, isChange: boolean): void {
    ratings.learn(answer.items, answer.numRatings);
    store.setState(({ list, before }) => ({
      list: answer.items,
      before: isChange ? list.map((item) => item.film.filmId) : before,
      numRatings: answer.numRatings,
    }));
  }

  async function refreshQuestions(): Promise<void> {
    const person = profileId;
    if (person === null) return;
    const turn = ++askTurn;
    const { films: fresh } = await client.recommendations.toRate({ profileId: person, limit: Math.min(50, PICKS + 4 + skipped.size) });
    if (turn !== askTurn || person !== profileId) return;
    offered = fresh;
    for (const film of fresh) films.set(film.filmId, film);
    if (store.getState().current === null) show(offered.find(isOpen) ?? null);
    fillPicks();
  }

  /** Films stay where they are; places that became free are filled from the offer. */
  function fillPicks(): void {
    const { current, picks } = store.getState();
    const fits = (film: Film): boolean => isOpen(film) && film.filmId !== current?.filmId;
    // The best question is kept for "next", out of the row.
    const spare = offered.filter((film) => fits(film) && !picks.some((pick) => pick.filmId === film.filmId)).slice(1);
    const kept = picks.map((film) => (fits(film) ? film : spare.shift())).filter((film) => film !== undefined);
    store.setState({ picks: [...kept, ...spare].slice(0, PICKS) });
  }

  function show(film: Film | null): void {
    store.setState({ current: film, details: null });
    if (film === null) return;
    films.set(film.filmId, film);
    void client.catalog.film({ filmId: film.filmId }).then(
      (details) => store.getState().current?.filmId === film.filmId && store.setState({ details }),
      // Without details the film stands with its title, year and genres.
      () => undefined,
    );
  }

  function next(): void {
    const { current, picks } = store.getState();
    const inRow = new Set(picks.map((film) => film.filmId));
    const isNext = (film: Film): boolean => isOpen(film) && film.filmId !== current?.filmId;
    show(offered.find((film) => isNext(film) && !inRow.has(film.filmId)) ?? offered.find(isNext) ?? picks.find(isNext) ?? null);
    fillPicks();
    if (offered.filter(isNext).length < 3) void refreshQuestions().catch(fail);
  }

  async function afterChange(): Promise<void> {
    try {
      // One after the other: the list is what the eye waits for.
      await refreshList(true);
      await refreshQuestions();
    } catch (error) {
      fail(error);
    }
  }

  function fail(error: unknown): void {
    const appError = toAppError(error);
    if (appError.code !== 'cancelled')
      store.setState(({ status }) => ({ error: appError, status: status === 'ready' ? 'ready' : 'failed' }));
  }

  async function rate(stars: number | null): Promise<void> {
    const { current } = store.getState();
    const person = profileId;
    if (current === null || person === null) return;
    let isListed = false;
    const saved = await ratings.rateAndList(current, stars, LIVE_ROWS, (list) => {
      if (list === null) return;
      isListed = true;
      // Lists still on their way were asked for before this rating.
      listTurn++;
      take(list, true);
    });
    if (saved === null || person !== profileId) return;
    if (!isListed) return afterChange();
    await new Promise((resolve) => setTimeout(resolve, PAINTED_MS));
    await refreshQuestions().catch(fail);
  }

  return {
    ...store,
    async start(next) {
      if (next !== profileId) {
        profileId = next;
        offered = [];
        skipped = new Set();
        store.setState(empty, true);
      }
      try {
        await Promise.all([refreshList(false), refreshQuestions()]);
        store.setState({ status: 'ready', error: null });
      } catch (error) {
        fail(error);
      }
    },
    rate,
    clear: () => rate(null),
    next,
    async notSeen() {
      const { current } = store.getState();
      if (current === null) return;
      const saved = ratings.setNotSeen(current, true, { isQuiet: true });
      next();
      if ((await saved) !== null) await afterChange();
    },
    async notForMe() {
      const { current } = store.getState();
      if (current === null) return;
      const saved = ratings.setHidden(current, true, { isQuiet: true });
      next();
      if ((await saved) !== null) await afterChange();
    },
    skip() {
      const { current } = store.getState();
      if (current !== null) skipped.add(current.filmId);
      next();
    },
    choose(film) {
      skipped.delete(film.filmId);
      show(film);
      fillPicks();
    },
    async undo() {
      const change = await ratings.undo(undefined, { isQuiet: true });
      if (change === null) return;
      skipped.delete(change.filmId);
      const film = films.get(change.filmId) ?? (await client.catalog.film({ filmId: change.filmId }).catch(() => null));
      if (film !== null) show(film);
      await afterChange();
    },
  };
}

/** The line below the bulbs. */
export function senseLine(numRatings: number): string {
  if (numRatings === 0) return 'Rate a film and the list begins to know you.';
  const rated = `${numRatings} rated.`;
  if (numRatings >= 15) return `${rated} This is a good list now. More ratings still help.`;
  if (numRatings >= 7) return `${rated} Your list is getting sharper.`;
  if (numRatings >= 3) return `${rated} Taking shape.`;
  return `${rated} A first guess.`;
}
