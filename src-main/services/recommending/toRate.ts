import type { Film } from '../../contract/shared.ts';
import { DomainError } from '../../core/base/errors.ts';
import { createRng } from '../../core/base/rng.ts';
import type { FilmFacts } from '../../core/data/interactions.ts';
import type { FilmStatistics } from '../../core/recommenders/filmStatistics.ts';
import { type ToRateStrategy, toRate } from '../../core/recommenders/toRate.ts';
import type { LoadedModel, ModelLibrary } from '../modelLibrary.ts';
import type { Stores } from '../stores.ts';
import { filmsOf } from './candidates.ts';
import type { PersonState } from './personState.ts';
import type { Scored } from './scoring.ts';
import { statisticsFor } from './statistics.ts';

interface Questions {
  readonly statistics: FilmStatistics;
  readonly facts: readonly FilmFacts[];
  /** Chosen when the model was trained; none in models of before. */
  readonly questions: readonly number[];
}

const known = new WeakMap<LoadedModel, { readonly shelf: Stores['films']; readonly questions: Questions }>();

/** Films to ask a person about next; the same ones until the person says something. */
export function chooseToRate(
  { films, models }: Stores,
  state: PersonState,
  strategy: ToRateStrategy,
  limit: number,
  score: (model: LoadedModel) => Scored,
): Film[] {
  const model = models.byName('popularity');
  if (model === null)
    throw new DomainError('model-invalid', 'The model "popularity" is missing, from which questions are chosen; install Marquee again.');
  const { statistics, facts, questions } = questionsOf(models, model, films);
  const asked = new Set<number>();
  const said = [...state.ratings.keys(), ...state.hidden, ...state.notSeen];
  for (const filmId of said) asked.add(model.items.indexOf(filmId));
  asked.delete(-1);
  for (const [index, entry] of filmsOf(model, films).entries()) if (entry === null) asked.add(index);
  const rated = [...state.ratings.keys()].map((filmId) => model.items.indexOf(filmId)).filter((index) => index >= 0);
  const scores = strategy === 'adaptive' && rated.length > 0 ? coWatchingScores(models.similarity(null), model, score) : null;
  const rng = createRng(seedOf(state.profileId), said.length);
  const chosen = toRate(strategy, { statistics, films: facts, asked, rated, scores, questions, rng }, limit);
  return chosen.flatMap((index) => films.byId(model.items.ids[index]!)?.film ?? []);
}

function questionsOf(models: ModelLibrary, model: LoadedModel, shelf: Stores['films']): Questions {
  const held = known.get(model);
  if (held?.shelf === shelf) return held.questions;
  const facts = filmsOf(model, shelf).map(
    (entry, index) => entry?.facts ?? { id: model.items.ids[index]!, title: '', year: null, genres: [] },
  );
  const statistics = statisticsFor(models, model);
  if (statistics === null) throw new DomainError('model-invalid', 'The model "popularity" holds no histogram; install Marquee again.');
  const chosen = model.fitted.tensors()['questions'];
  const questions = { statistics, facts, questions: chosen?.dtype === 'int32' ? Array.from(chosen.data) : [] };
  known.set(model, { shelf, questions });
  return questions;
}

/** Scores of the co-watching model, by the item index of the model that asks. */
function coWatchingScores(by: LoadedModel, asking: LoadedModel, score: (model: LoadedModel) => Scored): Float32Array {
  const { scores } = score(by);
  if (by.items === asking.items) return scores;
  return Float32Array.from(asking.items.ids, (filmId) => {
    const index = by.items.indexOf(filmId);
    const value = index < 0 ? 0 : scores[index]!;
    return Number.isFinite(value) ? value : 0;
  });
}

/** FNV-1a, so that two people are not asked the same list. */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}
