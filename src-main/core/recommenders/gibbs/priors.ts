import type { Rng } from '../../base/rng.ts';

/** Normal prior of a group of coefficients. */
export interface NormalPrior {
  readonly mean: number;
  readonly precision: number;
}

/** Gamma prior of a precision: shape and rate. */
export interface GammaPrior {
  readonly shape: number;
  readonly rate: number;
}

/** Gamma(shape, rate) by Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 2000; shape >= 1/3 here. */
export function drawGamma(rng: Rng, { shape, rate }: GammaPrior): number {
  if (shape < 1) return drawGamma(rng, { shape: shape + 1, rate }) * (1 - rng.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = rng.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - rng.uniform()) < 0.5 * x * x + d * (1 - v + Math.log(v))) return (d * v) / rate;
  }
}

/**
 * Mean and precision of a group's coefficients given their values, from the conjugate normal-gamma posterior with prior mean 0 held by one
 * pseudo-observation: precision first, with the mean integrated out, then the mean (Murphy, "Conjugate Bayesian analysis of the Gaussian
 * distribution", 2007, section 3). Nothing of the previous draw enters, so a chain can be resumed from its coefficients alone.
 * A group of which nothing is rated stays at 0.
 * @param sum and squares over the `count` values
 */
export function drawNormalPrior(rng: Rng, count: number, sum: number, squares: number, prior: GammaPrior): NormalPrior {
  if (count === 0) return { mean: 0, precision: Math.max(1, prior.shape / prior.rate) };
  const strength = 1 + count;
  const scatter = Math.max(0, squares - (sum * sum) / strength);
  const precision = drawGamma(rng, { shape: prior.shape + count / 2, rate: prior.rate + scatter / 2 });
  return { precision, mean: sum / strength + rng.normal() / Math.sqrt(strength * precision) };
}
