/** Root mean squared error, sqrt(sum (p - r)^2 / n); NaN for no rows. Arrays are aligned. */
export function rmse(predictions: Float32Array, ratings: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < ratings.length; i++) sum += (predictions[i] - ratings[i]) ** 2;
  return Math.sqrt(sum / ratings.length);
}

/** Mean absolute error, sum |p - r| / n; NaN for no rows. */
export function mae(predictions: Float32Array, ratings: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < ratings.length; i++) sum += Math.abs(predictions[i] - ratings[i]);
  return sum / ratings.length;
}

/** Share of ratings that lie within their interval, ends included; NaN for no rows. */
export function intervalCoverage(lows: Float32Array, highs: Float32Array, ratings: Float32Array): number {
  let inside = 0;
  for (let i = 0; i < ratings.length; i++) if (ratings[i] >= lows[i] && ratings[i] <= highs[i]) inside++;
  return inside / ratings.length;
}
