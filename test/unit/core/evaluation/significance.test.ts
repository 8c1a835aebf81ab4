import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src-main/core/base/rng.ts';
import { pairedBootstrap, summarize } from '../../../../src-main/core/evaluation/significance.ts';

describe('summarize', () => {
  it('gives no interval for one seed', () => {
    expect(summarize([0.5])).toEqual({ mean: 0.5, ci95: null, perSeed: [0.5] });
  });

  it("uses Student's t", () => {
    // 1..5: mean 3, s = sqrt(2.5), t(4) = 2.776, half-width 2.776 * sqrt(2.5 / 5) = 1.9629
    const { mean, ci95 } = summarize([1, 2, 3, 4, 5]);
    expect(mean).toBe(3);
    expect(ci95![0]).toBeCloseTo(3 - 1.9629, 3);
    expect(ci95![1]).toBeCloseTo(3 + 1.9629, 3);
  });
});

describe('pairedBootstrap', () => {
  const rng = createRng(3);
  const b = Float64Array.from({ length: 400 }, () => rng.uniform());

  it('sees a small gain that every user has, which an unpaired test would miss', () => {
    const better = b.map((value) => value + 0.01 + 0.02 * (rng.uniform() - 0.5));
    const { difference, ci95, pNotBetter } = pairedBootstrap(better, b, createRng(1));
    expect(difference).toBeCloseTo(0.01, 2);
    expect(ci95[0]).toBeGreaterThan(0);
    expect(pNotBetter).toBe(0);
  });

  it('does not call noise a gain', () => {
    const noisy = b.map((value) => value + rng.normal() * 0.2);
    const centred = noisy.map((value) => value - (noisy.reduce((s, v) => s + v, 0) - b.reduce((s, v) => s + v, 0)) / b.length);
    const { ci95, pNotBetter } = pairedBootstrap(centred, b, createRng(1));
    expect(ci95[0]).toBeLessThan(0);
    expect(ci95[1]).toBeGreaterThan(0);
    expect(pNotBetter).toBeGreaterThan(0.2);
  });

  it('is repeatable by its seed', () => {
    const a = b.map((value) => value * 1.1);
    expect(pairedBootstrap(a, b, createRng(9))).toEqual(pairedBootstrap(a, b, createRng(9)));
  });
});
