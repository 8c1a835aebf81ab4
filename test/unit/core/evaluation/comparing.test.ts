import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src-main/core/base/rng.ts';
import { type Contestant, comparePairs } from '../../../../src-main/core/evaluation/comparing.ts';
import { meanOverSeeds, paired, type PeopleFigures } from '../../../../src-main/core/evaluation/people.ts';
import { groupFigures, personGroups } from '../../../../src-main/core/evaluation/personGroups.ts';
import { twoTastes } from '../../../helpers/twoTastes.ts';

const figures = (userIds: number[], values: number[], metric = 'ndcg@10'): PeopleFigures => ({
  userIds: Int32Array.from(userIds),
  metrics: { [metric]: Float64Array.from(values) },
});

describe('people over several seeds', () => {
  it('count once, with the mean of the seeds that tested them', () => {
    const { userIds, metrics } = meanOverSeeds([figures([1, 2, 3], [0.1, 0.2, 0.3]), figures([2, 3, 4], [0.4, 0.5, 0.6])]);
    expect(Array.from(userIds)).toEqual([1, 2, 3, 4]);
    expect(Array.from(metrics['ndcg@10']!).map((value) => Math.round(value * 1000))).toEqual([100, 300, 400, 600]);
  });

  it('are paired by id, not by place', () => {
    const { a, b, userIds } = paired(figures([5, 6, 7], [1, 2, 3]), figures([7, 5], [30, 10]), 'ndcg@10');
    expect([Array.from(userIds), Array.from(a), Array.from(b)]).toEqual([
      [5, 7],
      [1, 3],
      [10, 30],
    ]);
  });
});

describe('comparing', () => {
  const rng = createRng(4);
  const ids = Array.from({ length: 300 }, (_, at) => at + 1);
  const base = ids.map(() => rng.uniform());
  const contestant = (key: string, gain: number, noise: number): Contestant => ({
    key,
    seeds: [1, 2].map(() =>
      figures(
        ids,
        base.map((value) => value + gain + noise * rng.normal()),
      ),
    ),
  });
  const contestants = [contestant('plain', 0, 0.05), contestant('better', 0.03, 0.05), contestant('same', 0, 0.05)];

  it('finds the one that is better, and corrects for three questions', () => {
    const pairs = comparePairs(contestants, 'ndcg@10');
    expect(pairs.map(({ a, b }) => `${a} ${b}`)).toEqual(['plain better', 'plain same', 'better same']);
    const [gain, none] = pairs;
    expect(gain!.difference).toBeCloseTo(-0.03, 1.5);
    expect(gain!.ci95[1]).toBeLessThan(0);
    expect(gain!.pHolm).toBeLessThan(0.001);
    expect(gain!.meanB - gain!.meanA).toBeCloseTo(-gain!.difference, 12);
    expect(none!.ci95[0]).toBeLessThan(0.0);
    expect(none!.pHolm).toBeGreaterThan(0.01);
    for (const { pWilcoxon, pHolm } of pairs) expect(pHolm).toBeGreaterThanOrEqual(pWilcoxon!);
  });

  it('refuses one alone, an unknown metric, and people who never met', () => {
    expect(() => comparePairs(contestants.slice(0, 1), 'ndcg@10')).toThrow(/two models/);
    expect(() => comparePairs(contestants, 'luck@10')).toThrow(/ndcg@10/);
    const strangers: Contestant = { key: 'strangers', seeds: [figures([9001], [0.5])] };
    expect(() => comparePairs([contestants[0]!, strangers], 'ndcg@10')).toThrow(/different people/);
  });
});

describe('groups of people', () => {
  const dataset = twoTastes({ numUsers: 30, numItems: 20 });
  const groups = personGroups(dataset);

  it('are by age and gender, and in thirds by activity', () => {
    expect(groups.filter(({ by }) => by === 'gender').map(({ group, userIds }) => [group, userIds.size])).toEqual([
      ['F', 15],
      ['M', 15],
    ]);
    expect(groups.filter(({ by }) => by === 'age').map(({ group }) => group)).toEqual(['25']);
    const thirds = groups.filter(({ by }) => by === 'activity');
    expect(thirds).toHaveLength(3);
    expect(thirds.reduce((sum, { userIds }) => sum + userIds.size, 0)).toBe(30);
    const counts = new Map<number, number>();
    for (const user of dataset.interactions.userIndices) counts.set(100 + user, (counts.get(100 + user) ?? 0) + 1);
    for (const { group, userIds } of thirds) {
      const [from, to] = group.split('-').map(Number);
      for (const id of userIds) {
        expect(counts.get(id)!).toBeGreaterThanOrEqual(from!);
        expect(counts.get(id)!).toBeLessThanOrEqual(to!);
      }
    }
  });

  it('report the means of those who were tested', () => {
    // People 100, 102 are women, 101 a man.
    const gender = groupFigures(groups, [figures([100, 101, 102], [0.2, 0.9, 0.4])]).filter(({ by }) => by === 'gender');
    expect(gender.map(({ group, people }) => [group, people])).toEqual([
      ['F', 2],
      ['M', 1],
    ]);
    expect(gender[0]!.metrics['ndcg@10']).toBeCloseTo(0.3, 12);
    expect(gender[1]!.metrics['ndcg@10']).toBeCloseTo(0.9, 12);
  });
});
