import { afterAll, describe, expect, it } from 'vitest';
import { createRng } from '../../../../../src-main/core/base/rng.ts';
import { unknownDemographics } from '../../../../../src-main/core/data/interactions.ts';
import { userItemMatrix } from '../../../../../src-main/core/data/csrMatrix.ts';
import { openRuntime } from '../../../../../src-main/core/engine/session.ts';
import { cosineToItem, foldInExplicit, foldInImplicit, itemScores } from '../../../../../src-main/core/recommenders/als/factorModel.ts';
import { compileHalfSweep } from '../../../../../src-main/core/recommenders/als/halfSweep.ts';
import { gramOf } from '../../../../../src-main/core/recommenders/als/ials.ts';

const runtime = openRuntime('cpu', { threads: 1 });
afterAll(() => runtime.dispose());

const K = 5;
const NUM_ITEMS = 23;
const rng = createRng(9, 'fold-in');
const itemFactors = Float32Array.from({ length: NUM_ITEMS * K }, () => 0.4 * rng.normal());
const itemBiases = Float32Array.from({ length: NUM_ITEMS }, () => 0.3 * rng.normal());
const person = {
  itemIndices: Int32Array.of(0, 3, 5, 11, 12, 20, 22),
  ratings: Float32Array.of(5, 4.5, 1, 3, 3.5, 2, 4),
  demographics: unknownDemographics,
  userIndex: null,
};
const onePerson = userItemMatrix(
  { userIndices: new Int32Array(7), itemIndices: person.itemIndices, ratings: person.ratings, timestamps: new Float64Array(7) },
  1,
  NUM_ITEMS,
);

describe('folding a person in', () => {
  it('explicit: equals the half sweep of the graph', async () => {
    const width = K + 2;
    const table = new Float32Array((NUM_ITEMS + 1) * width);
    for (let item = 0; item < NUM_ITEMS; item++) {
      table.set(itemFactors.subarray(item * K, (item + 1) * K), item * width);
      table[item * width + K] = 1;
      table[item * width + K + 1] = itemBiases[item]!;
    }
    const regularization = { factors: (count: number) => 1 + 0.1 * count, bias: () => 3 };
    const sweep = await compileHalfSweep(onePerson, runtime, {
      width,
      fixed: 1,
      steps: 14,
      explicit: true,
      unobservedWeight: 0,
      mean: 3.2,
      regularization: (count) =>
        new Float32Array(width)
          .fill(regularization.factors(count))
          .fill(3, K)
          .fill(0, K + 1),
    });
    const solution = new Float32Array(2 * width);
    solution[width - 1] = 1;
    await sweep.run(table, solution);
    await sweep.dispose();
    const folded = foldInExplicit(
      { numItems: NUM_ITEMS, factors: K, itemFactors, itemBiases, globalMean: Math.fround(3.2) },
      person,
      regularization,
    );
    [...folded.factors, folded.bias, 1].forEach((value, i) => expect(solution[i]).toBeCloseTo(value, 5));
  });

  it('implicit: equals the half sweep of the graph', async () => {
    const table = new Float32Array((NUM_ITEMS + 1) * K);
    table.set(itemFactors);
    const sweep = await compileHalfSweep(onePerson, runtime, {
      width: K,
      fixed: 0,
      steps: 12,
      explicit: false,
      unobservedWeight: 0.3,
      mean: 0,
      regularization: () => new Float32Array(K).fill(0.7),
    });
    const solution = new Float32Array(2 * K);
    await sweep.run(table, solution);
    await sweep.dispose();
    const items = { numItems: NUM_ITEMS, factors: K, itemFactors };
    const weighted = Float64Array.from(gramOf(items), (entry) => 0.3 * entry);
    foldInImplicit(items, person, weighted, () => 0.7).forEach((value, i) => expect(solution[i]).toBeCloseTo(value, 5));
  });

  it('scores and cosines are what their names say', () => {
    const items = { numItems: NUM_ITEMS, factors: K, itemFactors };
    const vector = Float64Array.from({ length: K }, (_, f) => f - 2);
    const row = (item: number) => Array.from(itemFactors.subarray(item * K, (item + 1) * K));
    const dot = (a: ArrayLike<number>, b: readonly number[]) => b.reduce((sum, value, f) => sum + value * a[f]!, 0);
    const scores = itemScores(items, vector, itemBiases, 0.5);
    const cosines = cosineToItem(items, 4);
    for (let item = 0; item < NUM_ITEMS; item++) {
      expect(scores[item]).toBeCloseTo(dot(vector, row(item)) + itemBiases[item]! + 0.5, 5);
      const cosine = dot(row(4), row(item)) / Math.sqrt(dot(row(4), row(4)) * dot(row(item), row(item)));
      if (item === 4) expect(cosines[item]).toBe(Number.NEGATIVE_INFINITY);
      else expect(cosines[item]).toBeCloseTo(cosine, 5);
    }
  });
});
