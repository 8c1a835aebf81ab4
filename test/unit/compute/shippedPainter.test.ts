import { mkdtempSync, readFileSync, rmSync, statSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { readPainter, SHIPPED_PAINTER, withSampler } from '../../../src-main/compute/pictures/painterFiles.ts';
import type { PaintInput } from '../../../src-main/compute/pictures/paintHandler.ts';
import { pictureHandlers } from '../../../src-main/compute/pictures/pictureHandlers.ts';
import { silentLogger } from '../../../src-main/core/base/logger.ts';
import { decodeImage } from '../../../src-main/core/diffusion/imageCodec.ts';
import { readManifest } from '../../../src-main/core/storage/modelStore.ts';
import { repositoryRoot } from '../../helpers/host.ts';

vi.setConfig({ testTimeout: 240_000 });

const modelsDir = join(repositoryRoot, 'models');
const folder = mkdtempSync(join(tmpdir(), 'marquee-'));
const handlers = pictureHandlers({ clock: () => 1_700_000_000_000, nowMs: () => performance.now(), logger: silentLogger });
const context = { signal: new AbortController().signal, reportProgress: () => undefined };
const painting: PaintInput = {
  dataDir: folder,
  modelsDir,
  model: SHIPPED_PAINTER,
  prompt: 'a storm at sea',
  negativePrompt: '',
  film: null,
  genres: ['Horror'],
  decade: 1980,
  seed: 3,
  steps: 4,
  guidance: 2,
  sampler: 'dpm++2m',
  count: 1,
  enlarge: false,
  recipe: true,
  out: join(folder, 'out.png'),
  device: 'cpu',
};
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bytesUnder = (path: string): number =>
  statSync(path).isDirectory() ? readdirSync(path).reduce((sum, name) => sum + bytesUnder(join(path, name)), 0) : statSync(path).size;

async function pixelsOf(change: Partial<PaintInput>): Promise<{ width: number; height: number; pixels: Uint8Array }> {
  const { pictures } = await handlers.paintImages({ ...painting, ...change }, context);
  return decodeImage(readFileSync(pictures[0]!.path));
}

const spread = (pixels: Uint8Array): number => {
  const mean = pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
  return Math.sqrt(pixels.reduce((sum, value) => sum + (value - mean) ** 2, 0) / pixels.length);
};

describe('the painter that ships', () => {
  it('has three stages, an enlarger and weights for few steps, and says what it was trained on', () => {
    const files = readPainter(folder, modelsDir, SHIPPED_PAINTER);
    expect(files.stages.map(({ stage }) => [stage.width, stage.height])).toEqual([
      [16, 24],
      [32, 48],
      [64, 96],
    ]);
    expect(files.enlarger).not.toBeNull();
    expect(withSampler(files, 'consistency').stages[0]!.isDistilled).toBe(true);
    const card = readManifest(join(modelsDir, `painter-${SHIPPED_PAINTER}`, '64x96'));
    expect(card.data.terms).toContain('Posters are their owners');
    expect(card.metrics['picturesSeen']).toBeGreaterThan(20_000);
    expect(bytesUnder(modelsDir)).toBeLessThan(40e6);
  });

  it('paints one recipe alike and another prompt or seed otherwise, in pictures with light and dark', async () => {
    const first = await pixelsOf({});
    expect(first).toMatchObject({ width: 64, height: 96 });
    expect(spread(first.pixels)).toBeGreaterThan(20);
    expect((await pixelsOf({})).pixels).toEqual(first.pixels);
    expect((await pixelsOf({ seed: 4 })).pixels).not.toEqual(first.pixels);
    expect((await pixelsOf({ genres: ['Comedy'], decade: 2000, prompt: 'a happy wedding' })).pixels).not.toEqual(first.pixels);
  });

  it('paints in four steps and enlarges', async () => {
    const large = await pixelsOf({ sampler: 'consistency', enlarge: true });
    expect(large).toMatchObject({ width: 128, height: 192 });
    expect(spread(large.pixels)).toBeGreaterThan(20);
  });
});
