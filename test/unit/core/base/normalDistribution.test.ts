import { describe, expect, it } from 'vitest';
import { twoSidedTail } from '../../../../src-main/core/base/normalDistribution.ts';

describe('the normal distribution', () => {
  // 2 * scipy.stats.norm.sf(z)
  const known = [
    [0, 1],
    [0.1, 0.920344325445942],
    [1, 0.31731050786291415],
    [1.96, 0.04999579029644087],
    [3.4, 0.0006738585313537617],
    [3.6, 0.00031821718031506727],
    [8, 1.244192114854348e-15],
    [20, 5.507248237212311e-89],
  ] as const;
  for (const [z, expected] of known) {
    it(`beyond ${z}`, () => {
      expect(twoSidedTail(z) / expected).toBeCloseTo(1, 10);
      expect(twoSidedTail(-z)).toBe(twoSidedTail(z));
    });
  }
});
