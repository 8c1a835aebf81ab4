import { expect, it } from 'vitest';
import type { LibraryEntry } from '../../../../src-main/contract/ratings.ts';
import { byDifference } from '../../../../src-renderer/features/library/byDifference.ts';

const rated = (filmId: number, stars: number): LibraryEntry => ({
  film: { filmId, title: `Film ${filmId}`, originalTitle: null, rawTitle: `Film ${filmId}`, year: 1990, genres: [], posterUrl: null },
  state: { stars, watchlist: false, hidden: false, notSeen: false },
  changedAt: filmId,
});

it('orders films by rating less guess; without a guess they keep their order behind the others', () => {
  const entries = [rated(1, 3), rated(2, 5), rated(3, 4), rated(4, 2), rated(5, 1)];
  const guesses = new Map([
    [1, 3.5],
    [2, 3.2],
    [3, null],
    [5, 1.04],
  ]);
  const order = (descending: boolean) => byDifference(entries, guesses, descending).map(({ film }) => film.filmId);
  expect(order(true)).toEqual([2, 5, 1, 3, 4]);
  expect(order(false)).toEqual([1, 5, 2, 3, 4]);
});
