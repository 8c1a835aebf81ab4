import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { perUserMetrics, rankingMetricNames } from '../../../../src-main/core/evaluation/rankingPlan.ts';
import { areaUnderCurve, catalogCoverage, f1, novelty, type RankedList } from '../../../../src-main/core/evaluation/rankingMetrics.ts';
import { intervalCoverage, mae, rmse } from '../../../../src-main/core/evaluation/ratingMetrics.ts';
import { topK } from '../../../../src-main/core/recommenders/topK.ts';
import '../../../helpers/propertySeed.ts';

interface Golden {
  readonly ranking: readonly { scores: number[]; excluded: number[]; relevant: number[]; expected: Record<string, number> }[];
  readonly rating: { predictions: number[]; ratings: number[]; rmse: number; mae: number };
}

// Made by test/golden/metrics.py with NumPy, from definitions and not from this code.
const golden = JSON.parse(readFileSync(join(import.meta.dirname, '../../../golden/metrics.json'), 'utf8')) as Golden;

const marks = (length: number, items: readonly number[]) => Uint8Array.from({ length }, (_, item) => (items.includes(item) ? 1 : 0));

describe('metrics against values recomputed elsewhere', () => {
  golden.ranking.forEach(({ scores, excluded, relevant, expected }, at) => {
    it(`ranking case ${at + 1}`, () => {
      const isRelevant = marks(scores.length, relevant);
      const ranked: RankedList = {
        list: topK(Float32Array.from(scores), 10, excluded).itemIndices,
        isRelevant,
        numRelevant: relevant.length,
      };
      for (const name of rankingMetricNames) expect(perUserMetrics[name](ranked, 10), name).toBeCloseTo(expected[`${name}@10`]!, 9);
      expect(areaUnderCurve(Float32Array.from(scores), marks(scores.length, excluded), isRelevant)).toBeCloseTo(expected['auc']!, 9);
    });
  });

  it('rating errors', () => {
    const { predictions, ratings, ...expected } = golden.rating;
    expect(rmse(Float32Array.from(predictions), Float32Array.from(ratings))).toBeCloseTo(expected.rmse, 9);
    expect(mae(Float32Array.from(predictions), Float32Array.from(ratings))).toBeCloseTo(expected.mae, 9);
  });
});

const listArbitrary = fc
  .record({
    order: fc.shuffledSubarray([...Array(30).keys()], { minLength: 1, maxLength: 30 }),
    relevant: fc.subarray([...Array(30).keys()], { minLength: 1 }),
    k: fc.integer({ min: 1, max: 25 }),
  })
  .map(({ order, relevant, k }) => ({
    k,
    ranked: { list: Int32Array.from(order), isRelevant: marks(30, relevant), numRelevant: relevant.length },
  }));

describe('metrics, properties', () => {
  test.prop([listArbitrary])('lie between 0 and 1', ({ ranked, k }) => {
    for (const name of rankingMetricNames) {
      expect(perUserMetrics[name](ranked, k)).toBeGreaterThanOrEqual(0);
      expect(perUserMetrics[name](ranked, k)).toBeLessThanOrEqual(1 + 1e-12);
    }
  });

  test.prop([listArbitrary])(
    'are 1 for relevant films first, in any order, and 0 without a hit',
    ({ ranked: { isRelevant, numRelevant }, k }) => {
      const items = [...isRelevant.keys()];
      const best = {
        list: Int32Array.from([...items.filter((i) => isRelevant[i] === 1), ...items.filter((i) => isRelevant[i] === 0)]),
        isRelevant,
        numRelevant,
      };
      for (const name of ['ndcg', 'hr', 'map', 'mrr'] as const) expect(perUserMetrics[name](best, k)).toBeCloseTo(1, 12);
      const worst = { ...best, list: Int32Array.from(items.filter((i) => isRelevant[i] === 0)) };
      for (const name of rankingMetricNames) expect(perUserMetrics[name](worst, k)).toBe(0);
    },
  );

  test.prop([listArbitrary, fc.nat(), fc.nat()])(
    'never fall when a relevant film moves up past an irrelevant one',
    ({ ranked, k }, a, b) => {
      const list = Int32Array.from(ranked.list);
      const [upper, lower] = [Math.min(a % list.length, b % list.length), Math.max(a % list.length, b % list.length)];
      if (ranked.isRelevant[list[upper]!] === 1 || ranked.isRelevant[list[lower]!] === 0) return;
      [list[upper], list[lower]] = [list[lower]!, list[upper]!];
      for (const name of rankingMetricNames)
        expect(perUserMetrics[name]({ ...ranked, list }, k)).toBeGreaterThanOrEqual(perUserMetrics[name](ranked, k) - 1e-12);
    },
  );

  test.prop([listArbitrary])('recall and hit rate grow with k', ({ ranked, k }) => {
    for (const name of ['recall', 'hr', 'mrr'] as const)
      expect(perUserMetrics[name](ranked, k + 1)).toBeGreaterThanOrEqual(perUserMetrics[name](ranked, k));
  });

  test.prop([fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 4, maxLength: 40 }), fc.nat()])(
    'AUC turns round with the scores, and is 1/2 for equal ones',
    (values, seed) => {
      const scores = Float32Array.from(values);
      const isRelevant = scores.map((_, i) => ((i + seed) % 3 === 0 ? 1 : 0));
      const relevant = Uint8Array.from(isRelevant);
      const none = new Uint8Array(scores.length);
      const area = areaUnderCurve(scores, none, relevant)!;
      expect(
        areaUnderCurve(
          scores.map((score) => -score),
          none,
          relevant,
        ),
      ).toBeCloseTo(1 - area, 9);
      expect(areaUnderCurve(new Float32Array(scores.length), none, relevant)).toBe(0.5);
    },
  );

  it('F1 is the harmonic mean, and 0 for nothing', () => {
    expect(f1(0.5, 0.25)).toBeCloseTo(1 / 3, 12);
    expect(f1(0, 0)).toBe(0);
  });

  it('coverage counts films once; novelty is bits of surprise', () => {
    const lists = [Int32Array.of(0, 1), Int32Array.of(1, 2)];
    expect(catalogCoverage(lists, 2, 10)).toBe(0.3);
    expect(catalogCoverage(lists, 1, 10)).toBe(0.2);
    // Shares 1/2, 1/4, 1/4, and 1/8 for the film that nobody rated.
    expect(novelty(lists, 2, Float32Array.of(4, 2, 0), 8)).toBeCloseTo((1 + 2 + 2 + 3) / 4, 12);
  });

  it('interval coverage includes the ends', () => {
    expect(intervalCoverage(Float32Array.of(2, 3, 4), Float32Array.of(3, 4, 5), Float32Array.of(3, 3, 3))).toBeCloseTo(2 / 3, 12);
  });
});
