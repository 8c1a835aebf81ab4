import { describe, expect, it } from 'vitest';
import { withRepeatedUsers } from '../../../../src-main/core/data/repeatedUsers.ts';
import { trainingDataOf } from '../../../../src-main/core/recommenders/trainingData.ts';
import { twoTastes } from '../../../helpers/twoTastes.ts';

describe('people who count several times', () => {
  const dataset = twoTastes({ numUsers: 10, numItems: 12 });

  it('stand there so often, each time with the same ratings', () => {
    const data = withRepeatedUsers(dataset, [2, 5], 3);
    expect(data.users.size).toBe(14);
    expect(new Set(data.users.ids).size).toBe(14);
    expect(data.demographics).toHaveLength(14);
    const { matrix } = trainingDataOf(data);
    const row = (user: number) => [
      Array.from(matrix.columnIndices.slice(matrix.rowOffsets[user], matrix.rowOffsets[user + 1])),
      Array.from(matrix.values.slice(matrix.rowOffsets[user], matrix.rowOffsets[user + 1])),
    ];
    for (const [copy, of] of [
      [10, 2],
      [11, 5],
      [12, 2],
      [13, 5],
    ] as const)
      expect(row(copy)).toEqual(row(of));
    expect(data.demographics[11]).toEqual(dataset.demographics[5]);
  });

  it('change nothing where they count once', () => {
    const { interactions } = withRepeatedUsers(dataset, [2, 5], 1);
    expect(interactions).toEqual(dataset.interactions);
  });
});
