import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src-main/core/base/rng.ts';
import { datasetOfRows, kCoreRows } from '../../../../src-main/core/data/datasetSubset.ts';
import { datasetOverCatalogue, unionOfDatasets } from '../../../../src-main/core/data/datasetUnion.ts';
import { holdOutItems, leaveLastOut, type RowSplit, splitPerUser, splitRows, userFolds } from '../../../../src-main/core/data/splitting.ts';
import { twoTastes } from '../../../helpers/twoTastes.ts';
import '../../../helpers/propertySeed.ts';

const dataset = twoTastes();
const { interactions } = dataset;
const numRows = interactions.ratings.length;
const seeds = fc.integer({ min: 0, max: 2 ** 31 });

function expectPartition({ train, validation, test: tested }: RowSplit): void {
  const all = [...train, ...validation, ...tested].sort((a, b) => a - b);
  expect(all).toEqual([...Array(numRows).keys()]);
  for (const part of [train, validation, tested]) expect([...part]).toEqual([...part].sort((a, b) => a - b));
}

describe('splits', () => {
  test.prop([seeds, fc.double({ min: 0.05, max: 0.5, noNaN: true })])(
    'by rows: a partition with the asked share, the same for the same seed',
    (seed, share) => {
      const split = splitRows(interactions, share, createRng(seed));
      expectPartition(split);
      expect(split.test).toHaveLength(Math.round(numRows * share));
      expect(splitRows(interactions, share, createRng(seed))).toEqual(split);
    },
  );

  test.prop([seeds])('per user: every user keeps their shares', (seed) => {
    const split = splitPerUser(interactions, dataset.users.size, { validation: 0.1, test: 0.2 }, createRng(seed));
    expectPartition(split);
    for (let user = 0; user < dataset.users.size; user++) {
      const count = (rows: Int32Array) => rows.filter((row) => interactions.userIndices[row] === user).length;
      const total = interactions.userIndices.filter((u) => u === user).length;
      expect(count(split.test)).toBe(Math.floor(total * 0.2));
      expect(count(split.validation)).toBe(Math.floor(total * 0.1));
    }
  });

  it('by time: the last is tested, the one before validates, nothing later is trained on', () => {
    const split = leaveLastOut(interactions, dataset.users.size);
    expectPartition(split);
    const { userIndices, timestamps } = interactions;
    for (const row of split.test) {
      for (const other of [...split.train, ...split.validation]) {
        if (userIndices[other] === userIndices[row]) expect(timestamps[other]!).toBeLessThanOrEqual(timestamps[row]!);
      }
    }
    expect(split.test).toHaveLength(dataset.users.size);
  });

  test.prop([seeds])('by film: a held-out film leaves no row behind', (seed) => {
    const split = holdOutItems(interactions, dataset.items.size, 0.1, createRng(seed));
    expectPartition(split);
    expect(split.heldOut).toHaveLength(4);
    expect([...split.train].some((row) => split.heldOut.includes(interactions.itemIndices[row]!))).toBe(false);
  });

  test.prop([seeds])('folds of users: each user once', (seed) => {
    const folds = userFolds(83, 5, createRng(seed));
    expect(folds.flatMap((fold) => [...fold]).sort((a, b) => a - b)).toEqual([...Array(83).keys()]);
    expect(Math.max(...folds.map((fold) => fold.length)) - Math.min(...folds.map((fold) => fold.length))).toBeLessThanOrEqual(1);
  });
});

describe('subsets and unions', () => {
  it('k-core leaves nobody and no film under k', () => {
    const rows = kCoreRows(
      interactions,
      Int32Array.from(interactions.ratings.keys()).filter((row) => interactions.ratings[row]! >= 3),
      12,
    );
    const core = datasetOfRows(dataset, rows);
    for (const indices of [core.interactions.userIndices, core.interactions.itemIndices]) {
      const counts = new Map<number, number>();
      for (const index of indices) counts.set(index, (counts.get(index) ?? 0) + 1);
      expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(12);
    }
  });

  it('a subset keeps ids, films and people with their rows', () => {
    const rows = Int32Array.of(3, 17, 40, 41);
    const subset = datasetOfRows(dataset, rows);
    rows.forEach((row, at) => {
      expect(subset.users.ids[subset.interactions.userIndices[at]!]).toBe(dataset.users.ids[interactions.userIndices[row]!]);
      expect(subset.films[subset.interactions.itemIndices[at]!]).toEqual(dataset.films[interactions.itemIndices[row]!]);
      expect(subset.demographics[subset.interactions.userIndices[at]!]).toEqual(dataset.demographics[interactions.userIndices[row]!]);
    });
  });

  it('a union keeps every rating, joins films by id and keeps people apart', () => {
    const other = twoTastes({ numUsers: 10, numItems: 60, seed: 9 });
    const union = unionOfDatasets([dataset, other], 'both', 'f'.repeat(64));
    expect(union.interactions.ratings).toHaveLength(numRows + other.interactions.ratings.length);
    expect(union.users.size).toBe(90);
    expect(union.items.size).toBe(60);
    union.interactions.ratings.forEach((rating, row) => {
      const [from, at] = row < numRows ? [dataset, row] : [other, row - numRows];
      expect(rating).toBe(from.interactions.ratings[at]);
      expect(union.items.ids[union.interactions.itemIndices[row]!]).toBe(from.items.ids[from.interactions.itemIndices[at]!]);
    });
  });

  it('a catalogue drops films outside it and keeps films without ratings', () => {
    const films = [...dataset.films.slice(0, 20), { id: 5, title: 'Never rated', year: null, genres: [] }];
    const over = datasetOverCatalogue(dataset, films);
    expect(over.items.size).toBe(21);
    expect(over.interactions.ratings).toHaveLength(interactions.itemIndices.filter((item) => item < 20).length);
  });
});
