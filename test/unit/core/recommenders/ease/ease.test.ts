import { afterAll, describe, expect, it } from 'vitest';
import { createRng } from '../../../../../src-main/core/base/rng.ts';
import { type UserItemMatrix, userItemMatrix } from '../../../../../src-main/core/data/csrMatrix.ts';
import { invertPositiveDefiniteSmall } from '../../../../../src-main/core/engine/cholesky.ts';
import { openRuntime } from '../../../../../src-main/core/engine/session.ts';
import { easeWeights } from '../../../../../src-main/core/recommenders/ease/easeWeights.ts';
import { emptyWeights, keepStrongest } from '../../../../../src-main/core/recommenders/ease/strongestWeights.ts';

const runtime = openRuntime('cpu', { threads: 1 });
afterAll(() => runtime.dispose());

const L2 = 3;

function watched(numUsers: number, numItems: number): UserItemMatrix {
  const rng = createRng(5, 'ease');
  const cells: [number, number][] = [];
  for (let user = 0; user < numUsers; user++) for (let item = 0; item < numItems; item++) if (rng.uniform() < 0.2) cells.push([user, item]);
  return userItemMatrix(
    {
      userIndices: Int32Array.from(cells, ([user]) => user),
      itemIndices: Int32Array.from(cells, ([, item]) => item),
      ratings: new Float32Array(cells.length).fill(1),
      timestamps: new Float64Array(cells.length),
    },
    numUsers,
    numItems,
  );
}

/** B_ij = -P_ij / P_jj in double precision, [source][target]. */
function reference({ numRows, numColumns: n, rowOffsets, columnIndices }: UserItemMatrix): number[][] {
  const p = new Float64Array(n * n);
  for (let i = 0; i < n; i++) p[i * n + i] = L2;
  for (let user = 0; user < numRows; user++) {
    const items = columnIndices.subarray(rowOffsets[user], rowOffsets[user + 1]);
    for (const a of items) for (const b of items) p[a * n + b]! += 1;
  }
  invertPositiveDefiniteSmall(p, n);
  return Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => (i === j ? 0 : -p[i * n + j]! / p[j * n + j]!)));
}

describe('EASE', () => {
  it.each([
    ['film space', 60, 25],
    ['user space', 20, 45],
  ])('in %s equals the closed form in double precision', async (_space, numUsers, numItems) => {
    const matrix = watched(numUsers, numItems);
    const expected = reference(matrix);
    const kept = await easeWeights(matrix, runtime, { l2: L2, weightsPerItem: numItems - 1 });
    const actual = expected.map((row) => row.map(() => 0));
    for (let i = 0; i < kept.sources.length; i++)
      if (kept.sources[i]! >= 0) actual[kept.sources[i]!]![Math.floor(i / kept.perItem)] = kept.weights[i]!;
    for (let source = 0; source < numItems; source++)
      for (let target = 0; target < numItems; target++) expect(actual[source]![target]).toBeCloseTo(expected[source]![target]!, 5);
  });

  it('keeps exactly the strongest weights, the film itself never', () => {
    const row = Float32Array.of(9, -0.5, 0.1, 0, 0.7, -0.2, 0.6);
    const kept = emptyWeights(7, 3);
    keepStrongest(kept, 0, row, 2);
    const pairs = [0, 1, 2].map((i) => [kept.sources[i], kept.weights[i]] as const).sort((a, b) => a[0]! - b[0]!);
    expect(pairs).toEqual([
      [1, -1],
      [4, Math.fround(1.4)],
      [6, Math.fround(1.2)],
    ]);
    const short = emptyWeights(3, 2);
    keepStrongest(short, 1, Float32Array.of(0, 5, 0.5), 1);
    expect([...short.sources.subarray(2, 4)]).toEqual([2, -1]);
  });

  it('refuses more films than memory holds, with a way out', async () => {
    await expect(easeWeights(watched(1, 20_001), runtime, { l2: L2, weightsPerItem: 10 })).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringContaining('choose ials'),
    });
  });

  it('stops when cancelled', async () => {
    await expect(easeWeights(watched(9, 30), runtime, { l2: L2, weightsPerItem: 5, signal: { aborted: true } })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
