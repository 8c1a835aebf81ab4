import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src-main/core/base/rng.ts';
import { type Features, frechetDistance, kernelDistance, scaled } from '../../../../src-main/core/diffusion/measures/featureDistances.ts';
import { fitGaussianPictures } from '../../../../src-main/core/diffusion/measures/gaussianBaseline.ts';
import { genreAccuracy } from '../../../../src-main/core/diffusion/measures/genreProbe.ts';
import { copiedShare, nearestTraining } from '../../../../src-main/core/diffusion/measures/memorisation.ts';
import { peakSignalToNoise } from '../../../../src-main/core/diffusion/measures/pictureError.ts';
import { GENRES } from '../../../../src-main/core/diffusion/data/captions.ts';
import { openRuntime } from '../../../../src-main/core/engine/session.ts';

const WIDTH = 12;

function drawn(count: number, seed: number, shift = 0): Features {
  const rng = createRng(seed);
  return { width: WIDTH, data: Float32Array.from({ length: count * WIDTH }, (_, i) => rng.normal() + (i % WIDTH === 0 ? shift : 0)) };
}

/** The double sums of the definition, without any shortcut. */
function directKernelDistance(a: Features, b: Features): number {
  const rows = ({ data }: Features) =>
    Array.from({ length: data.length / WIDTH }, (_, i) => [...data.subarray(i * WIDTH, (i + 1) * WIDTH)]);
  const k = (x: number[], y: number[]) => (x.reduce((sum, value, i) => sum + value * y[i]!, 0) / WIDTH + 1) ** 3;
  const [x, y] = [rows(scaled(a)), rows(scaled(b))];
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const within = (of: number[][]) => mean(of.flatMap((p, i) => of.flatMap((q, j) => (i === j ? [] : [k(p, q)]))));
  return within(x) + within(y) - 2 * mean(x.flatMap((p) => y.map((q) => k(p, q))));
}

describe('distances of features', () => {
  it('the kernel distance is that of its definition, near 0 for the same distribution and grows with a shift', () => {
    const [a, b] = [drawn(40, 1), drawn(50, 2)];
    expect(kernelDistance(a, b)).toBeCloseTo(directKernelDistance(a, b), 5);
    expect(Math.abs(kernelDistance(drawn(400, 3), drawn(400, 4)))).toBeLessThan(0.02);
    const [near, far] = [kernelDistance(drawn(200, 5, 1), drawn(200, 6)), kernelDistance(drawn(200, 5, 3), drawn(200, 6))];
    expect(near).toBeGreaterThan(0.02);
    expect(far).toBeGreaterThan(2 * near);
  });

  it('the Frechet distance of a set to itself is 0, and of orthogonal point pairs known', () => {
    const a = drawn(60, 7);
    expect(frechetDistance(a, a)).toBeCloseTo(0, 3);
    // Two rows +-u against two rows +-v, u and v orthogonal with length sqrt(width): equal means, traces 2 width each, no common direction.
    const pair = (axis: number): Features => {
      const data = new Float32Array(2 * WIDTH);
      data[axis] = 1;
      data[WIDTH + axis] = -1;
      return { width: WIDTH, data };
    };
    expect(frechetDistance(pair(0), pair(1))).toBeCloseTo(4 * WIDTH, 3);
    expect(frechetDistance(pair(0), pair(0))).toBeCloseTo(0, 3);
  });
});

describe('the Gaussian baseline', () => {
  it('has mean and spread of the pictures along every component', async () => {
    const rng = createRng(9);
    const size = 30;
    const count = 400;
    // Two directions of known variance around a mean of 0.1.
    const rows = new Float32Array(count * size);
    for (let i = 0; i < count; i++) {
      const [p, q] = [0.3 * rng.normal(), 0.1 * rng.normal()];
      for (let j = 0; j < size; j++) rows[i * size + j] = 0.1 + (p * (j < 15 ? 1 : -1) + q * (j % 2 === 0 ? 1 : -1)) / Math.sqrt(size);
    }
    const gaussian = await fitGaussianPictures(rows, size, openRuntime('cpu'), createRng(1));
    let [sum, first, second] = [0, 0, 0];
    const draws = 4000;
    for (let i = 0; i < draws; i++) {
      const picture = gaussian.draw(rng);
      const along = (sign: (j: number) => number) => picture.reduce((s, value, j) => s + (value - 0.1) * sign(j), 0) / Math.sqrt(size);
      sum += picture[0]! / draws;
      first += along((j) => (j < 15 ? 1 : -1)) ** 2 / draws;
      second += along((j) => (j % 2 === 0 ? 1 : -1)) ** 2 / draws;
    }
    expect(sum).toBeCloseTo(0.1, 1);
    expect(Math.sqrt(first)).toBeCloseTo(0.3, 1);
    expect(Math.sqrt(second)).toBeCloseTo(0.1, 1);
  });
});

describe('copies, genres, errors', () => {
  it('a training picture with a little noise is a copy, a fresh one is not', () => {
    const training = drawn(300, 11);
    const fresh = drawn(20, 12);
    const copies: Features = { width: WIDTH, data: training.data.slice(0, 20 * WIDTH).map((value, i) => value + 0.05 * ((i % 3) - 1)) };
    const none = nearestTraining(fresh, training);
    const all = nearestTraining(copies, training);
    expect(all.map(({ place }) => place)).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(copiedShare(all, none)).toBe(1);
    expect(copiedShare(none, none)).toBeLessThan(0.2);
  });

  it('genres told apart are 1, told wrong 0, not told 1/2', () => {
    const captions = [
      { genres: ['Horror'], decade: null, text: '' },
      { genres: ['Comedy'], decade: null, text: '' },
    ];
    const row = (genre: string, value: number) => Float32Array.from(GENRES, (name) => (name === genre ? value : 0));
    expect(genreAccuracy([row('Horror', 1), row('Comedy', 1)], captions)).toBe(1);
    expect(genreAccuracy([row('Comedy', 1), row('Horror', 1)], captions)).toBe(0);
    expect(genreAccuracy([row('Drama', 1), row('Drama', 1)], captions)).toBe(0.5);
  });

  it('the signal-to-noise ratio of a constant error of 10 bytes is 28.13 dB', () => {
    const a = new Float32Array(100);
    expect(
      peakSignalToNoise(
        a,
        a.map(() => 10 / 127.5),
      ),
    ).toBeCloseTo(20 * Math.log10(255 / 10), 1);
    expect(peakSignalToNoise(a, a)).toBe(Number.POSITIVE_INFINITY);
  });
});
