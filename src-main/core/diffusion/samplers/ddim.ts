import { combine, type Sampler } from './sampler.ts';

/**
 * Equations 12 and 16 of Song, Meng, Ermon 2021 for x = picture + sigma e. With eta = 0 nothing is drawn and the steps are Euler's; with eta = 1 the part of
 * the noise that an ancestral step replaces is drawn anew.
 */
export const ddim =
  (eta: number): Sampler =>
  async (denoise, x, { sigmas, freshNoise, onStep }) => {
    for (let i = 0; i < sigmas.length - 1; i++) {
      const [sigma, next] = [sigmas[i]!, sigmas[i + 1]!];
      const denoised = await denoise(x, sigma);
      // Variance of x' given x and the picture: sigma'^2 (1 - sigma'^2 / sigma^2).
      const fresh = eta * next * Math.sqrt(Math.max(0, 1 - (next / sigma) ** 2));
      const kept = Math.sqrt(Math.max(0, next * next - fresh * fresh));
      x = combine(kept / sigma, x, 1 - kept / sigma, denoised);
      if (fresh > 0) x = combine(1, x, fresh, freshNoise());
      await onStep?.(i + 1, denoised);
    }
    return x;
  };
