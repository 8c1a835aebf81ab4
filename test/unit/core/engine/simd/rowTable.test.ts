import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../../src-main/core/base/rng.ts';
import { rowTable } from '../../../../../src-main/core/engine/simd/rowTable.ts';
import { type ItemSide, itemScores, servedItems } from '../../../../../src-main/core/recommenders/als/factorModel.ts';

const random = (length: number, seed: number): Float32Array => {
  const rng = createRng(seed, 'row table');
  return Float32Array.from({ length }, () => rng.normal());
};

describe('a table of rows', () => {
  it.each([
    [1, 1],
    [3, 5],
    [4, 4],
    [5, 7],
    [8, 64],
    [61, 6],
    [62, 65],
    [5000, 33],
  ])('gives the products of %i rows of %i numbers', (numRows, width) => {
    const rows = random(numRows * width, 1);
    const vector = random(width, 2);
    const expected = Float64Array.from({ length: numRows }, (_, row) =>
      vector.reduce((sum, entry, column) => sum + entry * rows[row * width + column]!, 0),
    );
    const products = rowTable(rows, width).timesVector(vector);
    expect(products).toHaveLength(numRows);
    for (let row = 0; row < numRows; row++) expect(Math.abs(products[row]! - expected[row]!)).toBeLessThan(1e-5 * Math.sqrt(width));
  });

  it('keeps each answer, its own rows, and other tables apart', () => {
    const [first, second] = [rowTable(Float32Array.of(1, 2, 3, 4), 2), rowTable(Float32Array.of(5, 6), 2)];
    const before = first.timesVector(Float32Array.of(1, 1));
    first.rows[0] = 10;
    expect([...first.timesVector(Float32Array.of(1, 0))]).toEqual([10, 3]);
    expect([...before]).toEqual([3, 7]);
    expect([...second.timesVector(Float64Array.of(1, 1))]).toEqual([11]);
  });

  it('takes no rows, and refuses a vector of another width', () => {
    expect(rowTable(new Float32Array(0), 3).timesVector(new Float32Array(3))).toHaveLength(0);
    expect(() => rowTable(new Float32Array(6), 3).timesVector(new Float32Array(2))).toThrow('a vector of 2 met rows of 3');
    expect(() => rowTable(new Float32Array(7), 3)).toThrow('no rows of 3');
  });

  it('scores many films as plain code does', () => {
    const [numItems, factors] = [17_001, 62];
    const items: ItemSide = { numItems, factors, itemFactors: random(numItems * factors, 3) };
    const served = servedItems(items);
    expect(served.table).toBeDefined();
    expect(servedItems({ ...items, numItems: 10, itemFactors: items.itemFactors.slice(0, 620) }).table).toBeUndefined();
    const vector = Float64Array.from(random(factors, 4));
    const offsets = random(numItems, 5);
    const [quick, plain] = [served, items].map((side) => itemScores(side, vector, offsets, 3.5)) as [Float32Array, Float32Array];
    expect(Math.max(...quick.map((score, item) => Math.abs(score - plain[item]!)))).toBeLessThan(2e-5);
  });
});
