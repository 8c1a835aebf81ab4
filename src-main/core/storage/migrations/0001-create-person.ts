import type { Migration } from './migration.ts';

export const createPerson: Migration = {
  number: 1,
  name: 'create-person',
  sql: `
    CREATE TABLE profiles (
      profile_id TEXT PRIMARY KEY,
      name TEXT NOT NULL UNIQUE COLLATE NOCASE,
      age INTEGER,
      gender TEXT CHECK (gender IN ('F', 'M')),
      occupation INTEGER CHECK (occupation BETWEEN 0 AND 20),
      created_at INTEGER NOT NULL
    ) STRICT;

    -- What a person has said of one film. Ratings are kept in half stars.
    CREATE TABLE film_states (
      profile_id TEXT NOT NULL REFERENCES profiles ON DELETE CASCADE,
      film_id INTEGER NOT NULL CHECK (film_id > 0),
      half_stars INTEGER CHECK (half_stars BETWEEN 1 AND 10),
      watchlist INTEGER NOT NULL CHECK (watchlist IN (0, 1)),
      hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
      not_seen INTEGER NOT NULL CHECK (not_seen IN (0, 1)),
      rated_at INTEGER,
      changed_at INTEGER NOT NULL,
      PRIMARY KEY (profile_id, film_id),
      CHECK ((half_stars IS NULL) = (rated_at IS NULL))
    ) STRICT, WITHOUT ROWID;

    -- The state before each change, newest last; undoing takes the row away.
    CREATE TABLE film_changes (
      change INTEGER PRIMARY KEY AUTOINCREMENT,
      undo_token TEXT NOT NULL UNIQUE,
      profile_id TEXT NOT NULL REFERENCES profiles ON DELETE CASCADE,
      film_id INTEGER NOT NULL,
      before TEXT,
      changed_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX film_changes_by_film ON film_changes (profile_id, film_id, change);

    CREATE TABLE settings (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT;

    CREATE TABLE jobs (
      job_id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      title TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled', 'interrupted')),
      phase TEXT NOT NULL,
      done REAL NOT NULL,
      total REAL,
      unit TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      finished_at INTEGER,
      summary TEXT,
      error TEXT,
      input TEXT,
      result TEXT
    ) STRICT;
    CREATE INDEX jobs_by_time ON jobs (created_at);

    CREATE TABLE model_runs (
      run_id TEXT PRIMARY KEY,
      model TEXT NOT NULL,
      dataset TEXT NOT NULL,
      dataset_sha256 TEXT NOT NULL,
      path TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      seed INTEGER NOT NULL,
      hyperparameters TEXT NOT NULL,
      metrics TEXT NOT NULL,
      fit_ms REAL NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
  `,
};
