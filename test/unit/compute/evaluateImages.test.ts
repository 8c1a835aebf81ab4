import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readPainter, withSampler } from '../../../src-main/compute/pictures/painterFiles.ts';
import { pictureHandlers } from '../../../src-main/compute/pictures/pictureHandlers.ts';
import { silentLogger } from '../../../src-main/core/base/logger.ts';
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

  it('says when there is too little to measure against', async () => {
    const folder = join(dataDir, 'three');
    mkdirSync(folder);
    await writePictures(folder, 3);
    const refused = handlers.evaluateImages({ ...shared, ...measured, reference: folder, training: null }, context);
    await expect(refused).rejects.toThrow('at least four reference pictures');
  });
});
