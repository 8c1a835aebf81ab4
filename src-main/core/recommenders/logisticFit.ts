/**
 * Maximum likelihood of P(y) = 1 / (1 + exp(-(intercept + slope * x))) by Newton's method with a small ridge, so that separable data end in
 * finite numbers. Arrays are aligned.
 */
export function logisticFit(x: readonly number[], y: readonly boolean[]): { readonly intercept: number; readonly slope: number } {
  const RIDGE = 1e-3;
  let intercept = 0;
  let slope = 0;
  for (let step = 0; step < 50; step++) {
    let g0 = -RIDGE * intercept;
    let g1 = -RIDGE * slope;
    let h00 = RIDGE;
    let h01 = 0;
    let h11 = RIDGE;
    for (let i = 0; i < x.length; i++) {
      const p = 1 / (1 + Math.exp(-(intercept + slope * x[i])));
      const error = (y[i] ? 1 : 0) - p;
      const weight = p * (1 - p);
      g0 += error;
      g1 += error * x[i];
      h00 += weight;
      h01 += weight * x[i];
      h11 += weight * x[i] * x[i];
    }
    const determinant = h00 * h11 - h01 * h01;
    const change0 = clamp((h11 * g0 - h01 * g1) / determinant);
    const change1 = clamp((h00 * g1 - h01 * g0) / determinant);
    intercept += change0;
    slope += change1;
    if (Math.abs(change0) + Math.abs(change1) < 1e-10) break;
  }
  return { intercept, slope };
}

// Far from the optimum a full Newton step may overshoot.
const clamp = (change: number) => Math.max(-2, Math.min(2, change));
