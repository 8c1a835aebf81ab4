import { createHash } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { DomainError } from '../../base/errors.ts';
import { invariant } from '../../base/assertions.ts';
import { type Database, storageError } from '../database.ts';
import type { Migration } from './migration.ts';

export interface SchemaOptions {
  readonly path: string;
  readonly applicationId: number;
}

export interface MigrateOptions extends SchemaOptions {
  readonly clock: Clock;
  /** Called once before the first step when the data base already holds data. */
  readonly backUp: () => void;
}

/**
 * Brings a data base to the newest schema, all steps and their records in one transaction: a fault or a kill leaves the file as it was, so that
 * the version of Marquee that wrote it can still open it.
 * @throws DomainError as `assertKnownSchema` does, 'storage-failed' when a step fails.
 */
export function migrate(database: Database, migrations: readonly Migration[], options: MigrateOptions): void {
  const { path, clock, applicationId, backUp } = options;
  const found = assertKnownSchema(database, migrations, options);
  if (found === migrations.length) return;
  if (found > 0) backUp();
  database
    .transaction(() => {
      // Another process may have done it while this one waited for the lock.
      for (const migration of migrations.slice(versionOf(database))) {
        try {
          apply(database, migration, applicationId, clock());
        } catch (error) {
          throw stepFailed(path, migration, error);
        }
      }
    })
    .immediate();
}

function apply(database: Database, { number, name, sql }: Migration, applicationId: number, now: number): void {
  if (number === 1) {
    database.exec(
      'CREATE TABLE schema_migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT',
    );
    database.pragma(`application_id = ${applicationId}`);
  }
  database.exec(sql);
  database.prepare('INSERT INTO schema_migrations VALUES (?, ?, ?, ?)').run(number, name, sha256Of(sql), now);
  database.pragma(`user_version = ${number}`);
}

/**
 * Reads what a data base says of itself, and changes nothing.
 * @returns the number of the last step that was applied; 0 for an empty file.
 * @throws DomainError 'storage-newer' when a newer version or another build wrote it, 'data-invalid' when it is not ours.
 */
export function assertKnownSchema(database: Database, migrations: readonly Migration[], { path, applicationId }: SchemaOptions): number {
  invariant(
    migrations.every((migration, index) => migration.number === index + 1),
    'migrations are not numbered 1, 2, 3, ...',
  );
  const version = versionOf(database);
  const isEmpty = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
  if (version === 0 && isEmpty) return 0;
  if (version <= 0 || database.pragma('application_id', { simple: true }) !== applicationId) {
    throw new DomainError('data-invalid', `${path} is a data base of another program.`, { path });
  }
  const newest = migrations.length;
  if (version > newest) {
    const sentence = `${path} was written by a newer version of Marquee (schema ${version}; this one knows ${newest}).`;
    throw new DomainError('storage-newer', sentence, { path, version, newest });
  }
  if (!hasHistory(database, migrations.slice(0, version))) {
    const sentence = `${path} was written by another build of Marquee (schema ${version} was reached by other steps than those that this one knows).`;
    throw new DomainError('storage-newer', sentence, { path, version, newest });
  }
  return version;
}

function versionOf(database: Database): number {
  return database.pragma('user_version', { simple: true }) as number;
}

function hasHistory(database: Database, applied: readonly Migration[]): boolean {
  const isKept = database.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'schema_migrations'").pluck().get() === 1;
  if (!isKept) return false;
  const rows = database.prepare('SELECT * FROM schema_migrations ORDER BY number').all() as { number?: number; sha256?: string }[];
  return (
    rows.length === applied.length &&
    applied.every(({ number, sql }, index) => rows[index]!.number === number && rows[index]!.sha256 === sha256Of(sql))
  );
}

/** A full disk keeps its own sentence; everything else is a step that does not fit these data. */
function stepFailed(path: string, { number, name }: Migration, error: unknown): unknown {
  const known = storageError(path, error);
  if (known instanceof DomainError && known.code === 'storage-failed') return known;
  const reason = error instanceof Error ? error.message : String(error);
  return new DomainError(
    'storage-failed',
    `${path} could not be brought to the schema of this version of Marquee (step ${number}, ${name}: ${reason}).`,
    { path, step: number, reason },
    { cause: error },
  );
}

export function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
