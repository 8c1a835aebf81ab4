import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../../src-main/core/base/rng.ts';
import { fitListWeights, listCase, standardize } from '../../../../../src-main/core/recommenders/blend/listWeights.ts';
import { fitStarWeights } from '../../../../../src-main/core/recommenders/blend/starWeights.ts';

describe('weights of stars', () => {
  const rng = createRng(1, 'blend');
  const column = () => Float64Array.from({ length: 400 }, () => 3 + rng.normal());
  const [a, b, c] = [column(), column(), column()];

  it('are those that the ratings were made with', () => {
    const { weights, constant } = fitStarWeights(
      [a, b, c],
      a.map((value, row) => 0.5 + 0.7 * value + 0.2 * b[row]),
      0,
    );
    [0.7, 0.2, 0].forEach((weight, p) => expect(weights[p]).toBeCloseTo(weight, 6));
    expect(constant).toBeCloseTo(0.5, 5);
  });

  it('are never negative', () => {
    const { weights } = fitStarWeights(
      [a, b, c],
      a.map((value, row) => value - 0.5 * b[row]),
      0,
    );
    expect(weights[1]).toBe(0);
    expect(weights[0]).toBeGreaterThan(0.8);
  });

  it('are shared by parts that are equal, and even without ratings', () => {
    const { weights } = fitStarWeights([a, a.slice()], a, 1);
    expect(weights[0]).toBeCloseTo(weights[1], 6);
    expect(fitStarWeights([a, b], new Float64Array(0), 1).weights).toEqual(Float64Array.of(0.5, 0.5));
  });
});

describe('weights of lists', () => {
  it('go to the part whose lists hold the films held back', () => {
    const rng = createRng(2, 'lists');
    const cases = Array.from({ length: 20 }, () => {
      const relevant = new Set([rng.integer(100), rng.integer(100), rng.integer(100)]);
      const good = standardize(Float32Array.from({ length: 100 }, (_, item) => (relevant.has(item) ? 3 : 0) + rng.normal()));
      const chance = standardize(Float32Array.from({ length: 100 }, () => 1000 * rng.normal()));
      return listCase([chance, good], [], relevant);
    });
    const [chance, good] = fitListWeights(cases, 2);
    expect(chance + good).toBeCloseTo(1, 9);
    expect(good).toBeGreaterThanOrEqual(0.7);
  });

  it('standardizing takes units away and leaves a constant at 0', () => {
    expect(standardize(Float32Array.of(10, 20, 30))[2]).toBeCloseTo(1.2247, 4);
    expect(standardize(Float32Array.of(7, 7, 7))).toEqual(Float32Array.of(0, 0, 0));
  });

  it('never count films of the training part', () => {
    const { isRelevant, numRelevant } = listCase([Float32Array.of(3, 2, 1)], [0], new Set([1]));
    expect(Array.from(isRelevant)).toEqual([1, 0]);
    expect(numRelevant).toBe(1);
  });
});
