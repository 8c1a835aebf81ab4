import type { Film, ModelName, Recommendation } from '../contract/shared.ts';
import { DomainError } from '../core/base/errors.ts';
import { throwIfCancelled } from '../core/base/progress.ts';
import { saysWhatIsLiked } from '../core/recommenders/dislikes.ts';
import { topK } from '../core/recommenders/topK.ts';
import { entryOf } from './catalogService.ts';
import type { Services } from './handlers.ts';
import type { LoadedModel } from './modelLibrary.ts';
import { readPersonState } from './readPersonState.ts';
import { noFilters } from './recommending/candidates.ts';
import { createReasons } from './recommending/reasons.ts';
import { guessFor, noGuess } from './recommending/guesses.ts';
import { starsWithout } from './recommending/guessesWithout.ts';
import { filmStateOf, personFor, type PersonState } from './recommending/personState.ts';
import { placeOf, rankedList, type ListWishes, type RankedList } from './recommending/rankedList.ts';
import { planRows, type PlannedRow } from './recommending/rows.ts';
import { createScoring, type Scored } from './recommending/scoring.ts';
import { chooseToRate } from './recommending/toRate.ts';
import { readSettings } from './settings.ts';
import type { Stores } from './stores.ts';

const LEAST_IN_ROW = 4;
/** "Few people have rated these": fewer than 3 in 100, which is true of the films after about the 1,700 best known. */
const LESSER_KNOWN = 0.03;
/** Weights fall fast after the films that really go together; a row ends where they are a tenth of the strongest. */
const ALIKE = 0.1;
/** Films that Discover shows above its rows; a row that repeats them tells nothing new. */
const SHOWN_FIRST = 8;
/** After about as many, the engine of the language has compiled what a list runs through; each takes some milliseconds, between other work. */
const REHEARSALS = 16;
/** About what a window shows of a row; a later row may repeat what lies beyond. */
const SEEN_AT_ONCE = 10;

/** A row leaves out what the person would probably rate under their mean; far from the crowd, where ranks say little, more so. */
const isPromising = ({ heading }: PlannedRow, { guess: { match } }: Recommendation): boolean =>
  match === null || match >= (heading.kind === 'lesser-known' ? 0.5 : 1 / 3);

export interface RecommendationsService {
  readonly service: Services['recommendations'];
  /** Makes lists for nobody, so that the code and tables of the first real ones are warm. */
  rehearse(): Promise<void>;
}

/**
 * Lists for a person, made in this process from loaded models: typed arrays only, so that a list follows a rating within
 * milliseconds. A list is ranked by one model and shows the stars of a second.
 * @param nowMs monotonic milliseconds.
 */
