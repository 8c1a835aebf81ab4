import type { Rng } from '../base/rng.ts';

/**
 * Noise is counted by sigma, its standard deviation beside a picture of unit variance: x = picture + sigma e. The network sees
 * x / (1 + sigma) = (1 - t) picture + t e with t = sigma / (1 + sigma), the straight path of Liu et al. 2023 and Lipman et al. 2023.
 */
export const timeOf = (sigma: number): number => sigma / (1 + sigma);
export const sigmaOf = (time: number): number => time / (1 - time);

/** Where sampling begins: what is left of a picture is below a hundredth. */
export const SIGMA_MAX = 80;

/** The distribution of training times: sigmoid of a normal number (Esser et al. 2024, section 3.1). */
export interface TimeDistribution {
  readonly mean: number;
  readonly stddev: number;
}

export const drawTime = ({ mean, stddev }: TimeDistribution, rng: Rng): number => 1 / (1 + Math.exp(-(mean + stddev * rng.normal())));

export const spacings = ['even', 'karras'] as const;
export type Spacing = (typeof spacings)[number];

const RHO = 7;
const KARRAS_SIGMA_MIN = 0.02;

/**
 * Falling noise levels of `steps` steps, the last of them 0: [steps + 1].
 * `even` goes in equal steps of t; `karras` in equal steps of sigma^(1/7) (Karras et al. 2022, equation 5).
 */
export function noiseLevels(steps: number, spacing: Spacing = 'even', sigmaMax = SIGMA_MAX): Float64Array {
  const levels = new Float64Array(steps + 1);
  for (let i = 0; i < steps; i++) {
    if (spacing === 'even') levels[i] = sigmaOf(timeOf(sigmaMax) * (1 - i / steps));
    else {
      const share = steps === 1 ? 0 : i / (steps - 1);
      levels[i] = (sigmaMax ** (1 / RHO) + share * (KARRAS_SIGMA_MIN ** (1 / RHO) - sigmaMax ** (1 / RHO))) ** RHO;
    }
  }
  return levels;
}
