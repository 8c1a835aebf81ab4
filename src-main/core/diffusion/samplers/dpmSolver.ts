import { combine, type Sampler } from './sampler.ts';

/**
 * DPM-Solver++(2M), algorithm 2 of Lu et al. 2022 (arXiv 2211.01095), for x = picture + sigma e, where alpha = 1 and lambda = -ln sigma: the change of
 * the denoised picture since the last step carries the next one to second order without a further evaluation.
 */
export const dpmSolver2M: Sampler = async (denoise, x, { sigmas, onStep }) => {
  let before: { denoised: Float32Array; step: number } | null = null;
  for (let i = 0; i < sigmas.length - 1; i++) {
    const [sigma, next] = [sigmas[i]!, sigmas[i + 1]!];
    const denoised = await denoise(x, sigma);
    const step = Math.log(sigma / next);
    const ratio = next / sigma;
    if (before === null || next === 0) x = combine(ratio, x, 1 - ratio, denoised);
    else {
      const r = before.step / step;
      const ahead = combine(1 + 1 / (2 * r), denoised, -1 / (2 * r), before.denoised);
      x = combine(ratio, x, 1 - ratio, ahead);
    }
    before = { denoised, step };
    await onStep?.(i + 1, denoised);
  }
  return x;
};
