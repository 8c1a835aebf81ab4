import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../../../src-main/core/base/rng.ts';
import { POSTER_FEATURES, posterFeatures } from '../../../../src-main/core/embedding/posterFeatures.ts';
import { openRuntime } from '../../../../src-main/core/engine/session.ts';
import type { Tensor } from '../../../../src-main/core/engine/tensor.ts';
import type { LoadedGraph } from '../../../../src-main/core/engine/tensorRuntime.ts';
import { loadOnnx } from '../../../../src-main/core/storage/onnxStore.ts';

const runtime = openRuntime('cpu', { threads: 2 });
let encoder: LoadedGraph;
beforeAll(async () => {
  encoder = await runtime.load('efficientnet-lite0', loadOnnx(join(import.meta.dirname, '../../../../models/efficientnet-lite0')).bytes);
});
afterAll(async () => {
  await encoder.dispose();
  await runtime.dispose();
});

/** Blocks of flat colour: pictures that differ, yet are no noise. */
function blocks(count: number, width: number, height: number): Tensor & { dtype: 'uint8' } {
  const rng = createRng(3, 'blocks');
  const data = new Uint8Array(count * 3 * width * height);
  for (let picture = 0; picture < count * 3; picture++) {
    const colours = Array.from({ length: 16 }, () => rng.integer(256));
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        data[(picture * height + y) * width + x] = colours[Math.floor((4 * y) / height) * 4 + Math.floor((4 * x) / width)]!;
  }
  return { dtype: 'uint8', shape: [count, 3, height, width], data };
}

const cosine = (a: Float32Array, b: Float32Array): number => {
  const dot = (x: Float32Array, y: Float32Array): number => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
};

describe('the features of pictures', () => {
  const count = 18;
  const pictures = blocks(count, 64, 96);

  it('do not depend on what else is in the batch, nor on the element type', async () => {
    const all = await posterFeatures(encoder, pictures);
    expect(all.length).toBe(count * POSTER_FEATURES);
    const size = 3 * 64 * 96;
    const last: Tensor = { dtype: 'float32', shape: [1, 3, 96, 64], data: Float32Array.from(pictures.data.subarray((count - 1) * size)) };
    const alone = await posterFeatures(encoder, last);
    const inBatch = all.subarray((count - 1) * POSTER_FEATURES);
    alone.forEach((value, i) => expect(value).toBeCloseTo(inBatch[i]!, 3));
  });

  it('tell pictures apart', async () => {
    const all = await posterFeatures(encoder, pictures);
    const row = (n: number) => all.subarray(n * POSTER_FEATURES, (n + 1) * POSTER_FEATURES);
    expect(cosine(row(0), row(0))).toBeCloseTo(1, 5);
    expect(cosine(row(0), row(1))).toBeLessThan(0.95);
  });

  it('stop when cancelled', async () => {
    const controller = new AbortController();
    const stopped = posterFeatures(encoder, pictures, { signal: controller.signal, reportProgress: () => controller.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  });
});
