import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DomainError } from '../../../../src-main/core/base/errors.ts';
import { createRng } from '../../../../src-main/core/base/rng.ts';
import { guarded, openDatabase } from '../../../../src-main/core/storage/database.ts';
import { openDatasetStore } from '../../../../src-main/core/storage/datasetStore.ts';
import { openPersonStore } from '../../../../src-main/core/storage/personStore.ts';
import { temporaryFolder } from '../../../helpers/temporaryFolder.ts';
import { csvFiles, writeFiles } from '../../../helpers/tinyMovieLens.ts';

const clock = () => 1_700_000_000_000;

/** Flips some bits of a file, at random. */
function damage(path: string, good: Buffer, seed: number): void {
  const rng = createRng(seed, 'damage');
  const bad = Buffer.from(good);
  const flips = 1 + rng.integer(40);
  for (let i = 0; i < flips; i++) bad[rng.integer(bad.length)]! ^= 1 << rng.integer(8);
  writeFileSync(path, bad);
}

describe('damaged files', () => {
  it('of a person are noticed, restored or harmless, and never anything but a sentence', async () => {
    const source = temporaryFolder();
    const store = openPersonStore(source, { clock });
    const { profileId } = store.profiles.create({ name: 'Kim', age: null, gender: null, occupation: null });
    for (let film = 1; film <= 300; film++) store.filmStates.change(profileId, film, { stars: 4 });
    const { backupId } = await store.backups.make('daily');
    store.close();
    const good = readFileSync(join(source, 'person.db'));
    let restored = 0;
    for (let seed = 0; seed < 60; seed++) {
      const dataDir = temporaryFolder();
      mkdirSync(join(dataDir, 'backups'));
      copyFileSync(join(source, 'backups', `${backupId}.db`), join(dataDir, 'backups', `${backupId}.db`));
      damage(join(dataDir, 'person.db'), good, seed);
      try {
        const opened = openPersonStore(dataDir, { clock });
        onTestFinished(() => opened.close());
        if (opened.startNotice !== null) {
          restored++;
          expect(opened.filmStates.ratings(profileId)).toHaveLength(300);
          expect(opened.check()).toBe('ok');
        }
        opened.profiles.list();
        for (const { profileId: id } of opened.profiles.list()) opened.filmStates.change(id, 7, { stars: 3 });
      } catch (error) {
        expect(error).toBeInstanceOf(DomainError);
      }
    }
    expect(restored).toBeGreaterThan(20);
  });

  it('of a data set are noticed or harmless, and never anything but a sentence', async () => {
    const folder = temporaryFolder();
    const first = openDatasetStore(folder);
    await first.importDataset({ path: writeFiles(join(folder, 'in'), csvFiles), name: 'tiny' }, { clock });
    first.close();
    const path = join(folder, 'datasets/tiny.db');
    const good = readFileSync(path);
    for (let seed = 0; seed < 60; seed++) {
      damage(path, good, 1000 + seed);
      const store = openDatasetStore(folder);
      try {
        expect(store.list().length).toBeLessThanOrEqual(1);
        store.load('tiny');
      } catch (error) {
        expect(error).toBeInstanceOf(DomainError);
      } finally {
        store.close();
      }
    }
  });
});

describe('a full disk', () => {
  it('is said in a sentence, takes nothing with it, and can be gone on from', () => {
    const path = join(temporaryFolder(), 'x.db');
    const database = openDatabase(path, { durability: 'durable' });
    onTestFinished(() => void database.close());
    database.exec('CREATE TABLE t (x TEXT) STRICT');
    const insert = database.prepare('INSERT INTO t VALUES (?)');
    insert.run('kept');
    database.pragma('max_page_count = 4');
    const fill = () => guarded(path, () => database.transaction(() => insert.run('y'.repeat(100_000)))());
    expect(fill).toThrow(expect.objectContaining({ code: 'storage-failed', message: expect.stringContaining('free space') as string }));
    database.pragma('max_page_count = 100000');
    fill();
    expect(database.prepare('SELECT count(*) FROM t').pluck().get()).toBe(2);
  });
});
