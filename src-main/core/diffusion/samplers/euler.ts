import { combine, type Sampler } from './sampler.ts';

/** Algorithm 1 of Karras et al. 2022 without its correction: x += (sigma' - sigma) (x - D) / sigma. */
export const euler: Sampler = async (denoise, x, { sigmas, onStep }) => {
  for (let i = 0; i < sigmas.length - 1; i++) {
    const [sigma, next] = [sigmas[i]!, sigmas[i + 1]!];
    const denoised = await denoise(x, sigma);
    x = combine(next / sigma, x, 1 - next / sigma, denoised);
    await onStep?.(i + 1, denoised);
  }
  return x;
};
