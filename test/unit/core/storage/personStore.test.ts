import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DomainError } from '../../../../src-main/core/base/errors.ts';
import { type Database, openDatabase } from '../../../../src-main/core/storage/database.ts';
import { lockDataFolder } from '../../../../src-main/core/storage/dataFolderLock.ts';
import { personMigrations } from '../../../../src-main/core/storage/migrations/personMigrations.ts';
import {
  openPersonStore,
  type PersonStore,
  type PersonStoreOptions,
  restorePersonBackup,
} from '../../../../src-main/core/storage/personStore.ts';
import { temporaryFolder } from '../../../helpers/temporaryFolder.ts';

function manualClock(): { clock: () => number; advance: (ms: number) => void } {
  let now = 1_700_000_000_000;
  return { clock: () => now++, advance: (ms) => (now += ms) };
}

function openStore(dataDir = temporaryFolder(), options: Partial<PersonStoreOptions> = {}): PersonStore {
  const store = openPersonStore(dataDir, { clock: manualClock().clock, ...options });
  onTestFinished(() => store.close());
  return store;
}

const nobody = { age: null, gender: null, occupation: null } as const;

function caught(work: () => unknown): DomainError {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('profiles', () => {
  it('keeps what a person told, and the first profile is the active one', () => {
    const store = openStore();
    const kim = store.profiles.create({ name: ' Kim ', age: 25, gender: 'F', occupation: 12 });
    const lee = store.profiles.create({ name: 'Lee', ...nobody });
    expect(store.profiles.list().map(({ name }) => name)).toEqual(['Kim', 'Lee']);
    expect(store.profiles.activeId()).toBe(kim.profileId);
    expect(store.profiles.activate(lee.profileId).name).toBe('Lee');
    expect(store.profiles.update(kim.profileId, { age: null })).toMatchObject({ age: null, gender: 'F', occupation: 12, name: 'Kim' });
    expect(store.profiles.byName('kim').profileId).toBe(kim.profileId);
    expect(caught(() => store.profiles.create({ name: 'KIM', ...nobody })).code).toBe('conflict');
    expect(caught(() => store.profiles.get('nobody')).code).toBe('not-found');
  });

  it('deletes a person for good, and another becomes active', async () => {
    const dataDir = temporaryFolder();
    const store = openStore(dataDir);
    const kim = store.profiles.create({ name: 'Kimberley-the-only', ...nobody });
    const lee = store.profiles.create({ name: 'Lee', ...nobody });
    for (let film = 1; film <= 50; film++) store.filmStates.change(kim.profileId, film, { stars: 4 });
    store.filmStates.change(lee.profileId, 1, { stars: 2 });
    const backup = await store.backups.make('asked');
    expect(store.profiles.delete(kim.profileId)).toEqual({ deletedRatings: 50 });
    expect(store.profiles.activeId()).toBe(lee.profileId);
    store.backups.purgeProfile(kim.profileId);
    const files = [join(dataDir, 'person.db'), join(dataDir, 'person.db-wal'), join(dataDir, 'backups', `${backup.backupId}.db`)];
    for (const file of files) expect(readFileSync(file).includes('Kimberley-the-only')).toBe(false);
    await store.backups.restore(backup.backupId);
    expect(store.profiles.list().map(({ name }) => name)).toEqual(['Lee']);
    expect(store.filmStates.ratings(lee.profileId)).toHaveLength(1);
  });
});

describe('film states', () => {
  it('keeps ratings and lists, and says what changed', () => {
    const store = openStore();
    const { profileId } = store.profiles.create({ name: 'Kim', ...nobody });
    store.filmStates.change(profileId, 7, { watchlist: true });
    const change = store.filmStates.change(profileId, 7, { stars: 4.5 });
    expect(change).toMatchObject({ filmId: 7, numRatings: 1, state: { stars: 4.5, watchlist: true, hidden: false, notSeen: false } });
    expect(store.filmStates.change(profileId, 8, { notSeen: true }).state.notSeen).toBe(true);
    expect(store.filmStates.change(profileId, 8, { stars: 3 }).state).toMatchObject({ notSeen: false, stars: 3 });
    expect(store.filmStates.ratings(profileId).map(({ filmId, stars }) => [filmId, stars])).toEqual([
      [7, 4.5],
      [8, 3],
    ]);
    expect(store.profiles.get(profileId)).toMatchObject({ numRatings: 2, numWatchlist: 1, numHidden: 0 });
  });

  it.each([0, 0.3, 5.5, 7, Number.NaN, -1])('refuses %s stars', (stars) => {
    const store = openStore();
    const { profileId } = store.profiles.create({ name: 'Kim', ...nobody });
    expect(caught(() => store.filmStates.change(profileId, 1, { stars })).code).toBe('invalid-input');
    expect(store.filmStates.list(profileId)).toEqual([]);
  });

  it('undoes by token, and step by step without one', () => {
    const store = openStore();
    const { profileId } = store.profiles.create({ name: 'Kim', ...nobody });
    const first = store.filmStates.change(profileId, 1, { stars: 3 });
    store.filmStates.change(profileId, 2, { stars: 4 });
    store.filmStates.change(profileId, 1, { stars: 5 });
    // Film 1 was changed since: its first change cannot be taken back alone.
    expect(store.filmStates.undo(profileId, first.undoToken)).toBeNull();
    expect(store.filmStates.undo(profileId)).toMatchObject({ filmId: 1, state: { stars: 3 } });
    expect(store.filmStates.undo(profileId, first.undoToken)).toMatchObject({ filmId: 1, state: { stars: null }, numRatings: 1 });
    expect(store.filmStates.undo(profileId)).toMatchObject({ filmId: 2, state: { stars: null } });
    expect(store.filmStates.undo(profileId)).toBeNull();
    expect(store.filmStates.list(profileId)).toEqual([]);
  });
});

describe('the journal of changes', () => {
  it('keeps the last thousand of each person, and no more', () => {
    const store = openStore();
    const { profileId } = store.profiles.create({ name: 'Kim', ...nobody });
    const other = store.profiles.create({ name: 'Lee', ...nobody }).profileId;
    store.filmStates.change(other, 1, { stars: 5 });
    for (let film = 1; film <= 1200; film++) store.filmStates.change(profileId, film, { stars: 4 });
    let undone = 0;
    while (store.filmStates.undo(profileId) !== null) undone++;
    expect(undone).toBeGreaterThanOrEqual(1000);
    expect(undone).toBeLessThan(1100);
    expect(store.filmStates.numRatings(profileId)).toBe(1200 - undone);
    expect(store.filmStates.undo(other)).toMatchObject({ filmId: 1 });
  });
});

describe('jobs, settings and runs', () => {
  it('round-trips them, and marks unfinished jobs as interrupted', () => {
    const dataDir = temporaryFolder();
    const job = {
      jobId: 'a',
      kind: 'import',
      title: 'Import',
      state: 'running',
      phase: 'Reading',
      done: 5,
      total: 10,
      unit: 'rows',
      createdAt: 1,
      finishedAt: null,
      summary: null,
      error: null,
      input: { path: '/x' },
      result: null,
      subject: 'r',
      place: 0,
    } as const;
    const run = {
      runId: 'r',
      model: 'als',
      dataset: 'ml-1m',
      datasetSha256: 'f',
      path: 'models/r',
      sha256: 'e',
      seed: 1,
      hyperparameters: { factors: 64, implicit: false },
      metrics: { rmse: 0.86 },
      fitMs: 12.5,
      createdAt: 3,
    } as const;
    const first = openStore(dataDir);
    first.jobs.save(job);
    first.settings.set('theme', 'dark');
    first.modelRuns.add(run);
    first.close();
    const store = openStore(dataDir);
    expect(store.jobs.get('a')).toEqual(job);
    store.jobs.save({ ...job, state: 'paused', place: 2.5 });
    expect(store.jobs.list()).toEqual([{ ...job, state: 'paused', place: 2.5 }]);
    expect(store.settings.all()).toEqual({ theme: 'dark' });
    expect(store.modelRuns.list()).toEqual([run]);
  });

  it('lists all that can go on, however much has ended since', () => {
    const store = openStore(temporaryFolder());
    const job = (jobId: string, createdAt: number, state: 'done' | 'interrupted' | 'queued', input: { n: number } | null) =>
      ({
        jobId,
        kind: 'paint',
        title: 'Paint',
        state,
        phase: '',
        done: 0,
        total: null,
        unit: '',
        createdAt,
        finishedAt: null,
        summary: null,
        error: null,
        input,
        result: null,
        subject: null,
        place: 0,
      }) as const;
    store.jobs.save(job('old', 1, 'interrupted', { n: 1 }));
    store.jobs.save(job('lost', 2, 'interrupted', null));
    for (let i = 0; i < 120; i++) store.jobs.save(job(`done ${i}`, 10 + i, 'done', { n: 1 }));
    for (let i = 0; i < 120; i++) store.jobs.save(job(`waits ${i}`, 500 + i, 'queued', { n: 1 }));
    const listed = store.jobs.list();
    expect(listed).toHaveLength(121 + 100);
    expect(listed[0]!.jobId).toBe('waits 119');
    expect(listed[120]!.jobId).toBe('old');
    expect(listed.at(-1)!.jobId).toBe('done 20');
  });
});

describe('backups and damage', () => {
  it('makes one backup a day and keeps seven', async () => {
    const { clock, advance } = manualClock();
    const store = openStore(temporaryFolder(), { clock });
    for (let day = 0; day < 10; day++) {
      expect(await store.backups.makeDaily()).not.toBeNull();
      expect(await store.backups.makeDaily()).toBeNull();
      advance(86_400_000);
    }
    expect(store.backups.list()).toHaveLength(7);
  });

  it('restores a backup and keeps the present state beside it', async () => {
    const store = openStore();
    const { profileId } = store.profiles.create({ name: 'Kim', ...nobody });
    store.filmStates.change(profileId, 1, { stars: 4 });
    const backup = await store.backups.make('asked');
    store.filmStates.change(profileId, 2, { stars: 1 });
    await store.backups.restore(backup.backupId);
    expect(store.filmStates.ratings(profileId)).toHaveLength(1);
    expect(store.backups.list().map(({ cause }) => cause)).toEqual(['before-restore', 'asked']);
    // The store stays usable, and the state from before the restore can be had again.
    store.filmStates.change(profileId, 3, { stars: 2 });
    await store.backups.restore(store.backups.list()[0]!.backupId);
    expect(store.filmStates.ratings(profileId).map(({ filmId }) => filmId)).toEqual([1, 2]);
  });

  async function damagedFolder(withBackup: boolean): Promise<{ dataDir: string; profileId: string }> {
    const dataDir = temporaryFolder();
    const store = openStore(dataDir);
    const { profileId } = store.profiles.create({ name: 'Kim', ...nobody });
    for (let film = 1; film <= 200; film++) store.filmStates.change(profileId, film, { stars: 4 });
    if (withBackup) await store.backups.make('daily');
    store.close();
    const path = join(dataDir, 'person.db');
    const bytes = readFileSync(path);
    bytes.fill(0xa5, 4096, 4096 * 6);
    writeFileSync(path, bytes);
    return { dataDir, profileId };
  }

  it('puts the newest backup in the place of a damaged file, keeps that aside and says so', async () => {
    const { dataDir, profileId } = await damagedFolder(true);
    const store = openStore(dataDir);
    expect(store.startNotice).toMatch(/backup of .* was put in their place/);
    expect(store.filmStates.ratings(profileId)).toHaveLength(200);
    expect(readdirSync(dataDir).some((file) => file.startsWith('person.db.damaged-'))).toBe(true);
  });

  it('never starts empty without a word', async () => {
    const { dataDir } = await damagedFolder(false);
    expect(openStore(dataDir).startNotice).toMatch(/no backup.*kept at.*starts empty/);
  });

  it('can refuse instead, naming the backup and touching nothing', async () => {
    const { dataDir } = await damagedFolder(true);
    const before = readFileSync(join(dataDir, 'person.db'));
    const error = caught(() => openStore(dataDir, { whenDamaged: 'refuse' }));
    expect(error.code).toBe('storage-damaged');
    expect(error.data['backupId']).toMatch(/^person-\d+-daily$/);
    expect(readFileSync(join(dataDir, 'person.db')).equals(before)).toBe(true);
  });
});

describe('migrations', () => {
  const after = personMigrations.length + 1;
  const next = { number: after, name: 'add-mood', sql: 'ALTER TABLE profiles ADD COLUMN mood TEXT' };

  it('backs up first, then applies each step once', () => {
    const dataDir = temporaryFolder();
    openStore(dataDir).close();
    const store = openStore(dataDir, { migrations: [...personMigrations, next] });
    expect(store.backups.list().map(({ cause }) => cause)).toEqual(['migration']);
    expect(store.check()).toBe('ok');
    store.close();
    openStore(dataDir, { migrations: [...personMigrations, next] });
    expect(store.backups.list()).toHaveLength(1);
  });

  /** Opening must fail with this code; not a byte of the folder may change, and an older good backup is named and stays the person's choice. */
  async function refusesAndTouchesNothing(
    spoil: (database: Database) => void,
    code: DomainError['code'],
    options: Partial<PersonStoreOptions> = {},
  ): Promise<void> {
    const dataDir = temporaryFolder();
    const path = join(dataDir, 'person.db');
    const store = openStore(dataDir);
    const { profileId } = store.profiles.create({ name: 'Kim', ...nobody });
    store.filmStates.change(profileId, 1, { stars: 4 });
    const { backupId } = await store.backups.make('daily');
    store.filmStates.change(profileId, 2, { stars: 5 });
    store.close();
    const database = openDatabase(path, { durability: 'durable' });
    spoil(database);
    database.close();
    const before = readFileSync(path);
    for (const whenDamaged of ['restore', 'refuse'] as const) {
      const error = caught(() => openStore(dataDir, { ...options, whenDamaged }));
      expect(error).toMatchObject({ code, data: { backupId } });
      expect(error.message).toMatch(/Nothing in it was changed.*backup of .* UTC, kept at .*marquee backups restore/);
      expect(readFileSync(path).equals(before)).toBe(true);
      expect(readdirSync(dataDir).filter((file) => /damaged|tmp|wal/.test(file))).toEqual([]);
      expect(readdirSync(join(dataDir, 'backups'))).toContain(`${backupId}.db`);
    }
    const { keptAt } = restorePersonBackup(dataDir, backupId, { clock: Date.now });
    expect(readFileSync(keptAt!).equals(before)).toBe(true);
    expect(
      openStore(dataDir)
        .filmStates.ratings(profileId)
        .map(({ filmId }) => filmId),
    ).toEqual([1]);
  }

  it('refuses the file of a newer version', async () => {
    await refusesAndTouchesNothing((database) => {
      database.exec('CREATE TABLE of_tomorrow (x INTEGER) STRICT');
      database.pragma(`user_version = ${after + 3}`);
    }, 'storage-newer');
  });

  it('refuses a file that came to its schema by other steps', async () => {
    await refusesAndTouchesNothing((database) => void database.exec("UPDATE schema_migrations SET sha256 = 'other'"), 'storage-newer');
    await refusesAndTouchesNothing((database) => void database.exec('DELETE FROM schema_migrations WHERE number = 2'), 'storage-newer');
    await refusesAndTouchesNothing((database) => void database.exec('DROP TABLE schema_migrations'), 'storage-newer');
  });

  it('refuses a data base of another program', async () => {
    await refusesAndTouchesNothing((database) => void database.pragma('application_id = 7'), 'data-invalid');
    await refusesAndTouchesNothing((database) => void database.pragma('user_version = 0'), 'data-invalid');
  });

  const nowhere = { number: after, name: 'broken', sql: 'CREATE TABLE half (x INTEGER) STRICT; INSERT INTO nowhere VALUES (1)' };
  const taken = { number: after + 1, name: 'taken', sql: "UPDATE profiles SET name = 'x'; CREATE TABLE profiles (x INTEGER) STRICT" };

  it.each([
    ['a table that is not there', [nowhere]],
    ['the second of two new steps', [next, taken]],
    ['a rule that the data break', [{ number: after, name: 'rule', sql: 'CREATE UNIQUE INDEX one ON film_states (profile_id)' }]],
  ])('takes everything back when a step fails in the middle: %s', async (_what, steps) => {
    await refusesAndTouchesNothing(() => undefined, 'storage-failed', { migrations: [...personMigrations, ...steps] });
  });

  it('puts no backup in place that this version cannot open, and keeps the store usable', async () => {
    const dataDir = temporaryFolder();
    const newer = openStore(dataDir, { migrations: [...personMigrations, next] });
    const { backupId } = await newer.backups.make('asked');
    newer.close();
    rmSync(join(dataDir, 'person.db'));
    const store = openStore(dataDir);
    const { profileId } = store.profiles.create({ name: 'Lee', ...nobody });
    await expect(store.backups.restore(backupId)).rejects.toMatchObject({ code: 'storage-newer' });
    store.filmStates.change(profileId, 1, { stars: 4 });
    expect(store.filmStates.ratings(profileId)).toHaveLength(1);
    store.close();
    const path = join(dataDir, 'person.db');
    writeFileSync(path, readFileSync(path).fill(0xa5, 4096));
    // Damaged now, and the one backup is of a newer version: it is not put in place.
    expect(openStore(dataDir).startNotice).toMatch(/no backup/);
  });

  it('brings a backup of an older version up to date before it takes the place of the present data', async () => {
    const dataDir = temporaryFolder();
    const older = openStore(dataDir);
    const { profileId } = older.profiles.create({ name: 'Kim', ...nobody });
    const { backupId } = await older.backups.make('asked');
    older.close();
    const store = openStore(dataDir, { migrations: [...personMigrations, next] });
    store.profiles.delete(profileId);
    await store.backups.restore(backupId);
    expect(store.profiles.list().map(({ profileId: id }) => id)).toEqual([profileId]);
    expect(store.check()).toBe('ok');
  });
});

describe('the lock of a data folder', () => {
  it('lets one instance in and tells the next where to attach', () => {
    const dataDir = temporaryFolder();
    const lock = lockDataFolder(dataDir, { clock: Date.now, host: 'browser' });
    lock.announce('http://127.0.0.1:4000/');
    const error = caught(() => lockDataFolder(dataDir, { clock: Date.now, host: 'electron' }));
    expect(error).toMatchObject({ code: 'conflict', data: { pid: process.pid, host: 'browser', url: 'http://127.0.0.1:4000/' } });
    lock.release();
    lockDataFolder(dataDir, { clock: Date.now, host: 'electron' }).release();
  });
});
