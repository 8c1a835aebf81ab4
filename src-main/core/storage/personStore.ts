import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../base/clock.ts';
import { DomainError } from '../base/errors.ts';
import { type Logger, silentLogger } from '../base/logger.ts';
import { checkDatabase, type Database, guarded, openDatabase } from './database.ts';
import { publishFile } from './files.ts';
import { migrate } from './migrations/migrate.ts';
import type { Migration } from './migrations/migration.ts';
import { personMigrations } from './migrations/personMigrations.ts';
import { backupFolder, backupPath, newBackupId, newestGoodBackup, pruneBackups } from './person/backupFiles.ts';
import { type BackupRepository, createBackups } from './person/backups.ts';
import { type ComparisonRepository, createComparisons } from './person/comparisons.ts';
import { createConnection } from './person/connection.ts';
import { createFilmPosters, type FilmPosterRepository } from './person/filmPosters.ts';
import { createFilmStates, type FilmStateRepository } from './person/filmStates.ts';
import { createImages, type ImageRepository } from './person/images.ts';
import { createJobs, type JobRepository } from './person/jobs.ts';
import { type ActiveModelRepository, createActiveModels } from './person/activeModels.ts';
import { createLabRuns, type LabRunRepository } from './person/labRuns.ts';
import { createLabSearches, type LabSearchRepository } from './person/labSearches.ts';
import { createModelRuns, type ModelRunRepository } from './person/modelRuns.ts';
import { createPainterTrainings, type PainterTrainingRepository } from './person/painterTrainings.ts';
import { createProfiles, type ProfileRepository } from './person/profiles.ts';
import { createSettings, type SettingsRepository } from './person/settings.ts';
import { createSurveys, type SurveyRepository } from './person/surveys.ts';

/** Everything that people told Marquee. A call that changes something has put it on disk when it returns. */
export interface PersonStore {
  readonly path: string;
  /** One sentence when the data base was damaged and had to be set aside at start; null when all is well. */
  readonly startNotice: string | null;
  readonly profiles: ProfileRepository;
  readonly filmStates: FilmStateRepository;
  readonly settings: SettingsRepository;
  readonly jobs: JobRepository;
  readonly modelRuns: ModelRunRepository;
  readonly labRuns: LabRunRepository;
  readonly labSearches: LabSearchRepository;
  readonly activeModels: ActiveModelRepository;
  readonly surveys: SurveyRepository;
  readonly images: ImageRepository;
  readonly filmPosters: FilmPosterRepository;
  readonly painterTrainings: PainterTrainingRepository;
  readonly comparisons: ComparisonRepository;
  readonly backups: BackupRepository;
  /** "ok", or what a full check of the data base and its references finds. */
  check(): string;
  close(): void;
}

export interface PersonStoreOptions {
  readonly clock: Clock;
  readonly logger?: Logger;
  readonly newId?: () => string;
  /**
   * What happens when the file fails its check at start. `restore`: it is kept aside, the newest good backup takes its place, and `startNotice`
   * says so. `refuse`: DomainError 'storage-damaged' whose data names the backup on offer; nothing is touched.
   */
  readonly whenDamaged?: 'restore' | 'refuse';
  readonly migrations?: readonly Migration[];
}

const APPLICATION_ID = 0x4d515250; // "MQRP"

/** @throws DomainError 'storage-newer', 'storage-damaged' or 'storage-failed'. */
export function openPersonStore(dataDir: string, options: PersonStoreOptions): PersonStore {
  const { clock, logger = silentLogger, newId = randomUUID, whenDamaged = 'restore', migrations = personMigrations } = options;
  const path = join(dataDir, 'person.db');
  const backups = backupFolder(dataDir);
  try {
    mkdirSync(backups, { recursive: true });
  } catch (error) {
    throw new DomainError(
      'storage-failed',
      `The data folder ${dataDir} cannot be used. Choose another one that you may write to.`,
      { dataDir },
      { cause: error },
    );
  }

  function open(): Database {
    const database = openDatabase(path, { durability: 'durable' });
    try {
      return guarded(path, () => {
        const found = checkDatabase(database, 'quick');
        if (found !== 'ok') throw new DomainError('storage-damaged', `${path} is damaged (${found}).`, { path, found });
        database.pragma('secure_delete = ON');
        migrate(database, migrations, { path, clock, applicationId: APPLICATION_ID, backUp: () => backUpBeforeMigration(database) });
        return database;
      });
    } catch (error) {
      database.close();
      throw error;
    }
  }

  function backUpBeforeMigration(database: Database): void {
    const target = backupPath(backups, newBackupId(backups, clock(), 'migration'));
    const temporary = `${target}.${process.pid}.tmp`;
    database.prepare('VACUUM INTO ?').run(temporary);
    publishFile(temporary, target);
    pruneBackups(backups);
  }

  const existed = existsSync(path);
  let startNotice: string | null = null;
  let database: Database;
  try {
    database = open();
  } catch (error) {
    if (!(existed && error instanceof DomainError && error.code === 'storage-damaged')) throw error;
    startNotice = recover(path, backups, clock(), error, whenDamaged);
    logger.error('the person data base was damaged', { path, notice: startNotice });
    database = open();
  }

  const connection = createConnection(path, database);
  const settings = createSettings(connection);
  return {
    path,
    startNotice,
    settings,
    profiles: createProfiles(connection, settings, clock, newId),
    filmStates: createFilmStates(connection, clock, newId),
    jobs: createJobs(connection),
    modelRuns: createModelRuns(connection),
    labRuns: createLabRuns(connection),
    labSearches: createLabSearches(connection),
    activeModels: createActiveModels(connection),
    surveys: createSurveys(connection),
    images: createImages(connection),
    filmPosters: createFilmPosters(connection),
    painterTrainings: createPainterTrainings(connection),
    comparisons: createComparisons(connection),
    backups: createBackups(connection, backups, clock, open),
    check() {
      const found = checkDatabase(connection.database(), 'full');
      const orphans = connection.database().pragma('foreign_key_check') as unknown[];
      return found !== 'ok' ? found : orphans.length > 0 ? `${orphans.length} rows refer to nothing` : 'ok';
    },
    close: () => connection.close(),
  };
}

/** Sets the damaged file aside and puts the newest good backup in its place. @returns what the person is told. */
function recover(path: string, backups: string, now: number, damage: DomainError, whenDamaged: 'restore' | 'refuse'): string {
  const backup = newestGoodBackup(backups);
  const day = backup === null ? '' : new Date(backup.createdAt).toISOString().slice(0, 16).replace('T', ' ');
  if (whenDamaged === 'refuse') {
    const offer = backup === null ? 'There is no good backup.' : `The newest good backup is of ${day} UTC; restore it.`;
    throw new DomainError('storage-damaged', `Your ratings could not be read: ${damage.message} ${offer}`, {
      ...damage.data,
      backupId: backup?.backupId ?? null,
      backupCreatedAt: backup?.createdAt ?? null,
    });
  }
  const aside = `${path}.damaged-${now}`;
  for (const suffix of ['', '-wal', '-shm']) if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  if (backup === null)
    return `Your ratings could not be read and there was no backup. The damaged file is kept at ${aside}; Marquee starts empty.`;
  const temporary = `${path}.${process.pid}.tmp`;
  copyFileSync(backupPath(backups, backup.backupId), temporary);
  publishFile(temporary, path);
  return `Your ratings could not be read. The backup of ${day} UTC was put in their place, and the damaged file is kept at ${aside}.`;
}
