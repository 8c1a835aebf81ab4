import { combine, type Sampler } from './sampler.ts';

/** Algorithm 1 of Song et al. 2023: the picture is guessed outright, noised to the next level with fresh noise, and guessed again. */
export const consistency: Sampler = async (denoise, x, { sigmas, freshNoise, onStep }) => {
  let denoised = x;
  for (let i = 0; i < sigmas.length - 1; i++) {
    denoised = await denoise(x, sigmas[i]!);
    const next = sigmas[i + 1]!;
    if (next > 0) x = combine(1, denoised, next, freshNoise());
    await onStep?.(i + 1, denoised);
  }
  return denoised;
};
