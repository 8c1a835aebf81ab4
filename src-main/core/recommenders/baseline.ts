import type { CsrMatrix } from '../data/csrMatrix.ts';
import type { Person } from './recommender.ts';

/**
 * b_ui = mu + b_u + b_i (Koren, "Factor in the Neighbors", TKDD 2010, eq. 1), minimising
 * sum (r_ui - b_ui)^2 + userRegularization * b_u^2 + itemRegularization * b_i^2 by alternating exact steps.
 */
export interface Baseline {
  readonly mean: number;
  /** [numItems] */
  readonly itemBiases: Float32Array;
  readonly userRegularization: number;
}

export interface BaselineOptions {
  readonly userRegularization: number;
  readonly itemRegularization: number;
  /** Alternations; the problem is convex and ten leave less than 1e-4. */
  readonly sweeps: number;
}

export function fitBaseline(matrix: CsrMatrix, { userRegularization, itemRegularization, sweeps }: BaselineOptions): Baseline {
  const { numRows, numColumns, rowOffsets, columnIndices, values } = matrix;
  const mean = values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
  const itemBiases = new Float32Array(numColumns);
  const counts = new Float64Array(numColumns);
  for (const item of columnIndices) counts[item]++;
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const sums = new Float64Array(numColumns);
    for (let user = 0; user < numRows; user++) {
      const from = rowOffsets[user];
      const to = rowOffsets[user + 1];
      let residual = 0;
      for (let e = from; e < to; e++) residual += values[e] - mean - itemBiases[columnIndices[e]];
      const bias = to === from ? 0 : residual / (to - from + userRegularization);
      for (let e = from; e < to; e++) sums[columnIndices[e]] += values[e] - mean - bias;
    }
    for (let item = 0; item < numColumns; item++)
      itemBiases[item] = counts[item] === 0 ? 0 : sums[item] / (counts[item] + itemRegularization);
  }
  return { mean, itemBiases, userRegularization };
}

/** The person's b_u: the minimiser of the same objective with everything else held. 0 for an empty history. */
export function userBias(
  { mean, itemBiases, userRegularization }: Baseline,
  { itemIndices, ratings }: Pick<Person, 'itemIndices' | 'ratings'>,
): number {
  if (itemIndices.length === 0) return 0;
  let residual = 0;
  for (let i = 0; i < itemIndices.length; i++) residual += ratings[i] - mean - itemBiases[itemIndices[i]];
  return residual / (itemIndices.length + userRegularization);
}
