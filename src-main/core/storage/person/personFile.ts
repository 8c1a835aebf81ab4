import type { Clock } from '../../base/clock.ts';
import { DomainError } from '../../base/errors.ts';
import { checkDatabase, type Database, guarded, openDatabase, storageError } from '../database.ts';
import { publishFile } from '../files.ts';
import { assertKnownSchema, migrate } from '../migrations/migrate.ts';
import type { Migration } from '../migrations/migration.ts';
import { type BackupRecord, backupPath, madeAt, newBackupId, newestGoodBackup, pruneBackups, removeDatabase } from './backupFiles.ts';

export interface PersonFileOptions {
  readonly clock: Clock;
  readonly migrations: readonly Migration[];
  /** Where backups lie: one is made there before a migration, and a refusal names the newest good one. */
  readonly backups: string;
  /** False for a file that is a copy itself. */
  readonly backsUp?: boolean;
}

const APPLICATION_ID = 0x4d515250; // "MQRP"

/**
 * Opens `person.db`, checks it and brings it to the newest schema, after a backup.
 * @throws DomainError 'storage-damaged' when SQLite's quick check finds faults. A sound file that this version cannot bring up to date is never
 * taken for a damaged one: 'storage-newer', 'data-invalid' or 'storage-failed', with the ways out in its sentence, and not a byte of it changed.
 */
export function openPersonFile(path: string, options: PersonFileOptions): Database {
  const { clock, migrations, backsUp = true } = options;
  const backUp = (): void => (backsUp ? backUpBeforeMigration(database, options) : undefined);
  const database = openDatabase(path, { durability: 'durable' });
  try {
    const found = checkDatabase(database, 'quick');
    if (found !== 'ok') throw new DomainError('storage-damaged', `${path} is damaged (${found}).`, { path, found });
    database.pragma('secure_delete = ON');
    try {
      migrate(database, migrations, { path, clock, applicationId: APPLICATION_ID, backUp });
    } catch (error) {
      throw refusal(path, error, options);
    }
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The newest backup that is sound and whose schema this version knows. */
export function newestUsableBackup({ backups, migrations }: Pick<PersonFileOptions, 'backups' | 'migrations'>): BackupRecord | null {
  return newestGoodBackup(
    backups,
    (database, path) => void assertKnownSchema(database, migrations, { path, applicationId: APPLICATION_ID }),
  );
}

function backUpBeforeMigration(database: Database, { backups, clock }: PersonFileOptions): void {
  const target = backupPath(backups, newBackupId(backups, clock(), 'migration'));
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    guarded(target, () => database.prepare('VACUUM INTO ?').run(temporary));
    publishFile(temporary, target);
  } finally {
    removeDatabase(temporary);
  }
  pruneBackups(backups);
}

/** What a person reads: what happened, that nothing is lost, and the two ways on. A full disk and the like keep their own sentences. */
function refusal(path: string, cause: unknown, options: PersonFileOptions): unknown {
  const error = storageError(path, cause);
  const isOwn = error instanceof DomainError;
  if (isOwn && error.code === 'storage-failed' && error.data['step'] === undefined) return error;
  const what = isOwn ? error.message : `${path} could not be read (${String(cause)}).`;
  const backup = newestUsableBackup(options);
  const otherwise =
    backup === null
      ? 'or choose another folder with --data-dir'
      : `or put back the backup of ${madeAt(backup)}, kept at ${backupPath(options.backups, backup.backupId)}, with "marquee backups restore ${backup.backupId}"`;
  const sentence = `${what} Nothing in it was changed. Open it with the version of Marquee that you used before, ${otherwise}.`;
  const data = { ...(isOwn ? error.data : {}), path, ...offerOf(backup) };
  const code = isOwn && error.code !== 'storage-damaged' ? error.code : 'storage-failed';
  return new DomainError(code, sentence, data, { cause });
}

/** What a screen needs to offer a backup. */
export function offerOf(backup: BackupRecord | null): { readonly backupId: string | null; readonly backupCreatedAt: number | null } {
  return { backupId: backup?.backupId ?? null, backupCreatedAt: backup?.createdAt ?? null };
}
