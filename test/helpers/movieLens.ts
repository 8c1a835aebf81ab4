import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '../../src-main/core/base/logger.ts';
import type { Dataset } from '../../src-main/core/data/interactions.ts';
import { openDatasetStore } from '../../src-main/core/storage/datasetStore.ts';
import { sharedData } from './sharedData.ts';

/** Imports one of the MovieLens sets beside the repository by the app's own import, and loads it. */
export async function loadMovieLens(name: 'ml-latest-small' | 'ml-1m'): Promise<Dataset> {
  const folder = mkdtempSync(join(tmpdir(), 'marquee-data-'));
  const store = openDatasetStore(folder);
  try {
    await store.importDataset({ path: join(sharedData, name), name }, { clock: Date.now, logger: silentLogger });
    return store.load(name);
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
