import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import type { Clock } from '../../base/clock.ts';
import { DomainError } from '../../base/errors.ts';
import { type Database, guarded, openDatabase } from '../database.ts';
import { publishFile } from '../files.ts';
import {
  type BackupCause,
  type BackupRecord,
  backupPath,
  checkBackup,
  findBackup,
  listBackups,
  newBackupId,
  pruneBackups,
  removeDatabase,
} from './backupFiles.ts';
import type { Connection } from './connection.ts';

export interface BackupRepository {
  /** Newest first. */
  list(): BackupRecord[];
  /** Copies the open data base while it stays in use; checked before it gets its name. */
  make(cause: BackupCause): Promise<BackupRecord>;
  /** Makes the day's backup unless there is one of the last 24 hours; null when there is. */
  makeDaily(): Promise<BackupRecord | null>;
  /** Puts a backup in place of the present data base, which is kept as a backup of cause 'before-restore'. */
  restore(backupId: string): Promise<void>;
  /** Takes one profile out of every backup. */
  purgeProfile(profileId: string): void;
}

const DAY_MS = 86_400_000;

export interface BackupsOptions {
  readonly folder: string;
  readonly clock: Clock;
  /** Copies a backup beside the data base, checked and at the newest schema; answers with the copy's path. */
  readonly prepare: (backupId: string) => string;
  /** Opens the data base again. */
  readonly reopen: () => Database;
}

export function createBackups(connection: Connection, { folder, clock, prepare, reopen }: BackupsOptions): BackupRepository {
  mkdirSync(folder, { recursive: true });

  async function make(cause: BackupCause): Promise<BackupRecord> {
    const backupId = newBackupId(folder, clock(), cause);
    const path = backupPath(folder, backupId);
    const temporary = `${path}.${process.pid}.tmp`;
    try {
      await connection.database().backup(temporary);
      assertGood(temporary);
      publishFile(temporary, path);
    } finally {
      removeDatabase(temporary);
    }
    pruneBackups(folder);
    return findBackup(folder, backupId);
  }

  return {
    list: () => listBackups(folder),
    make,
    async makeDaily() {
      const newest = listBackups(folder).find(({ cause }) => cause === 'daily');
      // A clock that went backwards must not stop backups.
      if (newest !== undefined && Math.abs(clock() - newest.createdAt) < DAY_MS) return null;
      return make('daily');
    },
    async restore(backupId) {
      const temporary = prepare(findBackup(folder, backupId).backupId);
      try {
        await make('before-restore');
        connection.swap(() => {
          // The old write-ahead log belongs to the old file.
          for (const suffix of ['-wal', '-shm']) rmSync(connection.path + suffix, { force: true });
          publishFile(temporary, connection.path);
          return reopen();
        });
      } finally {
        removeDatabase(temporary);
      }
    },
    purgeProfile(profileId) {
      for (const { backupId } of listBackups(folder)) purgeFrom(backupPath(folder, backupId), profileId);
    },
  };
}

function assertGood(path: string): void {
  const found = checkBackup(path, () => undefined);
  if (found !== 'ok')
    throw new DomainError('storage-failed', `The backup at ${path} could not be made (${found}). Check the disk and its free space.`, {
      path,
      found,
    });
}

/** Works on a copy that takes the place of the backup once it is whole; nothing of the person is left in free pages. */
function purgeFrom(path: string, profileId: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    copyFileSync(path, temporary);
    guarded(temporary, () => {
      const database = openDatabase(temporary, { durability: 'durable', mustExist: true });
      try {
        database.pragma('secure_delete = ON');
        const { changes } = database.prepare('DELETE FROM profiles WHERE profile_id = ?').run(profileId);
        database.exec('VACUUM');
        database.pragma('journal_mode = DELETE');
        return changes;
      } finally {
        database.close();
      }
    });
    publishFile(temporary, path);
  } catch (error) {
    // A damaged backup cannot be cleaned: it goes as a whole, since the person asked that nothing stays.
    if (!(error instanceof DomainError && error.code === 'storage-damaged')) throw error;
    rmSync(path, { force: true });
  } finally {
    removeDatabase(temporary);
  }
}
