import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createRng } from '../../src-main/core/base/rng.ts';
import { openDatasetStore } from '../../src-main/core/storage/datasetStore.ts';
import { killAtRandom } from './killAtRandom.ts';
import { writeSyntheticRatings } from './syntheticRatings.ts';

const ROWS = 100_000;

/**
 * Starts an import of 100,000 rows again and again, killing each at random, and expects the data set to be whole or absent.
 * @returns how many imports had finished when they were killed.
 */
export async function killImports(dataDir: string, kills: number): Promise<number> {
  const path = join(dataDir, 'ratings.csv');
  writeSyntheticRatings(path, ROWS, 1000, 3000);
  const rng = createRng(2, 'kill-while-importing');
  let finished = 0;
  for (let kill = 0; kill < kills; kill++) {
    await killAtRandom('importOnce.ts', [dataDir, path, 'x'], rng, 500);
    const store = openDatasetStore(dataDir);
    const there = store.list();
    if (there.length > 0) {
      finished++;
      expect(there[0]).toMatchObject({ name: 'x', rows: ROWS });
      expect(store.load('x').interactions.ratings).toHaveLength(ROWS);
      store.remove('x');
    }
    store.close();
    // Opening the store swept away what the killed import had built.
    expect(readdirSync(join(dataDir, 'datasets'))).toEqual([]);
  }
  return finished;
}
