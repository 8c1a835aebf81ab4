import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../../base/errors.ts';
import { checkDatabase, type Database, openDatabase } from '../database.ts';

export const backupCauses = ['daily', 'migration', 'asked', 'before-restore'] as const;
export type BackupCause = (typeof backupCauses)[number];

export interface BackupRecord {
  /** The file's name without its ending. */
  readonly backupId: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly sizeBytes: number;
  readonly cause: BackupCause;
}

// How many of each cause are kept.
const kept: Readonly<Record<BackupCause, number>> = { daily: 7, migration: 5, asked: 20, 'before-restore': 5 };
const idPattern = /^person-(\d{13,15})-(daily|migration|asked|before-restore)$/;

export function backupFolder(dataDir: string): string {
  return join(dataDir, 'backups');
}

/** A fresh id; two backups in the same millisecond get different ones. */
export function newBackupId(folder: string, now: number, cause: BackupCause): string {
  for (let time = now; ; time++) {
    const backupId = `person-${String(time).padStart(13, '0')}-${cause}`;
    if (!existsSync(backupPath(folder, backupId))) return backupId;
  }
}

export function backupPath(folder: string, backupId: string): string {
  return join(folder, `${backupId}.db`);
}

/** Newest first. */
export function listBackups(folder: string): BackupRecord[] {
  mkdirSync(folder, { recursive: true });
  const records: BackupRecord[] = [];
  for (const file of readdirSync(folder)) {
    const backupId = file.replace(/\.db$/, '');
    const match = file.endsWith('.db') ? idPattern.exec(backupId) : null;
    if (match === null) continue;
    const sizeBytes = statSync(join(folder, file)).size;
    records.push({ backupId, createdAt: Number(match[1]), sizeBytes, cause: match[2] as BackupCause });
  }
  return records.sort((a, b) => b.createdAt - a.createdAt);
}

/** @throws DomainError 'not-found' */
export function findBackup(folder: string, backupId: string): BackupRecord {
  const record = listBackups(folder).find((backup) => backup.backupId === backupId);
  if (record === undefined) throw new DomainError('not-found', 'This backup does not exist any more. Choose another one.', { backupId });
  return record;
}

/** Removes the oldest of each cause beyond what is kept. */
export function pruneBackups(folder: string): void {
  const seen = new Map<BackupCause, number>();
  for (const { backupId, cause } of listBackups(folder)) {
    const count = (seen.get(cause) ?? 0) + 1;
    seen.set(cause, count);
    if (count > kept[cause]) rmSync(backupPath(folder, backupId), { force: true });
  }
}

/** "2026-11-21 20:16 UTC" */
export function madeAt({ createdAt }: Pick<BackupRecord, 'createdAt'>): string {
  return `${new Date(createdAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/**
 * "ok", or why this file cannot be used.
 * @param examine what else it must satisfy; throws where it does not.
 */
export function checkBackup(path: string, examine: (database: Database, path: string) => void): string {
  try {
    const database = openDatabase(path, { durability: 'readOnly' });
    try {
      const found = checkDatabase(database, 'full');
      if (found === 'ok') examine(database, path);
      return found;
    } finally {
      database.close();
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The newest backup that passes a full check, or null. */
export function newestGoodBackup(folder: string, examine: (database: Database, path: string) => void): BackupRecord | null {
  return listBackups(folder).find(({ backupId }) => checkBackup(backupPath(folder, backupId), examine) === 'ok') ?? null;
}

export function removeDatabase(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true });
}
