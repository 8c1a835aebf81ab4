import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src-main/core/base/rng.ts';
import { captionOfFilm, tellingWords } from '../../../../src-main/core/diffusion/data/captions.ts';
import { differenceHash, hashDistance, NEAR, nearDuplicates } from '../../../../src-main/core/diffusion/data/perceptualHash.ts';
import type { PictureSet } from '../../../../src-main/core/diffusion/data/pictureSet.ts';
import { splitPictures } from '../../../../src-main/core/diffusion/data/split.ts';
import { createWordPieces, words } from '../../../../src-main/core/diffusion/data/wordPieces.ts';
import { crc32, readPngText, withPngText } from '../../../../src-main/core/diffusion/pngText.ts';
import { formatRecipe, parseRecipe } from '../../../../src-main/core/diffusion/recipe.ts';
import { area, bicubic, lanczos3, resample } from '../../../../src-main/core/diffusion/resampling.ts';
import { packWeights, unpackWeights } from '../../../../src-main/core/diffusion/weights.ts';
import { decodeImage, encodePng } from '../../../../src-main/core/diffusion/imageCodec.ts';
import type { Tensor } from '../../../../src-main/core/engine/tensor.ts';

describe('resampling', () => {
  it.each([
    ['area', area],
    ['bicubic', bicubic],
    ['lanczos3', lanczos3],
  ] as const)('%s keeps what is even', (_, kernel) => {
    const data = new Float32Array(3 * 12 * 8).fill(0.25);
    for (const [w, h] of [
      [16, 24],
      [4, 6],
      [8, 12],
      [5, 7],
    ] as const) {
      for (const value of resample({ width: 8, height: 12, data }, w, h, kernel).data) expect(value).toBeCloseTo(0.25, 5);
    }
  });

  it('shrinks to means of tiles and enlarges a ramp to a ramp', () => {
    const data = Float32Array.from({ length: 8 }, (_, i) => i);
    expect([...resample({ width: 4, height: 2, data }, 2, 1, area).data]).toEqual([2.5, 4.5]);
    const ramp = resample({ width: 16, height: 1, data: Float32Array.from({ length: 16 }, (_, i) => i) }, 32, 1, bicubic).data;
    for (let i = 8; i < 24; i++) expect(ramp[i]!).toBeCloseTo((i + 0.5) / 2 - 0.5, 4);
  });
});

describe('word pieces and captions', () => {
  it('cut words greedily, as BERT does', () => {
    const pieces = createWordPieces(['un', '##aff', '##able', 'cafe', ',', '東', '京']);
    expect(pieces.encode('Unaffable, café 東京 zebra', 20)).toEqual([0, 1, 2, 4, 3, 5, 6]);
    expect(pieces.encode('unaffable unaffable', 2)).toEqual([0, 1]);
    expect(words('Don’t—stop!')).toEqual(['don', '’', 't', '—', 'stop', '!']);
  });

  it('keep the words of a plot that tell something', () => {
    expect(tellingWords('After the war, a sailor meets Rita in Lisbon and they rob 3 banks. Banks burn.')).toEqual([
      'war',
      'sailor',
      'meets',
      'rob',
      'banks',
      'burn',
    ]);
    expect(captionOfFilm({ genres: ["Children's"], year: 1987, overview: null })).toEqual({ genres: ['Children'], decade: 1980, text: '' });
  });
});

const pictureSet = (pixels: Uint8Array, names: string[], width = 16, height = 24): PictureSet => ({
  width,
  height,
  names,
  captions: names.map(() => ({ genres: [], decade: null, text: '' })),
  pixels,
  sha256: '',
});

/** A smooth random picture. */
function landscape(seed: number, width = 16, height = 24): Uint8Array {
  const rng = createRng(seed);
  const rough = Float32Array.from({ length: 3 * 5 * 6 }, () => 255 * rng.uniform());
  const { data } = resample({ width: 5, height: 6, data: rough }, width, height, bicubic);
  return Uint8Array.from({ length: 3 * width * height }, (_, i) =>
    Math.max(0, Math.min(255, data[(i % 3) * width * height + Math.floor(i / 3)]!)),
  );
}

