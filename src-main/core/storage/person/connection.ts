import { type Database, guarded } from '../database.ts';

/** A prepared statement whose faults about the file come out as sentences. */
export interface Query {
  get(...values: readonly unknown[]): unknown;
  all(...values: readonly unknown[]): unknown[];
  run(...values: readonly unknown[]): { readonly changes: number; readonly lastInsertRowid: number | bigint };
}

/** The open person data base, shared by its repositories; restoring a backup swaps the file below them. */
export interface Connection {
  readonly path: string;
  database(): Database;
  /** A prepared statement, kept as long as the file is open. */
  sql(text: string): Query;
  /** Runs in one transaction that is on disk when this returns. */
  write<T>(work: () => T): T;
  swap(open: () => Database): void;
  close(): void;
}

export function createConnection(path: string, first: Database): Connection {
  let database = first;
  const queries = new Map<string, Query>();

  function sql(text: string): Query {
    let query = queries.get(text);
    if (query === undefined) {
      const statement = guarded(path, () => database.prepare(text));
      query = {
        get: (...values) => guarded(path, () => statement.get(...values)),
        all: (...values) => guarded(path, () => statement.all(...values)),
        run: (...values) => guarded(path, () => statement.run(...values)),
      };
      queries.set(text, query);
    }
    return query;
  }

  return {
    path,
    database: () => database,
    sql,
    write: (work) => guarded(path, () => database.transaction(work).immediate()),
    swap(open) {
      queries.clear();
      database.close();
      database = open();
    },
    close() {
      queries.clear();
      database.close();
    },
  };
}
