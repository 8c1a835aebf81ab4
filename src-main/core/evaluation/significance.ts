import type { Rng } from '../base/rng.ts';

/** Mean over seeds with a 95 % interval by Student's t; `ci95` is null for one seed. */
export interface Summary {
  readonly mean: number;
  readonly ci95: readonly [number, number] | null;
  readonly perSeed: readonly number[];
}

// Two-sided 97.5 % quantiles of Student's t by degrees of freedom (Abramowitz, Stegun, table 26.10).
const t975 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093, 2.086,
];

export function summarize(perSeed: readonly number[]): Summary {
  const n = perSeed.length;
  const mean = perSeed.reduce((sum, value) => sum + value, 0) / n;
  if (n < 2) return { mean, ci95: null, perSeed };
  const variance = perSeed.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const half = (t975[n - 2] ?? 1.96) * Math.sqrt(variance / n);
  return { mean, ci95: [mean - half, mean + half], perSeed };
}

export interface BootstrapResult {
  /** Mean of a - b. */
  readonly difference: number;
  /** Percentile interval of the difference. */
  readonly ci95: readonly [number, number];
  /** Share of resamples in which a is not above b. */
  readonly pNotBetter: number;
}

/**
 * Paired bootstrap over users (Efron, Tibshirani 1993, chapter 13): resamples the same users for both rankers.
 * @param a a's metric per user
 * @param b b's metric, same users, same order
 */
export function pairedBootstrap(a: Float64Array, b: Float64Array, rng: Rng, resamples = 2000): BootstrapResult {
  const differences = a.map((value, user) => value - b[user]);
  const n = differences.length;
  const means = Float64Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let draw = 0; draw < n; draw++) sum += differences[rng.integer(n)];
    return sum / n;
  }).sort();
  return {
    difference: differences.reduce((sum, value) => sum + value, 0) / n,
    ci95: [means[Math.floor(0.025 * (resamples - 1))], means[Math.ceil(0.975 * (resamples - 1))]],
    pNotBetter: means.filter((value) => value <= 0).length / resamples,
  };
}
