import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src-main/core/base/rng.ts';
import { symmetricEigen } from '../../../../src-main/core/engine/symmetricEigen.ts';

describe('eigenvalues of symmetric matrices', () => {
  it.each([1, 2, 3, 7, 60])('satisfy A v = lambda v with orthonormal v, %i rows', (n) => {
    const rng = createRng(n);
    const a = new Float64Array(n * n);
    for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) a[i * n + j] = a[j * n + i] = rng.normal();
    const { values, vectors } = symmetricEigen(a, n);
    for (let i = 0; i < n; i++) {
      if (i > 0) expect(values[i]!).toBeLessThanOrEqual(values[i - 1]!);
      for (let row = 0; row < n; row++) {
        let product = 0;
        let overlap = 0;
        for (let k = 0; k < n; k++) {
          product += a[row * n + k]! * vectors[i * n + k]!;
          overlap += vectors[row * n + k]! * vectors[i * n + k]!;
        }
        expect(product).toBeCloseTo(values[i]! * vectors[i * n + row]!, 9);
        expect(overlap).toBeCloseTo(row === i ? 1 : 0, 9);
      }
    }
  });

  it('finds repeated and vanishing values', () => {
    const { values } = symmetricEigen([2, 0, 0, 0, 2, 0, 0, 0, 0], 3);
    expect([...values]).toEqual([2, 2, 0]);
  });

  it('refuses what is no number with a sentence', () => {
    expect(() => symmetricEigen([1, Number.NaN, Number.NaN, 1], 2)).toThrow(/no numbers/);
  });
});
