import { describe, expect, it } from 'vitest';
import { bestTrial, type MeasuredTrial, nextTrial, numFits, type SearchPlan } from '../../../../src-main/core/evaluation/search.ts';
import { wilsonInterval } from '../../../../src-main/core/evaluation/wilson.ts';

const plan: SearchPlan = {
  method: 'successive-halving',
  trials: 13,
  seed: 5,
  preset: { rate: 0.1, kind: 'a' },
  space: { rate: { kind: 'log', min: 0.001, max: 1 }, kind: { kind: 'choice', values: ['a', 'b'] } },
};
/** Known by construction: the nearer to 0.02, the better. */
const valueOf = (rate: number): number => -Math.abs(Math.log(rate / 0.02));

function searched(asked: SearchPlan, from: readonly MeasuredTrial[] = []) {
  const measured = from.map((one) => ({ ...one, hyperparameters: {} as Record<string, unknown>, budget: 0 }));
  for (let next = nextTrial(asked, measured); next !== null; next = nextTrial(asked, measured)) {
    measured.push({ ...next, value: valueOf(next.hyperparameters['rate'] as number) });
  }
  return measured;
}

describe('a search', () => {
  it('begins with the preset, measures thirds again with three times the rows, and ends with the best', () => {
    const measured = searched(plan);
    expect(measured[0]).toMatchObject({ trial: 0, rung: 0, hyperparameters: plan.preset });
    expect([0, 1, 2].map((rung) => measured.filter((one) => one.rung === rung).length)).toEqual([13, 4, 1]);
    expect(measured).toHaveLength(numFits(plan));
    expect([0, 1, 2].map((rung) => measured.find((one) => one.rung === rung)!.budget)).toEqual([1 / 9, 1 / 3, 1]);
    const best = measured.filter(({ rung }) => rung === 0).sort((a, b) => b.value - a.value)[0]!;
    expect(bestTrial(measured)).toMatchObject({ trial: best.trial, rung: 2, hyperparameters: best.hyperparameters });
  });

  it('goes on from any point as if it had never stopped', () => {
    const whole = searched(plan);
    for (const at of [1, 5, 13, 15, 17]) {
      const rest = searched(plan, whole.slice(0, at)).slice(at);
      expect(rest.map(({ trial, rung, hyperparameters }) => ({ trial, rung, hyperparameters }))).toEqual(
        whole.slice(at).map(({ trial, rung, hyperparameters }) => ({ trial, rung, hyperparameters })),
      );
    }
    expect(nextTrial(plan, whole)).toBeNull();
  });

  it('at random uses all rows for every trial, the same draws for the same seed', () => {
    const random = searched({ ...plan, method: 'random' });
    expect(random).toHaveLength(13);
    expect(random.every(({ budget, rung }) => budget === 1 && rung === 0)).toBe(true);
    expect(searched({ ...plan, method: 'random' })).toEqual(random);
    expect(searched({ ...plan, method: 'random', seed: 6 })[1]).not.toEqual(random[1]);
    expect(bestTrial([])).toBeNull();
  });
});

describe('the interval of a share', () => {
  it('is that of Wilson, in closed form', () => {
    const [low, high] = wilsonInterval(81, 263);
    expect([low, high].map((value) => value.toFixed(4))).toEqual(['0.2553', '0.3662']);
    expect(wilsonInterval(0, 10)[0]).toBe(0);
    expect(wilsonInterval(10, 10)[1]).toBeCloseTo(1, 12);
  });
});
