import { afterAll, describe, expect, it } from 'vitest';
import { createRng } from '../../../../src-main/core/base/rng.ts';
import { invertPositiveDefiniteSmall, solvePositiveDefinite } from '../../../../src-main/core/engine/cholesky.ts';
import { invertPositiveDefinite } from '../../../../src-main/core/engine/linearAlgebra.ts';
import { openRuntime } from '../../../../src-main/core/engine/session.ts';

const runtime = openRuntime('cpu', { threads: 1 });
afterAll(() => runtime.dispose());

/** B B^T / n + I with Gaussian B: symmetric, positive definite, condition number of a few units. */
function positiveDefinite(n: number, seed: number): Float64Array {
  const rng = createRng(seed, 'positive-definite');
  const b = Float64Array.from({ length: n * n }, () => rng.normal());
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = i === j ? 1 : 0;
      for (let k = 0; k < n; k++) sum += (b[i * n + k]! * b[j * n + k]!) / n;
      matrix[i * n + j] = sum;
    }
  }
  return matrix;
}

/** Largest entry of |A B - I|; zeros of A cost nothing. */
function distanceFromInverse(a: Float64Array, b: ArrayLike<number>, n: number): number {
  let worst = 0;
  for (let i = 0; i < n; i++) {
    const row = new Float64Array(n);
    row[i] = -1;
    for (let k = 0; k < n; k++) {
      const scale = a[i * n + k]!;
      if (scale !== 0) for (let j = 0; j < n; j++) row[j]! += scale * b[k * n + j]!;
    }
    for (const entry of row) worst = Math.max(worst, Math.abs(entry));
  }
  return worst;
}

describe('Cholesky in double precision', () => {
  it.each([1, 2, 7, 64])('solves %i equations', (n) => {
    const matrix = positiveDefinite(n, n);
    const x = Float64Array.from({ length: n }, (_, i) => Math.sin(i + 1));
    const b = x.map((_, i) => x.reduce((sum, value, j) => sum + matrix[i * n + j]! * value, 0));
    solvePositiveDefinite(matrix.slice(), b);
    for (let i = 0; i < n; i++) expect(b[i]).toBeCloseTo(x[i]!, 10);
  });

  it.each([1, 3, 50])('inverts %i x %i', (n) => {
    const matrix = positiveDefinite(n, n);
    const inverse = matrix.slice();
    invertPositiveDefiniteSmall(inverse, n);
    expect(distanceFromInverse(matrix, inverse, n)).toBeLessThan(1e-12);
  });

  it('names what is not positive definite', () => {
    expect(() => solvePositiveDefinite(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1))).toThrow('pivot 1 is -3');
    expect(() => invertPositiveDefiniteSmall(Float64Array.of(0), 1)).toThrow('pivot 0 is 0');
    expect(() => solvePositiveDefinite(Float64Array.of(Number.NaN), Float64Array.of(1))).toThrow('pivot 0');
  });
});

describe('blocked inverse on the device', () => {
  // Blocks that divide the size, that do not, a single one, and more rows than one run updates.
  it.each([
    [96, 32],
    [100, 32],
    [20, 64],
    [1100, 256],
  ])('inverts %i rows in blocks of %i', async (n, blockSize) => {
    const matrix = n <= 200 ? positiveDefinite(n, n) : banded(n);
    const inverse = Float32Array.from(matrix);
    await invertPositiveDefinite(inverse, n, runtime, { blockSize });
    expect(distanceFromInverse(matrix, inverse, n)).toBeLessThan(2e-5);
  });

  it('stops when cancelled', async () => {
    const inverse = Float32Array.from(positiveDefinite(8, 1));
    await expect(invertPositiveDefinite(inverse, 8, runtime, { signal: { aborted: true } })).rejects.toMatchObject({ code: 'cancelled' });
  });
});

/** 4 on the diagonal, -1 beside it: quick to make at any size. */
function banded(n: number): Float64Array {
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    matrix[i * n + i] = 4;
    if (i > 0) matrix[i * n + i - 1] = -1;
    if (i < n - 1) matrix[i * n + i + 1] = -1;
  }
  return matrix;
}
