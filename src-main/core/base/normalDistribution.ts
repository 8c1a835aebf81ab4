/** erfc(x) for x >= 0 to about 1e-14 relative: Taylor series below 2.5, continued fraction above (Abramowitz, Stegun, 7.1.5 and 7.1.14). */
function complementaryError(x: number): number {
  if (x < 2.5) {
    let term = x;
    let sum = x;
    for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= (-x * x) / n;
      sum += term / (2 * n + 1);
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * sum;
  }
  // erfc(x) sqrt(pi) e^(x^2) = 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + ...))))
  let fraction = x;
  for (let n = 60; n > 0; n--) fraction = x + n / 2 / fraction;
  return Math.exp(-x * x) / (fraction * Math.sqrt(Math.PI));
}

/** Probability that a standard normal variable lies at least |z| away from 0. */
export const twoSidedTail = (z: number): number => Math.min(1, complementaryError(Math.abs(z) / Math.SQRT2));
