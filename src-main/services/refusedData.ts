import type { Clock } from '../core/base/clock.ts';
import { DomainError } from '../core/base/errors.ts';
import { type BackupRecord, backupFolder, backupPath, listBackups } from '../core/storage/person/backupFiles.ts';
import { restorePersonBackup } from '../core/storage/personStore.ts';

/** What can be offered where `person.db` cannot be opened, so that there is no application to ask. */
export interface BackupOnOffer {
  readonly backupId: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** The backup that a refusal to open `person.db` names; null for every other error. */
export function backupOnOffer(error: unknown): BackupOnOffer | null {
  if (!(error instanceof DomainError)) return null;
  const { backupId, backupCreatedAt } = error.data;
  return typeof backupId === 'string' && typeof backupCreatedAt === 'number' ? { backupId, createdAt: backupCreatedAt } : null;
}

/** The backups of a folder, newest first, and where each lies; nothing is opened. */
export function backupsOf(dataDir: string): (BackupRecord & { readonly path: string })[] {
  const folder = backupFolder(dataDir);
  return listBackups(folder).map((record) => ({ ...record, path: backupPath(folder, record.backupId) }));
}

/**
 * Puts a backup in the place of `person.db`. The caller holds the lock of the data folder, and no application is open on it.
 * @returns where the former file is kept; null where there was none. @throws DomainError 'not-found', or why the backup cannot be used
 */
export function putBackupInPlace(dataDir: string, backupId: string, clock: Clock): { readonly keptAt: string | null } {
  return restorePersonBackup(dataDir, backupId, { clock });
}
