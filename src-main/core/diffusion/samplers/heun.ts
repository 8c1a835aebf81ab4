import { combine, type Sampler } from './sampler.ts';

/** Algorithm 1 of Karras et al. 2022: each step is taken with the mean of the slopes at both of its ends; the last, to 0, is Euler's. */
export const heun: Sampler = async (denoise, x, { sigmas, onStep }) => {
  for (let i = 0; i < sigmas.length - 1; i++) {
    const [sigma, next] = [sigmas[i]!, sigmas[i + 1]!];
    const denoised = await denoise(x, sigma);
    const slope = combine(1 / sigma, x, -1 / sigma, denoised);
    const predicted = combine(1, x, next - sigma, slope);
    if (next === 0) x = predicted;
    else {
      const there = combine(1 / next, predicted, -1 / next, await denoise(predicted, next));
      x = combine(1, x, next - sigma, combine(0.5, slope, 0.5, there));
    }
    await onStep?.(i + 1, denoised);
  }
  return x;
};
