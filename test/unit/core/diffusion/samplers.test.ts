import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src-main/core/base/rng.ts';
import { noiseLevels, sigmaOf, spacings, timeOf } from '../../../../src-main/core/diffusion/noiseSchedule.ts';
import { samplers, type SamplerName } from '../../../../src-main/core/diffusion/samplers/index.ts';
import type { Denoise } from '../../../../src-main/core/diffusion/samplers/sampler.ts';

/**
 * Data N(m, s^2): the best denoiser is linear, D(x; sigma) = (s^2 x + sigma^2 m) / (s^2 + sigma^2), and the probability flow from sigma to 0 has the closed
 * form x(0) = m + (x - m) s / sqrt(s^2 + sigma^2).
 */
const [MEAN, SPREAD] = [0.7, 0.5];
const gaussian: Denoise = async (x, sigma) => x.map((value) => (SPREAD ** 2 * value + sigma ** 2 * MEAN) / (SPREAD ** 2 + sigma ** 2));
const exact = (x: number, sigma: number): number => MEAN + ((x - MEAN) * SPREAD) / Math.hypot(SPREAD, sigma);

async function sample(name: SamplerName, steps: number, count = 64, seed = 3): Promise<{ result: Float32Array; error: number }> {
  const rng = createRng(seed, name);
  const sigmas = noiseLevels(steps, 'karras', 20);
  const draw = () => Float32Array.from({ length: count }, () => rng.normal());
  const x = draw().map((value) => MEAN + value * Math.hypot(SPREAD, sigmas[0]!));
  const result = await samplers[name](gaussian, x, { sigmas, freshNoise: draw });
  const error = Math.max(...result.map((value, i) => Math.abs(value - exact(x[i]!, sigmas[0]!))));
  return { result, error };
}

describe('noise levels', () => {
  it.each(spacings)('fall from the largest to 0, spaced %s', (spacing) => {
    const levels = noiseLevels(12, spacing);
    expect(levels).toHaveLength(13);
    expect(levels[0]).toBeCloseTo(80, 6);
    expect(levels.at(-1)).toBe(0);
    for (let i = 0; i < 12; i++) expect(levels[i]!).toBeGreaterThan(levels[i + 1]!);
  });

  it('times and levels are each other’s inverse', () => {
    for (const sigma of [0, 0.01, 0.5, 1, 7, 80]) expect(sigmaOf(timeOf(sigma))).toBeCloseTo(sigma, 9);
  });
});

describe('samplers against the exact solution for a Gaussian', () => {
  it.each(['euler', 'ddim', 'heun', 'dpm++2m'] as const)('%s comes nearer with more steps', async (name) => {
    const [few, more, many] = [await sample(name, 8), await sample(name, 32), await sample(name, 128)];
    expect(more.error).toBeLessThan(few.error);
    expect(many.error).toBeLessThan(0.5 * more.error);
    expect(many.error).toBeLessThan(0.03);
  });

  it.each(['heun', 'dpm++2m'] as const)(
    '%s is of second order: four times the steps leave far less than a quarter of the error',
    async (name) => {
      const [coarse, fine] = [await sample(name, 24), await sample(name, 96)];
      expect(fine.error).toBeLessThan(coarse.error / 8);
      expect(fine.error).toBeLessThan((await sample('euler', 96)).error / 4);
    },
  );

  it('ddim without fresh noise takes the steps of euler', async () => {
    const [rngA, rngB] = [createRng(1), createRng(1)];
    const sigmas = noiseLevels(9);
    const xOf = (rng: typeof rngA) => Float32Array.from({ length: 8 }, () => 80 * rng.normal());
    const none = () => {
      throw new Error('nothing is drawn');
    };
    const a = await samplers.euler(gaussian, xOf(rngA), { sigmas, freshNoise: none });
    const b = await samplers.ddim(gaussian, xOf(rngB), { sigmas, freshNoise: none });
    expect([...b]).toEqual([...a]);
  });

  it('the ancestral sampler keeps mean and spread of the data', async () => {
    const { result } = await sample('ddim-ancestral', 60, 20_000);
    const mean = result.reduce((sum, value) => sum + value, 0) / result.length;
    const spread = Math.sqrt(result.reduce((sum, value) => sum + (value - mean) ** 2, 0) / result.length);
    expect(mean).toBeCloseTo(MEAN, 1);
    expect(Math.abs(spread - SPREAD)).toBeLessThan(0.03);
  });

  it('the consistency sampler paints right in one step and in four with a denoiser that is consistent', async () => {
    const consistent: Denoise = async (x, sigma) => x.map((value) => exact(value, sigma));
    for (const steps of [1, 4]) {
      const rng = createRng(4);
      const sigmas = noiseLevels(steps);
      const draw = () => Float32Array.from({ length: 20_000 }, () => rng.normal());
      const x = draw().map((value) => MEAN + value * Math.hypot(SPREAD, sigmas[0]!));
      const result = await samplers.consistency(consistent, x, { sigmas, freshNoise: draw });
      const mean = result.reduce((sum, value) => sum + value, 0) / result.length;
      expect(mean).toBeCloseTo(MEAN, 1);
      expect(Math.sqrt(result.reduce((sum, value) => sum + (value - mean) ** 2, 0) / result.length)).toBeCloseTo(SPREAD, 1);
    }
  });

  it.each(Object.keys(samplers) as SamplerName[])('%s reports every step', async (name) => {
    const made: number[] = [];
    const rng = createRng(2);
    const draw = () => Float32Array.from({ length: 4 }, () => rng.normal());
    await samplers[name](gaussian, draw(), { sigmas: noiseLevels(5), freshNoise: draw, onStep: (step) => void made.push(step) });
    expect(made).toEqual([1, 2, 3, 4, 5]);
  });
});
