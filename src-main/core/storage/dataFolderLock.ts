import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../base/clock.ts';
import { DomainError } from '../base/errors.ts';
import { type Database, openDatabase, storageError } from './database.ts';
import { writeFileAtomically } from './files.ts';

const holderSchema = z.object({
  pid: z.number().int(),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  /** "electron", "browser", ... */
  host: z.string(),
  /** Where a second instance can attach, once known. */
  url: z.string().nullable(),
});
export type LockHolder = z.infer<typeof holderSchema>;

export interface DataFolderLock {
  /** Tells later instances where to attach. */
  announce(url: string): void;
  release(): void;
}

/**
 * Makes this process the only instance on a data folder. The lock is one of the operating system (an exclusive lock on a small SQLite file), which
 * falls with the process however it ends; who holds it stands in a text file beside it.
 * @throws DomainError 'conflict' when another instance holds it; `data` has its pid, host and url, so that the caller can attach or leave.
 */
export function lockDataFolder(dataDir: string, options: { readonly clock: Clock; readonly host: string }): DataFolderLock {
  mkdirSync(dataDir, { recursive: true });
  const lockPath = join(dataDir, 'lock.db');
  const holderPath = join(dataDir, 'lock.json');
  const database = takeLock(lockPath, dataDir);
  const holder: LockHolder = { pid: process.pid, startedAt: options.clock(), host: options.host, url: null };
  const announce = (url: string | null): void => {
    writeFileAtomically(holderPath, [Buffer.from(`${JSON.stringify({ ...holder, url })}\n`)]);
  };
  announce(null);
  return {
    announce,
    release() {
      if (!database.open) return;
      rmSync(holderPath, { force: true });
      database.exec('ROLLBACK');
      database.close();
    },
  };
}

function takeLock(lockPath: string, dataDir: string): Database {
  let database: Database | null = null;
  try {
    database = openDatabase(lockPath, { durability: 'build', busyTimeoutMs: 0 });
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database?.close();
    const cause = error instanceof DomainError ? error.cause : error;
    if (cause instanceof Error && 'code' in cause && String(cause.code).startsWith('SQLITE_BUSY'))
      throw held(dataDir, readHolder(dataDir), error);
    throw storageError(lockPath, error);
  }
}

/** Who says to hold the folder; null when nobody does or the note is unreadable. */
export function readHolder(dataDir: string): LockHolder | null {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(join(dataDir, 'lock.json'), 'utf8')));
  } catch {
    return null;
  }
}

function held(dataDir: string, holder: LockHolder | null, cause: unknown): DomainError {
  const who = holder === null ? 'Another instance of Marquee' : `Marquee (${holder.host}, process ${holder.pid})`;
  const where = holder?.url ? ` Open ${holder.url}, or close it first.` : ' Use that one, or close it first.';
  return new DomainError(
    'conflict',
    `${who} already uses the data folder ${dataDir}.${where}`,
    { dataDir, pid: holder?.pid ?? null, host: holder?.host ?? null, url: holder?.url ?? null },
    { cause },
  );
}
