import { test as property, fc } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { transposeItemUser, transposeUserItem, userItemMatrix } from '../../../../src-main/core/data/csrMatrix.ts';
import type { Interactions } from '../../../../src-main/core/data/interactions.ts';
import '../../../helpers/propertySeed.ts';

function interactions(rows: readonly (readonly [number, number, number])[]): Interactions {
  return {
    userIndices: Int32Array.from(rows, (row) => row[0]),
    itemIndices: Int32Array.from(rows, (row) => row[1]),
    ratings: Float32Array.from(rows, (row) => row[2]),
    timestamps: new Float64Array(rows.length),
  };
}

const rowsOf = fc.array(fc.tuple(fc.nat(6), fc.nat(8), fc.integer({ min: 1, max: 10 })), { maxLength: 60 });

describe('userItemMatrix', () => {
  it('keeps the last of two ratings of one film', () => {
    const matrix = userItemMatrix(
      interactions([
        [0, 1, 3],
        [1, 1, 2],
        [0, 1, 5],
      ]),
      2,
      2,
    );
    expect([...matrix.rowOffsets]).toEqual([0, 1, 2]);
    expect([...matrix.values]).toEqual([5, 2]);
  });

  property.prop([rowsOf])('holds each cell once, sorted, with the last value', (rows) => {
    const matrix = userItemMatrix(interactions(rows), 7, 9);
    const expected = new Map(rows.map(([user, item, rating]) => [user * 100 + item, rating]));
    const seen: [number, number][] = [];
    for (let user = 0; user < 7; user++) {
      for (let i = matrix.rowOffsets[user]!; i < matrix.rowOffsets[user + 1]!; i++) {
        if (i > matrix.rowOffsets[user]!) expect(matrix.columnIndices[i]!).toBeGreaterThan(matrix.columnIndices[i - 1]!);
        seen.push([user * 100 + matrix.columnIndices[i]!, matrix.values[i]!]);
      }
    }
    expect(new Map(seen)).toEqual(expected);
    expect(seen.length).toBe(expected.size);
  });

  property.prop([rowsOf])('is itself again after two transpositions', (rows) => {
    const matrix = userItemMatrix(interactions(rows), 7, 9);
    expect(transposeItemUser(transposeUserItem(matrix))).toEqual(matrix);
  });
});