export function createRecommendationsService(stores: () => Stores, nowMs: () => number): RecommendationsService {
  const score = createScoring();
  const explain = createReasons();

  /**
   * Before the first rating nothing but the profile is known, so `demographic` ranks whatever was asked for; so it does for
   * someone who has only said what they do not like, where the model asked for cannot start from that.
   */
  function ranking(state: PersonState, asked: ModelName | undefined): Scored {
    const { models, person } = stores();
    const model = models.ranking(asked ?? readSettings(person).rankingModel);
    if (saysWhatIsLiked(model.name, personFor(model.items, state))) return score(model, state, 'list');
    return score(models.byName('demographic') ?? models.byName('popularity') ?? model, state, 'list');
  }

  function starModel(numRatings: number): LoadedModel | null {
    const { models, person } = stores();
    if (numRatings === 0) return models.byName('demographic') ?? models.stars(null);
    return models.stars(readSettings(person).starsModel);
  }

  function starsOf(state: PersonState): Scored | null {
    const chosen = starModel(state.ratings.size);
    return chosen === null ? null : score(chosen, state, 'everything');
  }

  function recommend(list: RankedList, from: number, scored: Scored, starsBy: Scored | null, state: PersonState): Recommendation[] {
    const { films } = stores();
    const items: Recommendation[] = [];
    for (let at = from; at < list.itemIndices.length; at++) {
      const filmId = scored.model.items.ids[list.itemIndices[at]!]!;
      const film = films.byId(filmId)?.film;
      if (film === undefined) continue;
      items.push({
        film,
        state: filmStateOf(state, filmId),
        rank: at + 1,
        score: list.scores[at]!,
        guess: guessFor(starsBy, filmId),
        reasons: [],
      });
    }
    return items;
  }

  /** Where some films are alike, those at 0 or below are none: sparse weights would go on with the catalogue in its order. */
  function similarTo(
    model: LoadedModel,
    filmId: number,
    limit: number,
    isOut: (filmId: number) => boolean,
  ): { film: Film; similarity: number }[] {
    const { films } = stores();
    const index = model.items.indexOf(filmId);
    if (index < 0) return [];
    const similarities = model.fitted.similar(index);
    const ranked = topK(similarities, limit + 200);
    const found: { film: Film; similarity: number }[] = [];
    for (let at = 0; at < ranked.itemIndices.length && found.length < limit; at++) {
      const other = model.items.ids[ranked.itemIndices[at]!]!;
      const film = films.byId(other)?.film;
      const similarity = ranked.scores[at]!;
      if (similarity <= 0 && ranked.scores[0]! > 0) break;
      if (film !== undefined && !isOut(other)) found.push({ film, similarity });
    }
    return found;
  }

  function rowItems(row: PlannedRow, scored: Scored, starsBy: Scored | null, state: PersonState, length: number): Recommendation[] {
    const { films } = stores();
    const list = (wishes: Partial<ListWishes>): Recommendation[] =>
      recommend(
        rankedList(scored, films, state, { filters: noFilters, variety: 0, fame: 0, length, ...wishes }),
        0,
        scored,
        starsBy,
        state,
      );
    switch (row.heading.kind) {
      case 'because': {
        const { filmId } = row.heading.film;
        const seen = (other: number): boolean => state.ratings.has(other) || state.hidden.has(other);
        const similar = similarTo(stores().models.similarity(null), filmId, length, seen);
        const related = similar.filter(({ similarity }) => similarity >= ALIKE * (similar[0]?.similarity ?? 0));
        return related.map(({ film, similarity }, at) => ({
          film,
          state: filmStateOf(state, film.filmId),
          rank: at + 1,
          score: similarity,
          guess: guessFor(starsBy, film.filmId),
          reasons: [],
        }));
      }
      case 'genre':
        return list({ filters: { genres: [row.heading.genre] } });
      case 'lesser-known':
        return list({ filters: { genres: [], popularityBelow: LESSER_KNOWN } });
      case 'decade':
        return list({ filters: { genres: [], yearFrom: row.heading.decade, yearTo: row.heading.decade + 9 } });
      case 'watchlist': {
        const all = rankedList(scored, films, state, { filters: noFilters, variety: 0, fame: 0, length: scored.model.items.size });
        const listed = recommend(all, 0, scored, starsBy, state).filter(({ state: { watchlist } }) => watchlist);
        return listed.slice(0, length).map((item, at) => ({ ...item, rank: at + 1 }));
      }
    }
  }

  async function rehearse(): Promise<void> {
    const { films } = stores();
    const wishes = { filters: noFilters, variety: 0, fame: 0, length: 30 };
    const nothing = new Set<number>();
    const demographics = { age: null, gender: null, occupation: null };
    for (let round = 0; round < REHEARSALS; round++) {
      await new Promise((resolve) => setImmediate(resolve));
      // Other films each time, one of them disliked: nothing is remembered from the round before.
      const rated = films.all.slice(round, round + (round % 4));
      const ratings = new Map(rated.map(({ film }, at) => [film.filmId, at === 1 ? 2 : 5]));
      const state: PersonState = { profileId: '', demographics, ratings, watchlist: nothing, hidden: nothing, notSeen: nothing };
      const scored = ranking(state, undefined);
      const items = recommend(rankedList(scored, films, state, wishes), 0, scored, starsOf(state), state);
      const first = items[0];
      if (first !== undefined && round < 4) explain(stores(), scored, first.film.filmId);
      chooseToRate(stores(), state, 'greedy-extend', 14, (model) => score(model, state, 'everything'));
    }
  }

  function listFor(profileId: string, asked: ModelName | undefined, wishes: ListWishes, offset: number, reasonsFor: number) {
    const startedAt = nowMs();
    const state = readPersonState(stores().person, profileId);
    const scored = ranking(state, asked);
    const starsBy = starsOf(state);
    const ranked = rankedList(scored, stores().films, state, wishes);
    const items = recommend(ranked, offset, scored, starsBy, state);
    for (const [at, item] of items.slice(0, reasonsFor).entries()) {
      items[at] = { ...item, reasons: explain(stores(), scored, item.film.filmId).reasons };
    }
    return {
      model: scored.model.name,
      starsModel: starsBy?.model.name ?? null,
      numRatings: state.ratings.size,
      items,
      total: ranked.total,
      elapsedMs: nowMs() - startedAt,
    };
  }

  const service: Services['recommendations'] = {
    list: ({ profileId, model, genres, yearFrom, yearTo, variety, fame, limit, offset, reasonsFor }) =>
      listFor(profileId, model, { filters: { genres, yearFrom, yearTo }, variety, fame, length: offset + limit }, offset, reasonsFor),

    afterRating({ profileId, filmId, stars, limit }) {
      entryOf(stores(), filmId);
      const change = { ...stores().person.filmStates.change(profileId, filmId, { stars }) };
      try {
        return { change, list: listFor(profileId, undefined, { filters: noFilters, variety: 0, fame: 0, length: limit }, 0, 0) };
      } catch (error) {
        // The rating is saved whatever becomes of the list.
        if (error instanceof DomainError) return { change, list: null };
        throw error;
      }
    },

    rows({ profileId, model: asked, rows: wanted, perRow }) {
      const state = readPersonState(stores().person, profileId);
      const scored = ranking(state, asked);
      const starsBy = starsOf(state);
      const first = rankedList(scored, stores().films, state, { filters: noFilters, variety: 0, fame: 0, length: SHOWN_FIRST });
      const shown = new Set(recommend(first, 0, scored, starsBy, state).map(({ film }) => film.filmId));
      const rows = [];
      for (const row of planRows(state, stores().films, wanted)) {
        if (rows.length === wanted) break;
        const isWatchlist = row.heading.kind === 'watchlist';
        const found = rowItems(row, scored, starsBy, state, 3 * perRow + shown.size);
        const items = (isWatchlist ? found : found.filter((item) => !shown.has(item.film.filmId) && isPromising(row, item))).slice(
          0,
          perRow,
        );
        if (items.length < (isWatchlist ? 1 : Math.min(LEAST_IN_ROW, perRow))) continue;
        if (!isWatchlist) for (const { film } of items.slice(0, SEEN_AT_ONCE)) shown.add(film.filmId);
        rows.push({ ...row, items: items.map((item, at) => ({ ...item, rank: at + 1 })) });
      }
      return { rows, numRatings: state.ratings.size };
    },

    forFilm({ profileId, filmId, model: asked }) {
      const { films, person } = stores();
      const state = readPersonState(person, profileId);
      entryOf(stores(), filmId);
      const scored = ranking(state, asked);
      const starsBy = starsOf(state);
      const index = scored.model.items.indexOf(filmId);
      const isKnown = index >= 0 && Number.isFinite(scored.scores[index]);
      const isOpen = isKnown && !state.ratings.has(filmId);
      return {
        model: scored.model.name,
        starsModel: starsBy?.model.name ?? null,
        state: filmStateOf(state, filmId),
        score: isKnown ? scored.scores[index]! : null,
        rank: isKnown ? placeOf(scored, films, state, index) : null,
        guess: starsBy === null ? noGuess : guessFor(starsBy, filmId),
        ...(isOpen ? explain(stores(), scored, filmId) : { reasons: [], moreReasons: [] }),
      };
    },

    async guessesWithout({ profileId, filmIds }, { signal }) {
      const state = readPersonState(stores().person, profileId);
      // Without the film in question one rating fewer is known.
      const model = starModel(Math.max(0, state.ratings.size - 1));
      const guesses = [];
      for (const filmId of filmIds) {
        // One at a time: a list that is asked for meanwhile does not wait for all of them.
        await new Promise((resolve) => setImmediate(resolve));
        throwIfCancelled(signal);
        guesses.push({ filmId, stars: model === null ? null : starsWithout(model, state, filmId) });
      }
      return { starsModel: model?.name ?? null, guesses };
    },

    similar({ filmId, profileId, model: asked, limit }) {
      const { models, person } = stores();
      entryOf(stores(), filmId);
      const state = profileId === undefined ? null : readPersonState(person, profileId);
      const model = models.similarity(asked ?? null);
      const found = similarTo(model, filmId, limit, (other) => state?.hidden.has(other) ?? false);
      return { model: model.name, items: found.map((item) => ({ ...item, state: filmStateOf(state, item.film.filmId) })) };
    },

    toRate({ profileId, strategy, limit }) {
      const state = readPersonState(stores().person, profileId);
      const films = chooseToRate(stores(), state, strategy, limit, (model) => score(model, state, 'everything'));
      if (films.length === 0)
        throw new DomainError('not-found', 'There is no film left to ask about; everything is rated, hidden or set aside.');
      return { strategy, films };
    },
  };

  return { service, rehearse };
}