describe('near-duplicates', () => {
  it('are found after brightening and noise, and others are not', () => {
    const [a, b] = [landscape(1), landscape(2)];
    const rng = createRng(3);
    const altered = a.map((value) => Math.max(0, Math.min(255, 0.9 * value + 12 + 4 * rng.normal())));
    expect(hashDistance(differenceHash(a, 16, 24), differenceHash(altered, 16, 24))).toBeLessThanOrEqual(NEAR);
    expect(hashDistance(differenceHash(a, 16, 24), differenceHash(b, 16, 24))).toBeGreaterThan(NEAR);
    const pixels = new Uint8Array(3 * a.length);
    pixels.set(a, 0);
    pixels.set(b, a.length);
    pixels.set(altered, 2 * a.length);
    expect(nearDuplicates(pictureSet(pixels, ['1', '2', '3']))).toEqual([{ place: 2, of: 0 }]);
  });

  it('never stand on both sides of the split, which depends on names and seed alone', () => {
    const names = Array.from({ length: 40 }, (_, i) => `film${i}`);
    const set = pictureSet(new Uint8Array(0), names);
    const reversed = pictureSet(new Uint8Array(0), names.toReversed());
    const heldOutNames = (of: PictureSet) =>
      splitPictures(of, [], 1)
        .heldOut.map((i) => of.names[i]!)
        .sort();
    expect(heldOutNames(reversed)).toEqual(heldOutNames(set));
    const { heldOut, train } = splitPictures(set, [], 1);
    expect([heldOut.length, train.length]).toEqual([4, 36]);
    const twin = { place: train[0]!, of: heldOut[0]! };
    expect(splitPictures(set, [twin], 1).train).not.toContain(train[0]);
  });
});

describe('recipes in PNG files', () => {
  const recipe = {
    prompt: 'rain, at night',
    negativePrompt: 'text',
    genres: ['Film-Noir'],
    decade: 1940,
    seed: 5,
    index: 2,
    steps: 20,
    guidance: 1.5,
    sampler: 'heun',
    width: 64,
    height: 96,
    model: 'poster',
    modelHash: 'abc123',
  } as const;

  it('come back as they went in, and the picture stays a picture', async () => {
    const png = await encodePng({ width: 2, height: 3, pixels: new Uint8Array(18).fill(9) });
    const marked = withPngText(png, 'parameters', formatRecipe(recipe));
    expect(parseRecipe(readPngText(marked, 'parameters')!)).toEqual(recipe);
    expect((await decodeImage(marked)).pixels).toEqual((await decodeImage(png)).pixels);
    expect(readPngText(png, 'parameters')).toBeNull();
  });

  it('take what makes sense from other tools and pass over the rest', () => {
    const foreign =
      'a castle, <lora:x:1>\nby night\nNegative prompt: blurry\nSteps: 28, Sampler: DPM++ 2M Karras, CFG scale: 7, Seed: 123456, Size: 512x768, Model hash: deadbeef, Model: other';
    expect(parseRecipe(foreign)).toEqual({
      prompt: 'a castle, <lora:x:1> by night',
      negativePrompt: 'blurry',
      seed: 123456,
      steps: 28,
      guidance: 7,
      width: 512,
      height: 768,
      model: 'other',
      modelHash: 'deadbeef',
    });
    expect(parseRecipe('Steps: 1e9, Seed: -4, CFG scale: NaN')).toEqual({
      prompt: '',
      negativePrompt: '',
      steps: undefined,
      seed: undefined,
    });
    expect(parseRecipe('x'.repeat(1_000_000)).prompt).toHaveLength(2_000);
  });

  it('survive hostile chunks', async () => {
    const png = await encodePng({ width: 2, height: 2, pixels: new Uint8Array(12) });
    const lying = png.slice();
    new DataView(lying.buffer).setUint32(33, 0xfffffff0);
    expect(readPngText(lying, 'parameters')).toBeNull();
    expect(() => readPngText(new Uint8Array(10), 'parameters')).toThrow(/no PNG/);
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  });
});

describe('stored weights', () => {
  const rng = createRng(8);
  const tensor = (shape: number[]): Tensor => ({
    dtype: 'float32',
    shape,
    data: Float32Array.from({ length: shape.reduce((p, s) => p * s, 1) }, () => rng.normal()),
  });
  const parameters = { kernel: tensor([8, 4, 3, 3]), matrix: tensor([16, 8]), bias: tensor([8]) };

  it.each([
    ['float16', 1e-3],
    ['int8', 0.012],
  ] as const)('%s come back within their rounding', (format, tolerance) => {
    const back = unpackWeights(packWeights(parameters, format));
    for (const [name, { shape, data }] of Object.entries(parameters)) {
      expect(back[name]!.shape).toEqual(shape);
      const largest = Math.max(...(data as Float32Array).map(Math.abs));
      (data as Float32Array).forEach((value, i) => expect(Math.abs(value - Number(back[name]!.data[i]))).toBeLessThan(tolerance * largest));
    }
  });

  it('without their scales are refused', () => {
    const { kernel } = packWeights(parameters, 'int8');
    expect(() => unpackWeights({ kernel: kernel! })).toThrow(/stored in a way/);
  });
});
