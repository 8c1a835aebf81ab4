import type { Guess } from '../../contract/shared.ts';
import { intervalOf, matchOf } from '../../core/recommenders/calibration.ts';
import { clipped } from '../../core/recommenders/trainingData.ts';
import type { Scored } from './scoring.ts';

export const noGuess: Guess = { stars: null, interval: null, uncertain: false, match: null };

/**
 * What the star model says of one film: stars on the scale, the interval that holds two times in three, and the match,
 * which takes at least three ratings. Without a rated film nothing is known of the person beyond their groups.
 */
export function guessFor(scored: Scored | null, filmId: number): Guess {
  if (scored === null || scored.stars === null) return noGuess;
  const { model, person, stars: predicted } = scored;
  const index = model.items.indexOf(filmId);
  const raw = index < 0 ? Number.NaN : predicted[index]!;
  if (!Number.isFinite(raw)) return noGuess;
  const stars = clipped(raw, model.scale);
  if (model.calibration === null) return { ...noGuess, stars };
  const { low, high, uncertain } = intervalOf(model.calibration, raw, index, person, model.scale);
  return { stars, interval: { low, high }, uncertain, match: matchOf(model.calibration, raw, index, person) };
}
