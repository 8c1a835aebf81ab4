import type { Database, Statement } from '../database.ts';
import { guarded } from '../database.ts';

/** The open person data base, shared by its repositories; restoring a backup swaps the file below them. */
export interface Connection {
  readonly path: string;
  database(): Database;
  /** A prepared statement, kept as long as the file is open. */
  sql(text: string): Statement<unknown[], unknown>;
  /** Runs in one transaction that is on disk when this returns. */
  write<T>(work: () => T): T;
  swap(open: () => Database): void;
  close(): void;
}

export function createConnection(path: string, first: Database): Connection {
  let database = first;
  const statements = new Map<string, Statement<unknown[], unknown>>();

  function sql(text: string): Statement<unknown[], unknown> {
    let statement = statements.get(text);
    if (statement === undefined) {
      statement = database.prepare(text) as Statement<unknown[], unknown>;
      statements.set(text, statement);
    }
    return statement;
  }

  return {
    path,
    database: () => database,
    sql,
    write: (work) => guarded(path, () => database.transaction(work).immediate()),
    swap(open) {
      statements.clear();
      database.close();
      database = open();
    },
    close() {
      statements.clear();
      database.close();
    },
  };
}
