import { copyFileSync, existsSync, renameSync } from 'node:fs';
import { DomainError } from '../../base/errors.ts';
import { openDatabase } from '../database.ts';
import { publishFile, syncFile } from '../files.ts';
import { backupPath, checkBackup, madeAt, removeDatabase } from './backupFiles.ts';
import { newestUsableBackup, offerOf, openPersonFile, type PersonFileOptions } from './personFile.ts';

/**
 * Copies a backup beside `person.db` and brings the copy to the newest schema, so that what takes the place of the present file is known to open.
 * @returns the path of the copy. @throws DomainError: the backup is damaged, or of a schema that this version cannot use.
 */
export function prepareBackup(path: string, backupId: string, options: PersonFileOptions): string {
  const from = backupPath(options.backups, backupId);
  const found = checkBackup(from, () => undefined);
  if (found !== 'ok')
    throw new DomainError('storage-damaged', `The backup at ${from} is damaged (${found}). Choose an older one.`, { path: from });
  const temporary = `${path}.${process.pid}.tmp`;
  removeDatabase(temporary);
  try {
    copyFileSync(from, temporary);
    openPersonFile(temporary, { ...options, backsUp: false }).close();
  } catch (error) {
    removeDatabase(temporary);
    throw error;
  }
  return temporary;
}

/** What happens when the file fails its check at start; `PersonStoreOptions` says which. */
export type WhenDamaged = 'restore' | 'refuse';

/**
 * Keeps a damaged `person.db` aside and puts the newest good backup in its place; nothing where there is none.
 * @returns what the person is told. @throws DomainError 'storage-damaged' with the backup on offer when asked to refuse.
 */
export function recoverFromDamage(path: string, damage: DomainError, whenDamaged: WhenDamaged, options: PersonFileOptions): string {
  const backup = newestUsableBackup(options);
  if (whenDamaged === 'refuse') {
    const offer =
      backup === null
        ? 'There is no good backup.'
        : `The newest good backup is of ${madeAt(backup)}; "marquee backups restore ${backup.backupId}" puts it in their place.`;
    throw new DomainError('storage-damaged', `Your ratings could not be read: ${damage.message} ${offer}`, {
      ...damage.data,
      ...offerOf(backup),
    });
  }
  const aside = `${path}.damaged-${options.clock()}`;
  if (backup === null) {
    moveAside(path, aside);
    return `Your ratings could not be read and there was no backup. The damaged file is kept at ${aside}; Marquee starts empty.`;
  }
  replace(path, aside, prepareBackup(path, backup.backupId, options));
  return `Your ratings could not be read. The backup of ${madeAt(backup)} was put in their place, and the damaged file is kept at ${aside}.`;
}

/**
 * A person's own choice where Marquee refuses to open `person.db`: the backup takes its place, and the file is kept aside. No process may have it open.
 * @returns where the file is kept, null where there was none. @throws as `prepareBackup` does
 */
export function restoreWithoutOpening(path: string, backupId: string, options: PersonFileOptions): string | null {
  const prepared = prepareBackup(path, backupId, options);
  if (!existsSync(path)) {
    publishFile(prepared, path);
    return null;
  }
  const aside = `${path}.before-restore-${options.clock()}`;
  emptyLog(path);
  replace(path, aside, prepared);
  return aside;
}

/** Moves what the write-ahead log holds into the file; a file that cannot be opened keeps its log beside it. */
function emptyLog(path: string): void {
  try {
    const database = openDatabase(path, { durability: 'durable', mustExist: true });
    try {
      database.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      database.close();
    }
  } catch {
    // Kept as it is.
  }
}

/** At every moment there is a file at `path`: a kill leaves the one or the other. The log of the one must never meet the other. */
function replace(path: string, aside: string, prepared: string): void {
  copyFileSync(path, aside);
  syncFile(aside);
  moveLog(path, aside);
  publishFile(prepared, path);
}

function moveAside(path: string, aside: string): void {
  renameSync(path, aside);
  moveLog(path, aside);
}

function moveLog(path: string, aside: string): void {
  for (const suffix of ['-wal', '-shm']) if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
}
