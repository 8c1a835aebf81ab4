import type { LibraryEntry } from '../../../src-main/contract/ratings.ts';
import { formatGuess } from '../../components/numberWords.ts';
import type { GuessesWithout } from './useGuessesWithout.ts';

/** The rating less the guess as it is shown. */
export const differenceFrom = (stars: number, guess: number): number => stars - Number(formatGuess(guess));

/** Films by the rating less the guess; those without a guess, or whose guess is still on its way, follow in the order given. */
export function byDifference(entries: readonly LibraryEntry[], guesses: GuessesWithout, descending: boolean): readonly LibraryEntry[] {
  const direction = descending ? -1 : 1;
  const placed = entries.map((entry) => {
    const guess = guesses.get(entry.film.filmId);
    const { stars } = entry.state;
    return { entry, difference: stars === null || typeof guess !== 'number' ? null : differenceFrom(stars, guess) };
  });
  placed.sort((a, b) => {
    if (a.difference === null || b.difference === null) return Number(a.difference === null) - Number(b.difference === null);
    return direction * (a.difference - b.difference);
  });
  return placed.map(({ entry }) => entry);
}
