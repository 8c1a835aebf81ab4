import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { inceptionFile } from '../../../src-main/compute/pictures/inceptionFeatures.ts';
import { readPainter, withSampler } from '../../../src-main/compute/pictures/painterFiles.ts';
import { pictureHandlers } from '../../../src-main/compute/pictures/pictureHandlers.ts';
import { silentLogger } from '../../../src-main/core/base/logger.ts';
import { constant, graph, input } from '../../../src-main/core/engine/graph.ts';
import { writeOnnx } from '../../../src-main/core/engine/onnx/writer.ts';
import { matMul, reduceMean } from '../../../src-main/core/engine/ops.ts';
import { repositoryRoot } from '../../helpers/host.ts';
import { writePictures } from '../../helpers/paintedFolder.ts';
import { TINY_PAINTER, writeTinyPainter } from '../../helpers/tinyPainter.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const modelsDir = join(repositoryRoot, 'models');
const handlers = pictureHandlers({ clock: () => 1_700_000_000_000, nowMs: () => performance.now(), logger: silentLogger });
const context = { signal: new AbortController().signal, reportProgress: () => undefined };
const dataDir = mkdtempSync(join(tmpdir(), 'marquee-'));
const pictures = join(dataDir, 'pictures');
const shared = { dataDir, modelsDir, device: 'cpu', seed: 1 } as const;

beforeAll(async () => {
  await writeTinyPainter(dataDir);
  mkdirSync(pictures);
  await writePictures(pictures, 60);
  const training = { name: TINY_PAINTER, pictures, details: null, shape: 'poster', network: 'unet', prediction: 'velocity' } as const;
  await handlers.trainImages(
    { ...shared, ...training, stageWidth: 16, steps: 2, batch: 4, rate: null, threads: 1, fewStep: true },
    context,
  );
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

describe('weights for few steps', () => {
  it('are taken by the sampler "consistency" and by no other', () => {
    const files = readPainter(dataDir, modelsDir, TINY_PAINTER);
    const [plain, few] = [withSampler(files, 'euler'), withSampler(files, 'consistency')];
    expect(plain.stages[0]!.isDistilled).toBe(false);
    expect(few.stages[0]!.isDistilled).toBe(true);
    expect(few.sha256).not.toBe(plain.sha256);
    const [a, b] = [plain, few].map(({ stages }) => Object.values(stages[0]!.parameters)[0]!.data);
    expect(b).not.toEqual(a);
  });

  it('are not made for a stage that is not there', async () => {
    const wanted = { name: 'nobody', pictures, details: null, shape: 'poster', network: 'unet', prediction: 'velocity' } as const;
    const refused = handlers.trainImages(
      { ...shared, ...wanted, stageWidth: 16, steps: 2, batch: 4, rate: null, threads: 1, fewStep: true },
      context,
    );
    await expect(refused).rejects.toThrow('The painter "nobody" has no stage 16 of your own');
  });
});

describe('measuring a painter', () => {
  const measured = { model: TINY_PAINTER, details: null, n: 12, steps: 2, guidance: 1, quick: false } as const;

  it('that learnt nothing is far from the real pictures by both encoders, and copies none', async () => {
    const report = await handlers.evaluateImages({ ...shared, ...measured, reference: pictures, training: pictures }, context);
    expect(report).toMatchObject({ model: TINY_PAINTER, n: 12, size: '16x24', enlarge: null });
    expect(report.kid.efficientnet).toBeGreaterThan(5 * Math.abs(report.kid.realHalves));
    expect(report.kid.own).toBeGreaterThan(0);
    expect(report.kid.efficientnet).toBeGreaterThan(report.kid.baseline!);
    expect(report.fid.own).toBeGreaterThan(0);
    expect(report.memorisation!.rate).toBe(0);
    expect(report.fewStep).toMatchObject({ steps: 4, sampler: 'consistency' });
    expect(Math.abs(report.int8!.kid / report.kid.efficientnet - 1)).toBeLessThan(0.2);
  });

  it('measures by Inception too where its weights are, and says what is wrong with a file that is none', async () => {
    const few = join(dataDir, 'six');
    mkdirSync(few);
    await writePictures(few, 6);
    const quick = { ...shared, ...measured, n: 4, quick: true, reference: few, training: null };
    expect((await handlers.evaluateImages(quick, context)).kid).not.toHaveProperty('inception');
    // As an export of the network answers: 2,048 numbers a picture, here of its mean colour.
    const write = (numbers: number): void => {
      const picture = input('images', 'float32', [1, 3, 299, 299]);
      const weights = Float32Array.from({ length: 3 * numbers }, (_, i) => Math.sin(i));
      const pool = matMul(reduceMean(picture, [2, 3]), constant({ dtype: 'float32', shape: [3, numbers], data: weights }));
      mkdirSync(dirname(inceptionFile(dataDir)), { recursive: true });
      writeFileSync(inceptionFile(dataDir), writeOnnx(graph('pool', [picture], { pool })));
    };
    write(2048);
    const { kid, fid } = await handlers.evaluateImages(quick, context);
    expect(kid.inception).toBeGreaterThan(0);
    expect(fid.inception).toBeGreaterThan(0);
    write(2049);
    await expect(handlers.evaluateImages(quick, context)).rejects.toThrow('it gives 2049 numbers a picture instead of 2048');
    writeFileSync(inceptionFile(dataDir), 'no ONNX');
    await expect(handlers.evaluateImages(quick, context)).rejects.toThrow('no ONNX file, or damaged');
    rmSync(inceptionFile(dataDir));
  });

  it('says when there is too little to measure against', async () => {
    const folder = join(dataDir, 'three');
    mkdirSync(folder);
    await writePictures(folder, 3);
    const refused = handlers.evaluateImages({ ...shared, ...measured, reference: folder, training: null }, context);
    await expect(refused).rejects.toThrow('at least four reference pictures');
  });
});
