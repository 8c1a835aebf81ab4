/** stars = constant + sum of weights[p] * stars of part p; no weight is negative. */
export interface StarWeights {
  readonly constant: number;
  readonly weights: Float64Array;
}

/**
 * Non-negative least squares with a free constant (stacking: Breiman, "Stacked Regressions", Machine Learning 1996, which finds that weights must not be
 * negative), by cyclic coordinate descent on the centred normal equations; `ridge` pulls towards the mean of all parts, so that nearly equal parts
 * share their weight.
 * @param predictions [parts] of [rows], ratings [rows]
 */
export function fitStarWeights(predictions: readonly Float64Array[], ratings: Float64Array, ridge: number): StarWeights {
  const parts = predictions.length;
  const rows = ratings.length;
  const even = 1 / parts;
  if (rows === 0) return { constant: 0, weights: new Float64Array(parts).fill(even) };
  const means = predictions.map(meanOf);
  const ratingMean = meanOf(ratings);
  const gram = predictions.map((a, i) => predictions.map((b, j) => dotCentred(a, means[i], b, means[j])));
  const goal = predictions.map((a, i) => dotCentred(a, means[i], ratings, ratingMean));
  const weights = new Float64Array(parts).fill(even);
  for (let sweep = 0; sweep < 1000; sweep++) {
    let change = 0;
    for (let i = 0; i < parts; i++) {
      let rest = goal[i] + ridge * even;
      for (let j = 0; j < parts; j++) if (j !== i) rest -= gram[i][j] * weights[j];
      const next = Math.max(0, rest / (gram[i][i] + ridge + Number.MIN_VALUE));
      change = Math.max(change, Math.abs(next - weights[i]));
      weights[i] = next;
    }
    if (change < 1e-9) break;
  }
  return { weights, constant: ratingMean - means.reduce((sum, mean, i) => sum + weights[i] * mean, 0) };
}

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function dotCentred(a: Float64Array, meanA: number, b: Float64Array, meanB: number): number {
  let sum = 0;
  for (let row = 0; row < a.length; row++) sum += (a[row] - meanA) * (b[row] - meanB);
  return sum;
}
