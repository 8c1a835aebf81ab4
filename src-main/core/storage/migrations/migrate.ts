import { createHash } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { DomainError } from '../../base/errors.ts';
import { invariant } from '../../base/assertions.ts';
import type { Database } from '../database.ts';
import type { Migration } from './migration.ts';

export interface MigrateOptions {
  readonly path: string;
  readonly clock: Clock;
  readonly applicationId: number;
  /** Called once before the first step when the data base already holds data. */
  readonly backUp: (fromVersion: number) => void;
}

/**
 * Brings a data base to the newest schema, each step in one transaction together with its own record: a kill leaves the old or the new schema.
 * @throws DomainError 'storage-newer' when a newer program wrote it, 'storage-damaged' when its history is not ours.
 */
export function migrate(database: Database, migrations: readonly Migration[], options: MigrateOptions): void {
  const newest = migrations.at(-1)?.number ?? 0;
  invariant(
    migrations.every((migration, index) => migration.number === index + 1),
    'migrations are not numbered 1, 2, 3, ...',
  );
  const version = database.pragma('user_version', { simple: true }) as number;
  if (version > newest) {
    throw new DomainError(
      'storage-newer',
      `${options.path} was written by a newer version of Marquee (schema ${version}, this one knows ${newest}). Update Marquee; nothing was changed.`,
      { path: options.path, version, newest },
    );
  }
  const applicationId = database.pragma('application_id', { simple: true }) as number;
  if (version > 0 && applicationId !== options.applicationId) throw foreign(options.path);
  if (version > 0) assertHistory(database, migrations.slice(0, version), options.path);
  if (version > 0 && version < newest) options.backUp(version);
  for (const migration of migrations.slice(version)) {
    database
      .transaction(() => {
        if (migration.number === 1) {
          database.exec(
            'CREATE TABLE schema_migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT',
          );
          database.pragma(`application_id = ${options.applicationId}`);
        }
        database.exec(migration.sql);
        database
          .prepare('INSERT INTO schema_migrations VALUES (?, ?, ?, ?)')
          .run(migration.number, migration.name, sha256Of(migration.sql), options.clock());
        database.pragma(`user_version = ${migration.number}`);
      })
      .immediate();
  }
}

function assertHistory(database: Database, applied: readonly Migration[], path: string): void {
  const rows = database.prepare('SELECT number, sha256 FROM schema_migrations ORDER BY number').all() as {
    number: number;
    sha256: string;
  }[];
  const same =
    rows.length === applied.length &&
    applied.every(({ number, sql }, index) => rows[index]!.number === number && rows[index]!.sha256 === sha256Of(sql));
  if (!same) throw foreign(path);
}

function foreign(path: string): DomainError {
  return new DomainError(
    'storage-damaged',
    `${path} was made by another program or another build of Marquee. Restore a backup, or move the file away.`,
    { path },
  );
}

export function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
