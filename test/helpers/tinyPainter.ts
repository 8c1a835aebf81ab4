import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pictureHandlers } from '../../src-main/compute/pictures/pictureHandlers.ts';
import { silentLogger } from '../../src-main/core/base/logger.ts';
import { repositoryRoot } from './host.ts';
import { writePictures } from './paintedFolder.ts';

/** One's own painter of this name is used in place of the one that ships. */
export const TINY_PAINTER = 'poster';
let trained: Promise<string> | null = null;

/** Puts a real painter into a data folder: one stage of 16x24, trained for two steps on pictures drawn by rule, once for all who ask. */
export async function writeTinyPainter(dataDir: string): Promise<void> {
  trained ??= train();
  cpSync(await trained, join(dataDir, 'models', 'painters'), { recursive: true });
}

async function train(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'marquee-painter-'));
  const pictures = join(folder, 'pictures');
  mkdirSync(pictures);
  await writePictures(pictures, 24);
  const handlers = pictureHandlers({ clock: () => 1_700_000_000_000, nowMs: () => performance.now(), logger: silentLogger });
  await handlers.trainImages(
    {
      dataDir: folder,
      modelsDir: join(repositoryRoot, 'models'),
      pictures,
      details: null,
      name: TINY_PAINTER,
      shape: 'poster',
      stageWidth: 16,
      network: 'unet',
      prediction: 'velocity',
      steps: 2,
      batch: 4,
      rate: null,
      seed: 1,
      device: 'cpu',
      threads: 1,
    },
    { signal: new AbortController().signal, reportProgress: () => undefined },
  );
  return join(folder, 'models', 'painters');
}
