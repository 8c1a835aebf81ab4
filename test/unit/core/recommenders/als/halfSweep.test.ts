import { afterAll, describe, expect, it } from 'vitest';
import { createRng } from '../../../../../src-main/core/base/rng.ts';
import { type CsrMatrix, userItemMatrix } from '../../../../../src-main/core/data/csrMatrix.ts';
import { printGraph } from '../../../../../src-main/core/engine/print.ts';
import { openRuntime } from '../../../../../src-main/core/engine/session.ts';
import { compileHalfSweep } from '../../../../../src-main/core/recommenders/als/halfSweep.ts';
import { halfSweepGraph } from '../../../../../src-main/core/recommenders/als/halfSweepGraph.ts';
import { referenceHalfSweep } from '../../../../helpers/alsReference.ts';

const runtime = openRuntime('cpu', { threads: 1 });
afterAll(() => runtime.dispose());

const WIDTH = 6;
const NUM_USERS = 40;
const NUM_ITEMS = 30;
/** Conjugate gradient ends after as many steps as there are unknowns; a few more make up for rounding. */
const STEPS = 12;

function randomMatrix(): CsrMatrix {
  const rng = createRng(3, 'half-sweep');
  const cells = new Set<number>();
  // User 0 has nothing, user 1 nearly everything.
  for (let i = 0; i < 500; i++) cells.add((1 + rng.integer(NUM_USERS - 1)) * NUM_ITEMS + rng.integer(NUM_ITEMS));
  for (let item = 0; item < NUM_ITEMS - 2; item++) cells.add(NUM_ITEMS + item);
  const sorted = [...cells];
  return userItemMatrix(
    {
      userIndices: Int32Array.from(sorted, (cell) => Math.floor(cell / NUM_ITEMS)),
      itemIndices: Int32Array.from(sorted, (cell) => cell % NUM_ITEMS),
      ratings: Float32Array.from(sorted, () => 0.5 + rng.integer(10) / 2),
      timestamps: new Float64Array(sorted.length),
    },
    NUM_USERS,
    NUM_ITEMS,
  );
}

/** Gaussian rows and the zero row at the end. */
function randomTable(constantColumn: boolean): Float32Array {
  const rng = createRng(4, 'table');
  const table = new Float32Array((NUM_ITEMS + 1) * WIDTH);
  for (let i = 0; i < NUM_ITEMS * WIDTH; i++) table[i] = constantColumn && i % WIDTH === WIDTH - 1 ? 1 : 0.4 * rng.normal();
  return table;
}

const matrix = randomMatrix();

function expectClose(solution: Float32Array, expected: number[][]): void {
  for (let row = 0; row < NUM_USERS; row++)
    for (let i = 0; i < WIDTH; i++) expect(solution[row * WIDTH + i], `row ${row}, unknown ${i}`).toBeCloseTo(expected[row]![i]!, 4);
}

