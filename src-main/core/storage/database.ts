import Sqlite from 'better-sqlite3';
import { DomainError } from '../base/errors.ts';

/** The one door to better-sqlite3: everything else in storage sees this type. */
export type Database = Sqlite.Database;

export interface OpenDatabaseOptions {
  /**
   * `durable`: a commit that has returned survives a power cut (WAL, synchronous=FULL). `normal`: never damaged, but the last commits may
   * roll back (WAL, synchronous=NORMAL), for what can be made again. `build`: no journal, for a file under a temporary name.
   */
  readonly durability: 'durable' | 'normal' | 'build' | 'readOnly';
  readonly mustExist?: boolean;
  /** How long to wait for another connection's lock. */
  readonly busyTimeoutMs?: number;
}

/** @throws DomainError 'storage-failed' or 'storage-damaged' with the path and SQLite's reason. */
export function openDatabase(path: string, options: OpenDatabaseOptions): Database {
  const { durability } = options;
  return guarded(path, () => {
    const database = new Sqlite(path, {
      readonly: durability === 'readOnly',
      fileMustExist: options.mustExist === true || durability === 'readOnly',
    });
    try {
      applyPragmas(database, durability, options.busyTimeoutMs ?? 5000);
    } catch (error) {
      database.close();
      throw error;
    }
    return database;
  });
}

function applyPragmas(database: Database, durability: OpenDatabaseOptions['durability'], busyTimeoutMs: number): void {
  database.pragma(`busy_timeout = ${busyTimeoutMs}`);
  database.pragma('trusted_schema = OFF');
  database.pragma('cell_size_check = ON');
  database.pragma('foreign_keys = ON');
  database.pragma('temp_store = MEMORY');
  if (durability === 'readOnly') return;
  if (durability === 'build') {
    database.pragma('page_size = 8192');
    database.pragma('journal_mode = OFF');
    database.pragma('synchronous = OFF');
    return;
  }
  database.pragma('journal_mode = WAL');
  database.pragma(`synchronous = ${durability === 'durable' ? 'FULL' : 'NORMAL'}`);
  database.pragma('journal_size_limit = 16777216');
}

/** Turns SQLite's faults about the file itself into sentences; faults of our own SQL pass through as defects. */
export function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw storageError(path, error);
  }
}

export function storageError(path: string, error: unknown): unknown {
  if (!(error instanceof Sqlite.SqliteError)) return error;
  const data = { path, reason: error.message };
  // Our statements are tested against our schema: where a name is missing, the schema's text in the file has been damaged.
  const hasLostNames = error.code === 'SQLITE_ERROR' && /^no such (table|column): /.test(error.message);
  if (hasLostNames || error.code.startsWith('SQLITE_CORRUPT') || error.code.startsWith('SQLITE_NOTADB')) {
    return new DomainError(
      'storage-damaged',
      `The file ${path} is damaged (${error.message}). Restore a backup, or import the data again.`,
      data,
      {
        cause: error,
      },
    );
  }
  if (/^SQLITE_(FULL|IOERR|CANTOPEN|READONLY|BUSY|LOCKED|PERM|AUTH|NOMEM|TOOBIG)/.test(error.code)) {
    return new DomainError(
      'storage-failed',
      `The file ${path} could not be used (${error.message}). Check free space and permissions, and that no other program holds it.`,
      data,
      { cause: error },
    );
  }
  return error;
}

/** "ok", or the first faults that SQLite finds. `quick` leaves out the comparison of indices with their tables. */
export function checkDatabase(database: Database, depth: 'quick' | 'full'): string {
  try {
    const rows = database.pragma(depth === 'quick' ? 'quick_check(5)' : 'integrity_check(5)') as Record<string, string>[];
    const faults = rows.map((row) => Object.values(row)[0] ?? '').filter((text) => text !== 'ok');
    return faults.length === 0 ? 'ok' : faults.join('; ');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
