import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { holmCorrection, wilcoxonSignedRank } from '../../../../src-main/core/evaluation/wilcoxon.ts';
import '../../../helpers/propertySeed.ts';

describe("Wilcoxon's signed-rank test", () => {
  it('counts the null distribution out where it can', () => {
    // Hamilton depression scale before and after (Hollander, Wolfe 1973); T = 5 of n = 9: 20 of 512 sign patterns are as extreme.
    const before = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3];
    const after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
    expect(wilcoxonSignedRank(Float64Array.from(before, (value, at) => value - after[at]!))).toBeCloseTo(20 / 512, 12);
  });

  it("agrees with SciPy's normal approximation under ties and zeros", () => {
    const differences = [0.8, 0.2, -1.6, -1.2, 0.9, 0.7, -0.6, 0, 0.4, 0.5, 0.9, 0.3, -0.1, -0.3, 1.1, -2.3, -0.1, 0, -1.4, 0.3];
    expect(wilcoxonSignedRank(Float64Array.from(differences))).toBeCloseTo(0.913239444958166, 10);
    expect(wilcoxonSignedRank(Float64Array.from(differences, (value) => -value))).toBeCloseTo(0.913239444958166, 10);
  });

  it('says nothing where nothing differs', () => {
    expect(wilcoxonSignedRank(new Float64Array(5))).toBeNull();
  });

  test.prop([fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 120 })])(
    'is a probability, whatever the signs are called',
    (values) => {
      const p = wilcoxonSignedRank(Float64Array.from(values));
      expect(p === null).toBe(values.every((value) => value === 0));
      if (p === null) return;
      expect(p).toBeGreaterThan(0);
      expect(p).toBeLessThanOrEqual(1);
      expect(wilcoxonSignedRank(Float64Array.from(values, (value) => -value))).toBeCloseTo(p, 12);
    },
  );
});

describe("Holm's correction", () => {
  it('multiplies the smallest by their number, and never falls', () => {
    expect(holmCorrection([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
    expect(holmCorrection([0.5, 0.9])).toEqual([1, 1]);
  });

  it('leaves out comparisons without a difference', () => {
    expect(holmCorrection([null, 0.02, 0.03])).toEqual([null, 0.04, 0.04]);
  });
});
