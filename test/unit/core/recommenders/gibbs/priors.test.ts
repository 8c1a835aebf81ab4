import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../../src-main/core/base/rng.ts';
import { drawGamma, drawNormalPrior } from '../../../../../src-main/core/recommenders/gibbs/priors.ts';

describe('draws of priors', () => {
  for (const [shape, rate] of [
    [0.5, 2],
    [1, 1],
    [7.5, 0.25],
  ] as const)
    it(`gamma(${shape}, ${rate}) has its mean and variance`, () => {
      const rng = createRng(3, 'gamma');
      const draws = Array.from({ length: 40_000 }, () => drawGamma(rng, { shape, rate }));
      const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
      const variance = draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws.length;
      expect(mean / (shape / rate)).toBeCloseTo(1, 1);
      expect(variance / (shape / rate ** 2)).toBeCloseTo(1, 0.7);
      expect(Math.min(...draws.slice(0, 1000))).toBeGreaterThan(0);
    });

  it('finds mean and precision of many values', () => {
    const rng = createRng(4, 'values');
    const values = Array.from({ length: 20_000 }, () => 0.3 + 0.5 * rng.normal());
    const sum = values.reduce((total, value) => total + value, 0);
    const squares = values.reduce((total, value) => total + value ** 2, 0);
    const { mean, precision } = drawNormalPrior(rng, values.length, sum, squares, { shape: 0.5, rate: 0.05 });
    expect(mean).toBeCloseTo(0.3, 1);
    expect(precision).toBeCloseTo(4, 0);
  });

  it('knows nothing of a group without values, and says 0', () => {
    expect(drawNormalPrior(createRng(1), 0, 0, 0, { shape: 0.5, rate: 0.05 })).toEqual({ mean: 0, precision: 10 });
  });
});
