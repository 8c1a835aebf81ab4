import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createRng, shuffleInPlace } from '../../../../src-main/core/base/rng.ts';
import type { Dataset } from '../../../../src-main/core/data/interactions.ts';
import { selectRows, splitRows } from '../../../../src-main/core/data/splitting.ts';
import { splitSha256 } from '../../../../src-main/core/evaluation/splitHash.ts';
import { twoTastes } from '../../../helpers/twoTastes.ts';

const dataset = twoTastes({ numUsers: 20, numItems: 12 });
const split = splitRows(dataset.interactions, 0.2, createRng(1, 'split'));

describe('the hash of a split', () => {
  it('is that of its rows in columns, which anybody can recompute', async () => {
    const hash = createHash('sha256');
    for (const part of ['train', 'validation', 'test'] as const) {
      const { userIndices, itemIndices, ratings, timestamps } = dataset.interactions;
      const rows = Array.from(split[part], (row) => ({
        user: 100 + userIndices[row]!,
        film: 1000 + itemIndices[row]!,
        rating: ratings[row]!,
        time: timestamps[row]!,
      })).sort((a, b) => a.user - b.user || a.film - b.film);
      hash.update(`${part} ${rows.length}\n`);
      hash.update(new Uint8Array(Int32Array.from(rows, ({ user }) => user).buffer));
      hash.update(new Uint8Array(Int32Array.from(rows, ({ film }) => film).buffer));
      hash.update(new Uint8Array(Float32Array.from(rows, ({ rating }) => rating).buffer));
      hash.update(new Uint8Array(Float64Array.from(rows, ({ time }) => time).buffer));
    }
    expect(await splitSha256(dataset, split)).toBe(hash.digest('hex'));
  });

  it('does not depend on the order of the source', async () => {
    const order = shuffleInPlace(Int32Array.from(dataset.interactions.ratings.keys()), createRng(5));
    const shuffled: Dataset = { ...dataset, interactions: selectRows(dataset.interactions, order) };
    const placeOf = new Map(Array.from(order, (row, place) => [row, place]));
    const moved = (rows: Int32Array) => rows.map((row) => placeOf.get(row)!).sort();
    const sameSplit = { train: moved(split.train), validation: moved(split.validation), test: moved(split.test) };
    expect(await splitSha256(shuffled, sameSplit)).toBe(await splitSha256(dataset, split));
  });

  it('tells splits apart, and parts', async () => {
    const other = splitRows(dataset.interactions, 0.2, createRng(2, 'split'));
    const swapped = { ...split, validation: split.test, test: split.validation };
    const hashes = await Promise.all([split, other, swapped].map((some) => splitSha256(dataset, some)));
    expect(new Set(hashes).size).toBe(3);
  });
});
