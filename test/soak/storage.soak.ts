import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../src-main/core/base/rng.ts';
import { openDatasetStore } from '../../src-main/core/storage/datasetStore.ts';
import { openPersonStore } from '../../src-main/core/storage/personStore.ts';
import { killAtRandom } from '../helpers/killAtRandom.ts';
import { killImports } from '../helpers/killImports.ts';
import { writeSyntheticRatings } from '../helpers/syntheticRatings.ts';
import { temporaryFolder } from '../helpers/temporaryFolder.ts';

describe('long doses of storage', () => {
  it('imports and loads 25 million rows in less than a gibibyte', { timeout: 1_200_000 }, () => {
    const folder = temporaryFolder();
    const path = join(folder, 'ratings.csv');
    writeSyntheticRatings(path, 25_000_000, 162_000, 62_000);
    const fixture = join(import.meta.dirname, '../fixtures/importOnce.ts');
    const output = execFileSync(process.execPath, [fixture, folder, path, 'big'], { encoding: 'utf8' });
    const report = JSON.parse(output.trim().split('\n').at(-1)!) as { rows: number; users: number; ms: number; maxRssMiB: number };
    process.stdout.write(`25M rows: ${Math.round(report.ms)} ms, at most ${Math.round(report.maxRssMiB)} MiB\n`);
    expect(report).toMatchObject({ rows: 25_000_000, users: 162_000 });
    expect(report.maxRssMiB).toBeLessThan(1024);
    const store = openDatasetStore(folder);
    const startedAt = performance.now();
    expect(store.load('big').interactions.ratings).toHaveLength(25_000_000);
    process.stdout.write(`loaded in ${Math.round(performance.now() - startedAt)} ms\n`);
    store.close();
  });

  it('imports are all or nothing over 200 kills', { timeout: 1_200_000 }, async () => {
    const finished = await killImports(temporaryFolder(), 200);
    process.stdout.write(`200 kills, ${finished} imports had finished\n`);
    expect(finished).toBeLessThan(200);
  });

  it('no acknowledged rating is lost over 1,000 kills', { timeout: 3_600_000 }, async () => {
    const rng = createRng(5, 'soak-kills');
    const dataDir = temporaryFolder();
    const acknowledged = new Set<number>();
    for (let kill = 0; kill < 1000; kill++) {
      const output = await killAtRandom('rateForever.ts', [dataDir, String(kill * 10_000 + 1)], rng, 40);
      for (const line of output.split('\n').slice(0, -1)) acknowledged.add(Number(line));
      if (kill % 20 !== 19) continue;
      const store = openPersonStore(dataDir, { clock: Date.now, whenDamaged: 'refuse' });
      expect(store.check()).toBe('ok');
      const kept = new Set(store.filmStates.ratings(store.profiles.list()[0]!.profileId).map(({ filmId }) => filmId));
      store.close();
      expect([...acknowledged].filter((film) => !kept.has(film))).toEqual([]);
    }
    process.stdout.write(`1000 kills, ${acknowledged.size} acknowledged ratings, none lost\n`);
    expect(existsSync(join(dataDir, 'person.db'))).toBe(true);
  });
});
