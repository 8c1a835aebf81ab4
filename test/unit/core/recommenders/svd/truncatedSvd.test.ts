import { afterAll, describe, expect, it } from 'vitest';
import { ignoreProgress } from '../../../../../src-main/core/base/progress.ts';
import { createRng } from '../../../../../src-main/core/base/rng.ts';
import { type UserItemMatrix, userItemMatrix } from '../../../../../src-main/core/data/csrMatrix.ts';
import { openRuntime } from '../../../../../src-main/core/engine/session.ts';
import { symmetricEigen } from '../../../../../src-main/core/recommenders/svd/symmetricEigen.ts';
import { rightSingularVectors } from '../../../../../src-main/core/recommenders/svd/truncatedSvd.ts';

const runtime = openRuntime('cpu', { threads: 1 });
afterAll(() => runtime.dispose());

const ROWS = 30;
const COLUMNS = 18;

function randomMatrix(seed: number): { dense: Float64Array; sparse: UserItemMatrix } {
  const rng = createRng(seed);
  const dense = Float64Array.from({ length: ROWS * COLUMNS }, () => (rng.uniform() < 0.5 ? Math.fround(rng.normal()) : 0));
  const cells = Array.from(dense.keys()).filter((at) => dense[at] !== 0);
  const sparse = userItemMatrix(
    {
      userIndices: Int32Array.from(cells, (at) => Math.floor(at / COLUMNS)),
      itemIndices: Int32Array.from(cells, (at) => at % COLUMNS),
      ratings: Float32Array.from(cells, (at) => dense[at]!),
      timestamps: new Float64Array(cells.length),
    },
    ROWS,
    COLUMNS,
  );
  return { dense, sparse };
}

/** X^T X [COLUMNS, COLUMNS]. */
const gram = (dense: Float64Array): Float64Array =>
  Float64Array.from({ length: COLUMNS * COLUMNS }, (_, at) => {
    let sum = 0;
    for (let r = 0; r < ROWS; r++) sum += dense[r * COLUMNS + Math.floor(at / COLUMNS)]! * dense[r * COLUMNS + (at % COLUMNS)]!;
    return sum;
  });

describe('symmetricEigen', () => {
  it('solves A v = lambda v with unit vectors, values descending', () => {
    const a = gram(randomMatrix(1).dense);
    const { values, vectors } = symmetricEigen(a, COLUMNS);
    for (let i = 0; i < COLUMNS; i++) {
      const v = vectors.subarray(i * COLUMNS, (i + 1) * COLUMNS);
      expect(Math.hypot(...v)).toBeCloseTo(1, 10);
      if (i > 0) expect(values[i]!).toBeLessThanOrEqual(values[i - 1]!);
      for (let r = 0; r < COLUMNS; r++) {
        const image = v.reduce((sum, entry, c) => sum + a[r * COLUMNS + c]! * entry, 0);
        expect(image).toBeCloseTo(values[i]! * v[r]!, 8);
      }
    }
  });
});

describe('rightSingularVectors', () => {
  const decompose = (sparse: UserItemMatrix, rank: number, iterations = 12) =>
    rightSingularVectors(sparse, { rank, iterations, rng: createRng(5), runtime, reportProgress: ignoreProgress });

  it('agrees with the eigenvectors of X^T X, and is orthonormal', async () => {
    const { dense, sparse } = randomMatrix(2);
    const exact = symmetricEigen(gram(dense), COLUMNS);
    const { vectors, values } = await decompose(sparse, 4);
    for (let f = 0; f < 4; f++) {
      expect(values[f]!).toBeCloseTo(Math.sqrt(exact.values[f]!), 3);
      const along = Array.from({ length: COLUMNS }, (_, c) => vectors[c * 4 + f]! * exact.vectors[f * COLUMNS + c]!);
      expect(Math.abs(along.reduce((sum, value) => sum + value, 0))).toBeCloseTo(1, 3);
      for (let g = 0; g <= f; g++) {
        let product = 0;
        for (let c = 0; c < COLUMNS; c++) product += vectors[c * 4 + f]! * vectors[c * 4 + g]!;
        expect(product).toBeCloseTo(f === g ? 1 : 0, 4);
      }
    }
  });

  it('gives zero columns beyond the rank', async () => {
    const { sparse } = randomMatrix(3);
    const { vectors, values } = await decompose(sparse, COLUMNS + 5);
    expect(values).toHaveLength(COLUMNS);
    expect(vectors).toHaveLength(COLUMNS * (COLUMNS + 5));
    for (let c = 0; c < COLUMNS; c++) expect(vectors[c * (COLUMNS + 5) + COLUMNS]).toBe(0);
  });
});
