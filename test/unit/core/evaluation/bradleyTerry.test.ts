import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src-main/core/base/rng.ts';
import { type PairVote, standings } from '../../../../src-main/core/evaluation/bradleyTerry.ts';

/** Votes drawn from known strengths: a beats b with odds 10^((eloA - eloB) / 400). */
function drawn(elos: readonly number[], count: number, seed: number): PairVote[] {
  const rng = createRng(seed, 'votes');
  return Array.from({ length: count }, () => {
    const a = rng.integer(elos.length);
    const b = (a + 1 + rng.integer(elos.length - 1)) % elos.length;
    const chance = 1 / (1 + 10 ** ((elos[b]! - elos[a]!) / 400));
    return { a, b, scoreOfA: rng.uniform() < chance ? 1 : 0 };
  });
}

describe('standings', () => {
  it('find strengths that votes were drawn from, within their intervals', () => {
    const truth = [1650, 1550, 1500, 1300];
    const found = standings(4, drawn(truth, 3000, 7));
    found.forEach(({ elo, interval }, i) => {
      expect(Math.abs(elo - truth[i]!)).toBeLessThan(25);
      expect(interval![0]).toBeLessThan(elo);
      expect(interval![1]).toBeGreaterThan(elo);
    });
    expect(found.reduce((sum, { elo }) => sum + elo, 0) / 4).toBeCloseTo(1500, 6);
  });

  it('agree with the closed form for two: 7 wins and 1 tie of 10, and a tied game of each with the middle', () => {
    const votes: PairVote[] = Array.from({ length: 10 }, (_, i) => ({ a: 0, b: 1, scoreOfA: i < 7 ? 1 : i === 7 ? 0.5 : 0 }));
    const [first, second] = standings(2, votes);
    expect(first).toMatchObject({ votes: 10, wins: 7, ties: 1 });
    expect(second).toMatchObject({ votes: 10, wins: 2, ties: 1 });
    // By symmetry the strengths are x and 1 / x; the equation of likelihood is 7.5 + 0.5 = 10 x^2 / (1 + x^2) + x / (1 + x).
    const x = 10 ** ((first!.elo - 1500) / 400);
    expect((10 * x * x) / (1 + x * x) + x / (1 + x)).toBeCloseTo(8, 5);
  });

  it('depend on no order, and are finite where one wins all', () => {
    const votes = drawn([1600, 1500, 1400], 60, 3);
    expect(standings(3, votes)).toEqual(standings(3, votes));
    const reversed = standings(3, votes.toReversed());
    standings(3, votes).forEach(({ elo }, i) => expect(reversed[i]!.elo).toBeCloseTo(elo, 6));
    const [always, never, unseen] = standings(3, Array<PairVote>(20).fill({ a: 0, b: 1, scoreOfA: 1 }));
    expect(always!.elo).toBeGreaterThan(1600);
    expect(never!.elo).toBeLessThan(1400);
    expect(unseen).toMatchObject({ interval: null, votes: 0 });
    expect(Number.isFinite(always!.elo - never!.elo)).toBe(true);
    expect(standings(0, [])).toEqual([]);
  });

  it('leave much open where few votes agree, and hold the truth in about 95 of 100 cases', () => {
    const [first, second] = standings(2, Array<PairVote>(3).fill({ a: 0, b: 1, scoreOfA: 1 }));
    expect(first!.interval![0]).toBeLessThan(second!.interval![1]);
    const truth = [1580, 1520, 1400];
    let held = 0;
    for (let seed = 1; seed <= 200; seed++)
      standings(3, drawn(truth, 120, seed)).forEach(({ interval }, i) => {
        if (interval![0] <= truth[i]! && truth[i]! <= interval![1]) held++;
      });
    expect(held / 600).toBeGreaterThan(0.92);
    expect(held / 600).toBeLessThan(0.98);
  });
});
