import { describe, expect, it } from 'vitest';
import { paint, type PaintSettings, stepsOf } from '../../../../src-main/core/diffusion/cascade.ts';
import { decodeStart, startPlanes } from '../../../../src-main/core/diffusion/startImage.ts';
import { encodePng } from '../../../../src-main/core/diffusion/imageCodec.ts';
import type { StagePainter } from '../../../../src-main/core/diffusion/painter.ts';
import { emptyCaption } from '../../../../src-main/core/diffusion/data/captions.ts';
import type { StageConfig } from '../../../../src-main/core/diffusion/stages.ts';

const stage = (width: number, factor: number | null): StageConfig => ({
  width,
  height: 1.5 * width,
  factor,
  network: { kind: 'unet', channels: 8, multipliers: [1], conditionSize: 8 } as unknown as StageConfig['network'],
  prediction: 'velocity',
  scale: factor === null ? 0.5 : 0.1,
  times: { mean: 0, stddev: 1 },
  mostNoiseBelow: 0.2,
});

/** Knows that its data are a Gaussian of unit variance about 0, or about 0.8 in the first stage: its guess is exact for that. */
const gaussian = (config: StageConfig): StagePainter => ({
  stage: config,
  isDistilled: false,
  denoise: ({ x, sigma }) => {
    const mean = config.factor === null ? 0.8 : 0;
    const share = 1 / (1 + sigma * sigma);
    return Promise.resolve(x.map((value) => mean + share * (value - mean)));
  },
  dispose: () => Promise.resolve(),
});

const cascade = [gaussian(stage(8, null)), gaussian(stage(16, 2))];
/** Smooth, with fine detail that the stage below cannot hold. */
const planes = Float32Array.from({ length: 3 * 16 * 24 }, (_, i) => 0.3 * Math.sin(i / 40) + 0.1 * (-1) ** i);
const settings = (strength: number | null, seed = 1): PaintSettings => ({
  caption: emptyCaption,
  seed,
  index: 0,
  steps: 20,
  guidance: 1,
  sampler: 'euler',
  ...(strength === null ? {} : { start: { planes, width: 16, height: 24, strength } }),
});
const distance = (a: Float32Array, b: Float32Array): number =>
  Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0) / a.length);

describe('painting from a picture', () => {
  it('leaves it as it is at almost no strength, and leads away further the greater the strength', async () => {
    const far: number[] = [];
    for (const strength of [0.01, 0.2, 0.5, 0.9]) far.push(distance(await paint(cascade, settings(strength)), planes));
    // The detail of the last stage is there too: without it the distance would be 0.1.
    expect(far[0]).toBeLessThan(0.02);
    for (let i = 1; i < far.length; i++) expect(far[i]!).toBeGreaterThan(far[i - 1]! * 1.2);
  });

  it('of full strength is nearly painting from nothing', async () => {
    const nothing = await paint(cascade, settings(null));
    const [other, half] = [await paint(cascade, settings(1)), await paint(cascade, settings(0.5))];
    expect(distance(other, nothing)).toBeLessThan(0.2 * distance(half, nothing));
  });

  it('gives the same for the same seed, and something else for another', async () => {
    const [a, b, c] = [await paint(cascade, settings(0.4)), await paint(cascade, settings(0.4)), await paint(cascade, settings(0.4, 2))];
    expect(b).toEqual(a);
    expect(distance(a, c)).toBeGreaterThan(0.05);
  });

  it('takes as many steps as its part of the way is long', () => {
    expect([null, 1, 0.5, 0.01].map((strength) => stepsOf(settings(strength), 0))).toEqual([20, 20, 10, 1]);
    expect([null, 0.5].map((strength) => stepsOf(settings(strength), 1))).toEqual([8, 4]);
    expect([null, 0.5].map((strength) => stepsOf(settings(strength), 2))).toEqual([6, 3]);
  });

  it('fits any picture to the shape of the painter, cut from the middle, and shrinks what is large', async () => {
    const wide = {
      width: 64,
      height: 16,
      pixels: Uint8Array.from({ length: 64 * 16 * 3 }, (_, i) => (Math.floor(i / 3) % 64 < 32 ? 255 : 0)),
    };
    const fitted = startPlanes(wide, 8, 12);
    expect([fitted[0], fitted[7]]).toEqual([1, -1]);
    const large = await decodeStart(await encodePng({ width: 1500, height: 10, pixels: new Uint8Array(45_000) }));
    expect([large.width, large.height]).toEqual([1024, 7]);
    await expect(decodeStart(new TextEncoder().encode('<svg/>'))).rejects.toThrow(/no PNG, JPEG or WebP/);
  });
});
