import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src-main/core/base/rng.ts';
import type { Tensor } from '../../../../src-main/core/engine/tensor.ts';
import { loadModel, type ModelCardFields, saveModel } from '../../../../src-main/core/storage/modelStore.ts';
import { temporaryFolder } from '../../../helpers/temporaryFolder.ts';

const card: ModelCardFields = {
  name: 'als',
  hyperparameters: { factors: 2, implicit: false, solver: 'cholesky' },
  seed: 7,
  data: { name: 'tiny', sha256: 'a'.repeat(64), users: 2, films: 3, ratings: 4, terms: 'none' },
  metrics: { rmse: 0.86 },
  reliability: [{ predicted: 0.5, observed: 0.52, count: 10 }],
  calibration: { quantile: 1.1, spread: { base: 0.2 } },
  command: 'train --data tiny --model als',
  trainedAt: '2026-11-21T00:00:00Z',
  fitMs: 12.5,
  notes: ['made by a test'],
};

const tensors: Record<string, Tensor> = {
  factors: { dtype: 'float32', shape: [3, 2], data: Float32Array.of(1, -2, 3.5, 0, Number.MIN_VALUE, 1e30) },
  halves: { dtype: 'float16', shape: [3], data: Uint16Array.of(0x3c00, 0xc000, 0x7bff) },
  small: { dtype: 'int8', shape: [5], data: Int8Array.of(-128, -1, 0, 1, 127) },
  ids: { dtype: 'int32', shape: [3], data: Int32Array.of(1, -1, 2_147_483_647) },
  big: { dtype: 'int64', shape: [1], data: BigInt64Array.of(-(2n ** 62n)) },
  flags: { dtype: 'bool', shape: [3], data: Uint8Array.of(1, 0, 1) },
  empty: { dtype: 'float32', shape: [0, 4], data: new Float32Array(0) },
  scalar: { dtype: 'float32', shape: [], data: Float32Array.of(3) },
};

describe('saveModel and loadModel', () => {
  it('keep every element type bit for bit, and the card', () => {
    const directory = join(temporaryFolder(), 'als');
    const written = saveModel(directory, card, tensors);
    const loaded = loadModel(directory);
    expect(loaded.manifest).toEqual(written);
    expect(loaded.manifest).toMatchObject(card);
    expect(loaded.tensors).toEqual(tensors);
    // The same tensors make the same file, in whatever order they are named.
    const reversed = Object.fromEntries(Object.entries(tensors).reverse());
    expect(saveModel(join(temporaryFolder(), 'again'), card, reversed).sha256).toBe(written.sha256);
  });

  it('replace a model and leave nothing of the old one', () => {
    const directory = temporaryFolder();
    saveModel(directory, card, tensors);
    const next = saveModel(directory, { ...card, seed: 8 }, { ids: tensors['ids']! });
    expect(readdirSync(directory).sort()).toEqual(['manifest.json', next.tensorsFile].sort());
    expect(loadModel(directory).manifest.seed).toBe(8);
  });

  it('refuse every file in which one byte was changed or cut off', () => {
    const directory = temporaryFolder();
    const { tensorsFile } = saveModel(directory, card, tensors);
    const path = join(directory, tensorsFile);
    const good = readFileSync(path);
    const rng = createRng(3, 'byte-flips');
    for (let i = 0; i < 200; i++) {
      const bad = Buffer.from(good);
      bad[rng.integer(bad.length)]! ^= 1 << rng.integer(8);
      writeFileSync(path, bad);
      expect(() => loadModel(directory)).toThrow(expect.objectContaining({ code: 'model-invalid' }));
    }
    writeFileSync(path, good.subarray(0, -1));
    expect(() => loadModel(directory)).toThrow(expect.objectContaining({ code: 'model-invalid' }));
    writeFileSync(path, good);
    expect(loadModel(directory).tensors).toEqual(tensors);
  });

  it.each([
    ['a path out of the folder', { tensorsFile: '../tensors-000000000000.bin' }],
    ['a newer schema', { schema: 2 }],
    ['a tensor past the end', { tensors: [{ name: 'x', dtype: 'float32', shape: [1_000_000], offset: 0, bytes: 4_000_000 }] }],
    ['a shape of another size', { tensors: [{ name: 'x', dtype: 'float32', shape: [2], offset: 0, bytes: 4 }] }],
    ['an offset between elements', { tensors: [{ name: 'x', dtype: 'float32', shape: [1], offset: 3, bytes: 4 }] }],
    ['an element type unheard of', { tensors: [{ name: 'x', dtype: 'pickle', shape: [1], offset: 0, bytes: 4 }] }],
    ['a negative dimension', { tensors: [{ name: 'x', dtype: 'float32', shape: [-1], offset: 0, bytes: 4 }] }],
  ])('refuse a manifest with %s', (_, change) => {
    const directory = temporaryFolder();
    saveModel(directory, card, tensors);
    const path = join(directory, 'manifest.json');
    writeFileSync(path, JSON.stringify({ ...(JSON.parse(readFileSync(path, 'utf8')) as object), ...change }));
    expect(() => loadModel(directory)).toThrow(expect.objectContaining({ code: 'model-invalid' }));
  });

  it('say that there is no model where there is none', () => {
    expect(() => loadModel(join(temporaryFolder(), 'nothing'))).toThrow(expect.objectContaining({ code: 'not-found' }));
  });
});
