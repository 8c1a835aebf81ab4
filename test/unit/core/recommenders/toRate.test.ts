import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src-main/core/base/rng.ts';
import type { FilmFacts } from '../../../../src-main/core/data/interactions.ts';
import { filmStatistics, numHalfStars } from '../../../../src-main/core/recommenders/filmStatistics.ts';
import { type ToRateInput, toRate, toRateStrategies } from '../../../../src-main/core/recommenders/toRate.ts';

const numFilms = 400;
const genres = ['Drama', 'Comedy', 'Action', 'Horror', 'Musical'];
/** Popularity falls with the index; films of index 7, 17, 27, ... divide people, all others get one rating from everybody. */
const histogram = new Float32Array(numFilms * numHalfStars);
for (let film = 0; film < numFilms; film++) {
  const people = 1000 - 2 * film;
  if (film % 10 === 7) for (let half = 0; half < numHalfStars; half++) histogram[film * numHalfStars + half] = people / 10;
  else histogram[film * numHalfStars + 7] = people;
}
const films = Array.from(
  { length: numFilms },
  (_, id): FilmFacts => ({ id, title: `${id}`, year: 1960 + (id % 60), genres: [genres[id < 100 ? 0 : id % 5]!] }),
);
const input = (over: Partial<ToRateInput> = {}): ToRateInput => ({
  statistics: filmStatistics(histogram),
  films,
  asked: new Set(),
  rated: [],
  scores: null,
  questions: [40, 12, 33],
  rng: createRng(1),
  ...over,
});

describe('filmStatistics', () => {
  it('reads counts, means and entropy from the histogram', () => {
    const { counts, means, entropies } = filmStatistics(histogram);
    expect(counts[0]).toBe(1000);
    expect(means[0]).toBe(4);
    expect(entropies[0]).toBe(0);
    expect(means[7]).toBeCloseTo(2.75, 5);
    expect(entropies[7]).toBeCloseTo(Math.log2(10), 4);
  });
});

describe('films to rate', () => {
  for (const strategy of toRateStrategies) {
    it(`${strategy}: never asks twice, never repeats, gives as many as asked`, () => {
      const asked = new Set([0, 1, 2, 3, 7, 50]);
      const chosen = toRate(strategy, input({ asked, rated: [0, 1, 2], scores: new Float32Array(numFilms).fill(0.1) }), 30);
      expect(new Set(chosen).size).toBe(30);
      expect(chosen.some((film) => asked.has(film))).toBe(false);
    });

    it(`${strategy}: ends with the catalogue, without a fault`, () => {
      const asked = new Set(Array(numFilms - 3).keys());
      expect(toRate(strategy, input({ asked, rated: [...asked] }), 9)).toHaveLength(3);
    });

    it(`${strategy}: the same seed asks the same`, () => {
      expect(toRate(strategy, input(), 9)).toEqual(toRate(strategy, input(), 9));
    });
  }

  it('popular asks what most have seen', () => {
    expect(toRate('popular', input(), 3)).toEqual([0, 1, 2]);
  });

  it('entropy asks what people differ over, well known first', () => {
    expect(toRate('entropy', input(), 3)).toEqual([7, 17, 27]);
  });

  it('greedy-extend asks by its list, then by entropy', () => {
    expect(toRate('greedy-extend', input({ asked: new Set([12]) }), 4)).toEqual([40, 33, 7, 17]);
  });

  it('diverse-popular covers more genres than the most popular, which are all of one', () => {
    const kinds = (chosen: readonly number[]) => new Set(chosen.map((film) => films[film]!.genres[0])).size;
    expect(kinds(toRate('popular', input(), 9))).toBe(1);
    expect(kinds(toRate('diverse-popular', input(), 9))).toBe(5);
    expect(Math.max(...toRate('diverse-popular', input(), 9))).toBeLessThan(200);
  });

  it('adaptive turns to what the answers make likely to be known', () => {
    const isNear = (film: number) => film % 20 === 17;
    const scores = Float32Array.from({ length: numFilms }, (_, film) => (isNear(film) ? 1 : 0));
    const placesOf = (chosen: readonly number[]) => chosen.flatMap((film, at) => (isNear(film) ? [at] : [])).slice(0, 5);
    const rated = [1, 2, 4];
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const guided = toRate('adaptive', input({ asked: new Set(rated), rated, scores }), 30);
    const unguided = toRate('adaptive', input({ asked: new Set(rated), rated }), 30);
    expect(mean(placesOf(guided))).toBeLessThan(mean(placesOf(unguided)));
  });
});