describe('half sweep', () => {
  it("explicit: equals the double-precision solution, a column of ones carrying the bias and a given 1 the other side's", async () => {
    const table = randomTable(true);
    const biases = Float32Array.from({ length: NUM_ITEMS }, (_, item) => Math.sin(item) / 2);
    const mean = 3.5;
    const reg = (count: number, unknown: number) => (unknown === WIDTH - 1 ? 4 : 2 + 0.05 * count);
    const width = WIDTH + 1;
    const sweep = await compileHalfSweep(matrix, runtime, {
      width,
      fixed: 1,
      steps: STEPS,
      explicit: true,
      unobservedWeight: 0,
      mean,
      regularization: (count) => Float32Array.from({ length: width }, (_, i) => (i === WIDTH ? 0 : reg(count, i))),
    });
    const met = new Float32Array((NUM_ITEMS + 1) * width);
    biases.forEach((bias, item) => {
      met.set(table.subarray(item * WIDTH, (item + 1) * WIDTH), item * width);
      met[item * width + WIDTH] = bias;
    });
    const solution = Float32Array.from({ length: (NUM_USERS + 1) * width }, (_, i) => (i % width === WIDTH ? 1 : 0));
    await sweep.run(met, solution);
    await sweep.dispose();
    const expected = referenceHalfSweep(matrix, table, {
      width: WIDTH,
      shared: () => 0,
      regularization: reg,
      target: (value, column) => value - mean - biases[column]!,
    });
    for (let row = 0; row < NUM_USERS; row++) {
      for (let i = 0; i < WIDTH; i++) expect(solution[row * width + i], `row ${row}, unknown ${i}`).toBeCloseTo(expected[row]![i]!, 4);
      expect(solution[row * width + WIDTH]).toBe(1);
    }
  });

  it('implicit: equals the double-precision solution with every unobserved cell weighed', async () => {
    const table = randomTable(false);
    const unobservedWeight = 0.2;
    const reg = (count: number) => 0.05 * (count + unobservedWeight * NUM_ITEMS);
    const sweep = await compileHalfSweep(matrix, runtime, {
      width: WIDTH,
      fixed: 0,
      steps: STEPS,
      explicit: false,
      unobservedWeight,
      mean: 0,
      regularization: (count) => new Float32Array(WIDTH).fill(reg(count)),
    });
    const solution = new Float32Array((NUM_USERS + 1) * WIDTH);
    await sweep.run(table, solution);
    await sweep.dispose();
    const gram = (i: number, j: number) => {
      let sum = 0;
      for (let item = 0; item < NUM_ITEMS; item++) sum += table[item * WIDTH + i]! * table[item * WIDTH + j]!;
      return unobservedWeight * sum;
    };
    expectClose(solution, referenceHalfSweep(matrix, table, { width: WIDTH, shared: gram, regularization: reg, target: () => 1 }));
  });

  it('never touches the zero row, and stops when cancelled', async () => {
    const sweep = await compileHalfSweep(matrix, runtime, {
      width: WIDTH,
      fixed: 0,
      steps: 1,
      explicit: false,
      unobservedWeight: 0.1,
      mean: 0,
      regularization: () => new Float32Array(WIDTH).fill(1),
    });
    const solution = new Float32Array((NUM_USERS + 1) * WIDTH);
    await expect(sweep.run(randomTable(false), solution, { aborted: true })).rejects.toMatchObject({
      code: 'cancelled',
    });
    await sweep.run(randomTable(false), solution);
    expect(solution.subarray(NUM_USERS * WIDTH)).toEqual(new Float32Array(WIDTH));
    await sweep.dispose();
  });

  it('is this graph', () => {
    const shape = { numOther: 9, width: 2, batch: 3, length: 4, steps: 1 };
    expect(`\n${printGraph(halfSweepGraph({ ...shape, explicit: true }))}\n`).toMatchInlineSnapshot(`
      "
      half-sweep(table: float32[10, 2], indices: int32[3, 4], start: float32[3, 1, 2], reg: float32[3, 1, 2], inverseDiagonal: float32[3, 1, 2], targets: float32[3, 1, 4]) {
        %0 = Gather(table, indices, axis=0): float32[3, 4, 2]
        %1 = Transpose(%0, perm=[0, 2, 1]): float32[3, 2, 4]
        %2 = MatMul(start, %1): float32[3, 1, 4]
        %3 = Sub(targets, %2): float32[3, 1, 4]
        %4 = MatMul(%3, %0): float32[3, 1, 2]
        %5 = Mul(start, reg): float32[3, 1, 2]
        %6 = Sub(%4, %5): float32[3, 1, 2]
        %7 = Mul(%6, inverseDiagonal): float32[3, 1, 2]
        %8 = Mul(%6, %7): float32[3, 1, 2]
        %9 = ReduceSum(%8, axes=[2], keepdims=true): float32[3, 1, 1]
        %10 = Add(%9, 1.0000000031710769e-30): float32[3, 1, 1]
        %11 = MatMul(%7, %1): float32[3, 1, 4]
        %12 = MatMul(%11, %0): float32[3, 1, 2]
        %13 = Mul(%7, reg): float32[3, 1, 2]
        %14 = Add(%12, %13): float32[3, 1, 2]
        %15 = Mul(%7, %14): float32[3, 1, 2]
        %16 = ReduceSum(%15, axes=[2], keepdims=true): float32[3, 1, 1]
        %17 = Add(%16, 1.0000000031710769e-30): float32[3, 1, 1]
        %18 = Div(%10, %17): float32[3, 1, 1]
        %19 = Mul(%18, %7): float32[3, 1, 2]
        %20 = Add(start, %19): float32[3, 1, 2]
        return solution = %20
      }
      "
    `);
    expect(`\n${printGraph(halfSweepGraph({ ...shape, explicit: false }))}\n`).toMatchInlineSnapshot(`
      "
      half-sweep(table: float32[10, 2], indices: int32[3, 4], start: float32[3, 1, 2], reg: float32[3, 1, 2], inverseDiagonal: float32[3, 1, 2], shared: float32[2, 2]) {
        %0 = Gather(table, indices, axis=0): float32[3, 4, 2]
        %1 = Transpose(%0, perm=[0, 2, 1]): float32[3, 2, 4]
        %2 = MatMul(start, %1): float32[3, 1, 4]
        %3 = Sub(1, %2): float32[3, 1, 4]
        %4 = MatMul(%3, %0): float32[3, 1, 2]
        %5 = MatMul(start, shared): float32[3, 1, 2]
        %6 = Mul(start, reg): float32[3, 1, 2]
        %7 = Add(%5, %6): float32[3, 1, 2]
        %8 = Sub(%4, %7): float32[3, 1, 2]
        %9 = Mul(%8, inverseDiagonal): float32[3, 1, 2]
        %10 = Mul(%8, %9): float32[3, 1, 2]
        %11 = ReduceSum(%10, axes=[2], keepdims=true): float32[3, 1, 1]
        %12 = Add(%11, 1.0000000031710769e-30): float32[3, 1, 1]
        %13 = MatMul(%9, %1): float32[3, 1, 4]
        %14 = MatMul(%13, %0): float32[3, 1, 2]
        %15 = MatMul(%9, shared): float32[3, 1, 2]
        %16 = Mul(%9, reg): float32[3, 1, 2]
        %17 = Add(%15, %16): float32[3, 1, 2]
        %18 = Add(%14, %17): float32[3, 1, 2]
        %19 = Mul(%9, %18): float32[3, 1, 2]
        %20 = ReduceSum(%19, axes=[2], keepdims=true): float32[3, 1, 1]
        %21 = Add(%20, 1.0000000031710769e-30): float32[3, 1, 1]
        %22 = Div(%12, %21): float32[3, 1, 1]
        %23 = Mul(%22, %9): float32[3, 1, 2]
        %24 = Add(start, %23): float32[3, 1, 2]
        return solution = %24
      }
      "
    `);
  });
});
