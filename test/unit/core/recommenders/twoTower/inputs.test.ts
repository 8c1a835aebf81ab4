import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../../src-main/core/base/rng.ts';
import { filmVectors, filmWords } from '../../../../../src-main/core/data/filmFeatures.ts';
import { unknownDemographics } from '../../../../../src-main/core/data/interactions.ts';
import { trainingDataOf } from '../../../../../src-main/core/recommenders/trainingData.ts';
import { type FilmInput, filmInputNames, filmInputs } from '../../../../../src-main/core/recommenders/twoTower/filmInputs.ts';
import { historyWeight, orderedHistory } from '../../../../../src-main/core/recommenders/twoTower/historyWeights.ts';
import { profilePlaces, PROFILE_SIZE } from '../../../../../src-main/core/recommenders/twoTower/profileInputs.ts';
import { peopleOfStep, subsetBatch, trainingPeople } from '../../../../../src-main/core/recommenders/twoTower/subsetBatches.ts';
import { twoTastes } from '../../../../helpers/twoTastes.ts';

const film = (genres: string[], year: number | null) => ({ id: 1, title: 'A', year, genres });
const rowOf = ({ values, size }: FilmInput, at: number) => Array.from(values.subarray(at * size, (at + 1) * size));
const everything = new Set(filmInputNames);

describe('what is known of films', () => {
  const films = [film(['Drama', "Children's"], 1985), film(['Something new'], null), film([], 2024)];

  it('is genres of length 1 and years between decades, with a place for what is not known', () => {
    const [genres, years] = filmInputs({ films }, everything) as [FilmInput, FilmInput];
    expect(rowOf(genres, 0).filter((value) => value > 0)).toEqual([Math.fround(Math.SQRT1_2), Math.fround(Math.SQRT1_2)]);
    expect(rowOf(genres, 1).at(-1)).toBe(1);
    expect(rowOf(genres, 2).every((value) => value === 0)).toBe(true);
    expect(rowOf(years, 0).slice(6, 8)).toEqual([0.5, 0.5]);
    expect(rowOf(years, 1).at(-1)).toBe(1);
    expect(rowOf(years, 2).slice(0, -1).at(-1)).toBe(1);
  });

  it('is people by their names alone, so that another data set means the same', () => {
    const inputs = (lists: [string, number][][]) =>
      filmInputs({ films, features: { people: filmWords(lists)! } }, new Set(['people'] as const))[0]!;
    const one = inputs([[['Varda', 1]], [['Melville', 1]], []]);
    const other = inputs([[['Tati', 1]], [['Varda', 1]], [['Tati', 1]]]);
    expect(rowOf(one, 0)).toEqual(rowOf(other, 1));
    expect(rowOf(one, 2).at(-1)).toBe(1);
    expect(rowOf(one, 0).at(-1)).toBe(0);
  });

  it('is centred vectors of one length, and a mark where there is none', () => {
    const text = filmVectors('e', [Float32Array.of(1, 0), Float32Array.of(0, 1), null])!;
    const [input] = filmInputs({ films, features: { text } }, new Set(['text'] as const)) as [FilmInput];
    expect(rowOf(input, 0).slice(0, 2)).toEqual(rowOf(input, 1).slice(0, 2).reverse());
    expect(Math.hypot(...rowOf(input, 0))).toBeCloseTo(4, 5);
    expect(rowOf(input, 2)).toEqual([0, 0, 1]);
    expect(filmInputs({ films }, new Set(['text'] as const))).toEqual([]);
  });
});

describe('what is known of people', () => {
  it('has a place for every answer and for none', () => {
    expect(profilePlaces({ age: 1, gender: 'F', occupation: 0 })).toEqual([0, 3, 11]);
    expect(profilePlaces(unknownDemographics)).toEqual([2, 10, PROFILE_SIZE - 1]);
    expect(profilePlaces({ age: 33, gender: null, occupation: 99 })).toEqual([2, 10, PROFILE_SIZE - 1]);
  });

  it('is a history in the order of time, where good and late ratings count more', () => {
    const { items, ratings } = orderedHistory(Int32Array.of(5, 3, 9), Float32Array.of(1, 2, 3), Float64Array.of(30, 10, 20));
    expect([Array.from(items), Array.from(ratings)]).toEqual([
      [3, 9, 5],
      [2, 3, 1],
    ]);
    const weighting = { ratingWeight: 0.5, recency: 10, middle: 3, halfWidth: 2 };
    expect(historyWeight(weighting, 5, 0)).toBeCloseTo(1.5);
    expect(historyWeight(weighting, 1, 0)).toBeCloseTo(0.5);
    expect(historyWeight(weighting, 5, 10)).toBeCloseTo(0.75);
    expect(historyWeight({ ...weighting, recency: 0 }, 3, 500)).toBe(1);
  });

  it('is cut into films that are shown and films to guess, none in both', () => {
    const data = trainingDataOf(twoTastes());
    const people = trainingPeople(data);
    const numItems = data.matrix.numColumns;
    const chosen = peopleOfStep(people.users.length, 64, 1, createRng(2));
    expect(new Set(chosen).size).toBe(64);
    const weighting = { ratingWeight: 0.3, recency: 0, middle: 2.75, halfWidth: 2.25 };
    const options = { numItems, batchSize: 64, weighting, filmDropout: 0.5, embedSize: 4 };
    const batch = subsetBatch(people, data, chosen, options, createRng(2));
    const [history, targets] = [batch['history']!.data as Float32Array, batch['targets']!.data as Float32Array];
    expect(history.every((weight, at) => weight === 0 || targets[at] === 0)).toBe(true);
    expect(targets.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 4);
    chosen.forEach((person, row) => {
      const own = history.subarray(row * numItems, (row + 1) * numItems);
      const guessed = targets.subarray(row * numItems, (row + 1) * numItems);
      const seen = new Set(people.histories[person]!.items);
      expect(own.filter((weight) => weight !== 0).length + guessed.filter((value) => value > 0).length).toBe(seen.size);
      const length = Math.hypot(...own);
      expect(length === 0 || Math.abs(length - 1) < 1e-5).toBe(true);
    });
  });
});
