import type { CancelSignal, ReportProgress } from '../../base/progress.ts';
import type { Rng } from '../../base/rng.ts';
import { transposeUserItem, type UserItemMatrix } from '../../data/csrMatrix.ts';
import type { TensorRuntime } from '../../engine/tensorRuntime.ts';
import { integerSetting, numberSetting } from '../hyperparameters.ts';
import type { Hyperparameters, RecommenderDefinition } from '../recommender.ts';
import { alternate } from './alternate.ts';
import { explicitFactors, explicitRegularization, loadExplicitItems } from './explicitFactors.ts';
import type { ExplicitItems } from './factorModel.ts';
import { compileHalfSweep } from './halfSweep.ts';

/**
 * Explicit feedback: r = mean + b_u + b_i + x_u . y_i, squared error, biases solved together with the factors: a user's row
 * is [x_u, b_u, 1] and meets items as [y_i, 1, b_i], so that their product is all but the mean, and the other way round.
 */
export const alsDefinition: RecommenderDefinition = {
  name: 'als',
  summary: 'Finds hidden traits of films and people that explain their ratings, and predicts how many stars you would give.',
  citation:
    'Zhou, Wilkinson, Schreiber, Pan, "Large-scale Parallel Collaborative Filtering for the Netflix Prize", AAIM 2008, with biases as in Koren, Bell, Volinsky, "Matrix Factorization Techniques for Recommender Systems", Computer 2009.',
  predictsStars: true,
  // Two steps from the sweep before suffice: a third changes no RMSE (rows-80-20 of latest-small 0.8397 with either, rows-90-10 of ml-1m 0.8432).
  defaults: { factors: 32, sweeps: 16, regularization: 0.04, shrinkage: 7, biasRegularization: 4, initStddev: 0.1, steps: 2 },
  searchSpace: {
    factors: { kind: 'choice', values: [8, 16, 32, 64] },
    sweeps: { kind: 'linear', min: 6, max: 24, integer: true },
    regularization: { kind: 'log', min: 0.01, max: 0.5 },
    shrinkage: { kind: 'log', min: 0.5, max: 30 },
    biasRegularization: { kind: 'log', min: 0.5, max: 20 },
  },
  async fit({ matrix }, hyperparameters, { rng, runtime, reportProgress, signal }) {
    const items = await fitExplicit(matrix, hyperparameters, rng, runtime, reportProgress, signal);
    return explicitFactors('als', items, explicitRegularization(hyperparameters), hyperparameters);
  },
  load(numItems, hyperparameters, tensors) {
    const items = loadExplicitItems(numItems, hyperparameters, tensors);
    return explicitFactors('als', items, explicitRegularization(hyperparameters), hyperparameters);
  },
};

export async function fitExplicit(
  matrix: UserItemMatrix,
  hyperparameters: Hyperparameters,
  rng: Rng,
  runtime: TensorRuntime,
  reportProgress: ReportProgress,
  signal?: CancelSignal,
): Promise<ExplicitItems> {
  const factors = integerSetting(hyperparameters, 'factors', 1);
  const initStddev = numberSetting(hyperparameters, 'initStddev');
  const regularization = explicitRegularization(hyperparameters);
  const mean = Math.fround(meanOf(matrix.values));
  const width = factors + 2;
  const options = {
    width,
    fixed: 1,
    steps: integerSetting(hyperparameters, 'steps', 1),
    explicit: true,
    unobservedWeight: 0,
    mean,
    regularization: (count: number) =>
      new Float32Array(width)
        .fill(regularization.factors(count))
        .fill(regularization.bias(count), factors)
        .fill(0, factors + 1),
  };
  const users = constantRows(matrix.numRows, width);
  const items = constantRows(matrix.numColumns, width);
  for (let item = 0; item < matrix.numColumns; item++) {
    for (let f = 0; f < factors; f++) items[item * width + f] = (rng.normal() * initStddev) / Math.sqrt(factors);
  }
  await alternate(
    { sweep: await compileHalfSweep(matrix, runtime, options), solution: users, asOther: () => asMet(users, width) },
    {
      sweep: await compileHalfSweep(transposeUserItem(matrix), runtime, options),
      solution: items,
      asOther: () => asMet(items, width),
    },
    integerSetting(hyperparameters, 'sweeps', 1),
    reportProgress,
    signal,
  );
  const { factorTable, biases } = splitBias(items, matrix.numColumns, width);
  return { numItems: matrix.numColumns, factors, itemFactors: factorTable, itemBiases: biases, globalMean: mean };
}

/** Rows [0, ..., 0, 1], and a zero row. */
function constantRows(rows: number, width: number): Float32Array {
  const solution = new Float32Array((rows + 1) * width);
  for (let row = 0; row < rows; row++) solution[(row + 1) * width - 1] = 1;
  return solution;
}

/** Rows [x, b, 1] as the other side meets them: [x, 1, b]. */
function asMet(solution: Float32Array, width: number): Float32Array {
  const table = solution.slice();
  for (let end = width; end <= table.length; end += width) {
    table[end - 1] = solution[end - 2]!;
    table[end - 2] = solution[end - 1]!;
  }
  return table;
}

function splitBias(solution: Float32Array, rows: number, width: number): { factorTable: Float32Array; biases: Float32Array } {
  const factors = width - 2;
  const factorTable = new Float32Array(rows * factors);
  const biases = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    factorTable.set(solution.subarray(row * width, row * width + factors), row * factors);
    biases[row] = solution[row * width + factors]!;
  }
  return { factorTable, biases };
}

function meanOf(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? 0 : sum / values.length;
}
