import { clipped } from '../../core/recommenders/trainingData.ts';
import type { LoadedModel } from '../modelLibrary.ts';
import { type PersonState, personFor } from './personState.ts';

/**
 * Predicted stars of a rated film by a model that has not heard this one rating: the honest guess to hold it against.
 * @returns clipped to the model's scale; null where the model does not know the film.
 */
export function starsWithout(model: LoadedModel, state: PersonState, filmId: number): number | null {
  const index = model.items.indexOf(filmId);
  if (index < 0 || model.fitted.stars === undefined) return null;
  const ratings = new Map(state.ratings);
  ratings.delete(filmId);
  const predicted = model.fitted.stars(model.fitted.foldIn(personFor(model.items, { ...state, ratings })))[index]!;
  return Number.isFinite(predicted) ? clipped(predicted, model.scale) : null;
}
