import { describe, expect, it } from 'vitest';
import { everything, filteredRows } from '../../../../src-main/core/data/datasetFilter.ts';
import { datasetOfRows } from '../../../../src-main/core/data/datasetSubset.ts';
import { activityOf, gini } from '../../../../src-main/core/evaluation/activity.ts';
import { explore } from '../../../../src-main/core/evaluation/exploratory.ts';
import { twoTastes } from '../../../helpers/twoTastes.ts';

describe('activity', () => {
  it('has the Gini coefficient of its definition, mean absolute difference over twice the mean', () => {
    const counts = Int32Array.from([1, 1, 2, 5, 11, 30]);
    let differences = 0;
    for (const a of counts) for (const b of counts) differences += Math.abs(a - b);
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    expect(gini(counts)).toBeCloseTo(differences / counts.length ** 2 / (2 * mean), 12);
    expect(gini(Int32Array.from([7, 7, 7]))).toBe(0);
    expect(gini(Int32Array.from([0, 0, 0, 12]))).toBeCloseTo(0.75, 12);
  });

  it('has a Lorenz curve whose area agrees with Gini, and bins that hold everybody', () => {
    const counts = Int32Array.from({ length: 400 }, (_, at) => 1 + Math.floor(5000 / (at + 1)));
    const { lorenz, gini: coefficient, bins, min, max, median, mean } = activityOf(counts);
    const area = lorenz.slice(1).reduce((sum, { ratings }, at) => sum + (ratings + lorenz[at]!.ratings) / 200, 0);
    expect(1 - 2 * area).toBeCloseTo(coefficient, 2);
    expect([lorenz[0]!.ratings, lorenz.at(-1)!.ratings]).toEqual([0, 1]);
    expect(lorenz.every(({ ratings }, at) => at === 0 || ratings >= lorenz[at - 1]!.ratings)).toBe(true);
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(400);
    expect(bins.every(({ from, to }, at) => to === 2 * from - 1 && (at === 0 || from === 2 * bins[at - 1]!.from))).toBe(true);
    expect([min, max]).toEqual([13, 5001]);
    const sorted = [...counts].sort((a, b) => a - b);
    expect(median).toBe((sorted[199]! + sorted[200]!) / 2);
    expect(mean).toBeCloseTo(counts.reduce((sum, count) => sum + count, 0) / 400, 9);
  });
});

describe('exploring a data set', () => {
  const dataset = twoTastes();
  const found = explore(dataset, [5, 5, 0.5]);

  it('counts what is there', () => {
    const { ratings } = dataset.interactions;
    expect(found.rows).toBe(ratings.length);
    expect(found.sparsity).toBeCloseTo(1 - ratings.length / (80 * 40), 12);
    expect(found.mean).toBeCloseTo(ratings.reduce((sum, stars) => sum + stars, 0) / ratings.length, 6);
    expect(found.ratings.map(({ stars }) => stars)).toEqual([0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5]);
    for (const { stars, count } of found.ratings) expect(count).toBe(ratings.filter((given) => given === stars).length);
    expect(found.ratings.map(({ yours }) => yours)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
    const drama = found.genres.find(({ genre }) => genre === 'Drama')!;
    const rows = [...ratings.keys()].filter((row) => dataset.interactions.itemIndices[row]! % 2 === 0);
    expect(drama.ratings).toBe(rows.length);
    expect(drama.mean).toBeCloseTo(rows.reduce((sum, row) => sum + ratings[row]!, 0) / rows.length, 9);
    const { decades, genres } = found.genresOverTime;
    expect(decades).toEqual([1980, 1990, 2000, 2010]);
    expect(genres.find(({ genre }) => genre === 'Drama')!.ratings.reduce((sum, count) => sum + count, 0)).toBe(rows.length);
    expect(found.longTail.points[0]).toEqual({ rank: 1, count: found.longTail.mostRated.count });
    expect(found.longTail.points.at(-1)!.rank).toBe(40);
    expect(found.ratingsPerYear).toEqual([{ year: 1970, count: ratings.length - 1 }]);
  });

  it('filters by film, person, year and genre, until both minima hold', () => {
    const rows = filteredRows(dataset, {
      ...everything,
      minRatingsPerFilm: 20,
      minRatingsPerUser: 8,
      releasedFrom: 1990,
      genres: ['Drama'],
    });
    const kept = datasetOfRows(dataset, rows);
    const counts = (indices: Int32Array, size: number) => {
      const counted = new Int32Array(size);
      for (const index of indices) counted[index]!++;
      return counted;
    };
    expect(Math.min(...counts(kept.interactions.itemIndices, kept.items.size))).toBeGreaterThanOrEqual(20);
    expect(Math.min(...counts(kept.interactions.userIndices, kept.users.size))).toBeGreaterThanOrEqual(8);
    expect(kept.films.every(({ year, genres }) => year! >= 1990 && genres.includes('Drama'))).toBe(true);
    expect(filteredRows(dataset, everything)).toHaveLength(dataset.interactions.ratings.length);
    expect(() => filteredRows(dataset, { ...everything, minRatingsPerFilm: 1_000 })).toThrow(/No rating of two-tastes passes/);
    expect(() => filteredRows(dataset, { ...everything, ratedFrom: 1999 })).toThrow(/passes this filter/);
  });
});
