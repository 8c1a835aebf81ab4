import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { openDatasetStore } from '../../../src-main/core/storage/datasetStore.ts';
import { hasSharedData, sharedData } from '../../helpers/sharedData.ts';
import type { Benchmark } from '../benchmark.ts';

const REPEATS = 3;

export const importMl1m: Benchmark = {
  name: 'import-ml-1m',
  what: 'from the folder of MovieLens 1M (ratings gzipped) to a data base on disk, forced there',
  skip: () => (hasSharedData ? null : `no MovieLens files at ${sharedData}`),
  async run({ folder }) {
    const path = join(sharedData, 'ml-1m');
    const samplesMs: number[] = [];
    for (let i = 0; i < REPEATS; i++) {
      const store = openDatasetStore(join(folder, String(i)));
      const start = performance.now();
      await store.importDataset({ path, name: 'ml-1m' }, { clock: Date.now });
      samplesMs.push(performance.now() - start);
      store.close();
    }
    return { samplesMs, flops: null, bytes: gunzipSync(readFileSync(join(path, 'ratings.dat.gz'))).length };
  },
};
