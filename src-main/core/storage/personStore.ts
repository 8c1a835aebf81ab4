import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../base/clock.ts';
import { DomainError } from '../base/errors.ts';
import { type Logger, silentLogger } from '../base/logger.ts';
import { checkDatabase, type Database } from './database.ts';
import type { Migration } from './migrations/migration.ts';
import { personMigrations } from './migrations/personMigrations.ts';
import { backupFolder, findBackup } from './person/backupFiles.ts';
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
import { openPersonFile, type PersonFileOptions } from './person/personFile.ts';
import { createProfiles, type ProfileRepository } from './person/profiles.ts';
import { prepareBackup, recoverFromDamage, restoreWithoutOpening, type WhenDamaged } from './person/recovery.ts';
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
   * says so. `refuse`: DomainError 'storage-damaged' whose data names the backup on offer; nothing is touched. A sound file whose schema cannot
   * be brought up to date is refused in either case.
   */
  readonly whenDamaged?: WhenDamaged;
  readonly migrations?: readonly Migration[];
}

/** @throws DomainError 'storage-newer', 'storage-damaged', 'storage-failed' or 'data-invalid'. */
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

  const file: PersonFileOptions = { clock, migrations, backups };
  const open = (): Database => openPersonFile(path, file);
  const existed = existsSync(path);
  let startNotice: string | null = null;
  let database: Database;
  try {
    database = open();
  } catch (error) {
    if (!(existed && error instanceof DomainError && error.code === 'storage-damaged')) throw error;
    startNotice = recoverFromDamage(path, error, whenDamaged, file);
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
    backups: createBackups(connection, {
      folder: backups,
      clock,
      prepare: (backupId) => prepareBackup(path, backupId, file),
      reopen: open,
    }),
    check() {
      const found = checkDatabase(connection.database(), 'full');
      const orphans = connection.database().pragma('foreign_key_check') as unknown[];
      return found !== 'ok' ? found : orphans.length > 0 ? `${orphans.length} rows refer to nothing` : 'ok';
    },
    close: () => connection.close(),
  };
}

/**
 * Puts a backup in the place of a `person.db` that Marquee refuses to open, and keeps that file. The caller holds the lock of the data folder.
 * @returns where the former file is kept. @throws DomainError 'not-found', or why the backup cannot be used
 */
export function restorePersonBackup(
  dataDir: string,
  backupId: string,
  { clock, migrations = personMigrations }: Pick<PersonStoreOptions, 'clock' | 'migrations'>,
): { readonly keptAt: string | null } {
  const backups = backupFolder(dataDir);
  findBackup(backups, backupId);
  return { keptAt: restoreWithoutOpening(join(dataDir, 'person.db'), backupId, { clock, migrations, backups }) };
}
