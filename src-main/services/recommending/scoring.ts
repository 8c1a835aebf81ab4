import { withDislikes } from '../../core/recommenders/dislikes.ts';
import type { FittedRecommender, FoldedPerson, Person } from '../../core/recommenders/recommender.ts';
import type { LoadedModel } from '../modelLibrary.ts';
import { fingerprint, type PersonState, personFor } from './personState.ts';

/** One person folded into one model, with all scores. Arrays are by the model's item index. */
export interface Scored {
  readonly model: LoadedModel;
  /** What scored: the model, or the model with dislikes heard. */
  readonly fitted: FittedRecommender;
  readonly person: Person;
  readonly folded: FoldedPerson;
  readonly scores: Float32Array;
  /** Not clipped; null where the model predicts no stars. */
  readonly stars: Float32Array | null;
}

/** `list`: ranking what to watch, dislikes heard. `everything`: stars, and what is watched together. */
export type ScoringPurpose = 'list' | 'everything';

export type Score = (model: LoadedModel, state: PersonState, purpose: ScoringPurpose) => Scored;

const KEPT = 24;

/**
 * Folds people into models, remembering the latest: asking twice between two ratings costs nothing, and a change that
 * another process made is noticed, because the key is what the person said and not when.
 */
export function createScoring(): Score {
  const kept = new Map<string, Scored>();
  return (model, state, purpose) => {
    const key = `${model.modelId}\n${purpose}\n${fingerprint(state)}`;
    const known = kept.get(key);
    if (known?.model === model) {
      kept.delete(key);
      kept.set(key, known);
      return known;
    }
    const person = personFor(model.items, state);
    const fitted = purpose === 'list' ? withDislikes(model.fitted) : model.fitted;
    const folded = fitted.foldIn(person);
    const scored: Scored = { model, fitted, person, folded, scores: fitted.score(folded), stars: fitted.stars?.(folded) ?? null };
    kept.set(key, scored);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value ?? '');
    return scored;
  };
}
