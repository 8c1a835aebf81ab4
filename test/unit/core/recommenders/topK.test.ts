import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { topK } from '../../../../src-main/core/recommenders/topK.ts';
import '../../../helpers/propertySeed.ts';

describe('topK', () => {
  test.prop([
    fc.array(fc.oneof(fc.float({ noNaN: true, min: -9, max: 9 }), fc.constantFrom(0, 1, Number.NaN, Number.NEGATIVE_INFINITY)), {
      maxLength: 60,
    }),
    fc.integer({ min: 0, max: 70 }),
    fc.array(fc.nat(59), { maxLength: 20 }),
  ])('is the head of a full sort, ties by the lower index, without NaN, -Infinity and what is excluded', (values, k, exclude) => {
    const scores = Float32Array.from(values);
    const sorted = [...scores.keys()]
      .filter((i) => scores[i]! > Number.NEGATIVE_INFINITY && !exclude.includes(i))
      .sort((a, b) => scores[b]! - scores[a]! || a - b)
      .slice(0, k);
    const { itemIndices, scores: ranked } = topK(scores, k, exclude);
    expect([...itemIndices]).toEqual(sorted);
    expect([...ranked]).toEqual(sorted.map((i) => scores[i]));
  });

  it('gives all there is when asked for more', () => {
    expect([...topK(Float32Array.of(1, 3, 2), 10).itemIndices]).toEqual([1, 2, 0]);
  });
});
