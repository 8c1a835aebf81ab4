import type { Migration } from './migration.ts';

export const createLab: Migration = {
  number: 2,
  name: 'create-lab',
  sql: `
    -- Jobs can be paused, have a place in the queue, and name the run or search that they do.
    CREATE TABLE jobs_2 (
      job_id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      title TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'paused', 'done', 'failed', 'cancelled', 'interrupted')),
      phase TEXT NOT NULL,
      done REAL NOT NULL,
      total REAL,
      unit TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      finished_at INTEGER,
      summary TEXT,
      error TEXT,
      input TEXT,
      result TEXT,
      subject TEXT,
      place REAL NOT NULL DEFAULT 0
    ) STRICT;
    INSERT INTO jobs_2 (job_id, kind, title, state, phase, done, total, unit, created_at, finished_at, summary, error, input, result)
      SELECT job_id, kind, title, state, phase, done, total, unit, created_at, finished_at, summary, error, input, result FROM jobs;
    DROP TABLE jobs;
    ALTER TABLE jobs_2 RENAME TO jobs;
    CREATE INDEX jobs_by_time ON jobs (created_at);

    -- One training or evaluation of one model. What sorts and filters is a column, the rest is JSON.
    CREATE TABLE lab_runs (
      run_id TEXT PRIMARY KEY,
      job_id TEXT,
      process_id INTEGER,
      state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'paused', 'done', 'failed', 'cancelled', 'interrupted')),
      label TEXT NOT NULL,
      note TEXT NOT NULL,
      model TEXT NOT NULL,
      dataset TEXT NOT NULL,
      dataset_sha256 TEXT NOT NULL,
      protocol TEXT,
      experiment TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      finished_at INTEGER,
      elapsed_ms REAL NOT NULL,
      device TEXT,
      device_notice TEXT,
      versions TEXT NOT NULL,
      model_id TEXT,
      error TEXT
    ) STRICT;
    CREATE INDEX lab_runs_by_time ON lab_runs (created_at);

    -- What one seed gave: a resumed run goes on after the last.
    CREATE TABLE lab_seeds (
      run_id TEXT NOT NULL REFERENCES lab_runs ON DELETE CASCADE,
      seed INTEGER NOT NULL,
      metrics TEXT NOT NULL,
      split_sha256 TEXT,
      has_per_user INTEGER NOT NULL CHECK (has_per_user IN (0, 1)),
      PRIMARY KEY (run_id, seed)
    ) STRICT, WITHOUT ROWID;

    -- Summaries over seeds, for the table to sort by.
    CREATE TABLE lab_figures (
      run_id TEXT NOT NULL REFERENCES lab_runs ON DELETE CASCADE,
      metric TEXT NOT NULL,
      mean REAL NOT NULL,
      low REAL,
      high REAL,
      per_seed TEXT NOT NULL,
      PRIMARY KEY (run_id, metric)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE lab_searches (
      search_id TEXT PRIMARY KEY,
      job_id TEXT,
      process_id INTEGER,
      state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'paused', 'done', 'failed', 'cancelled', 'interrupted')),
      dataset TEXT NOT NULL,
      dataset_sha256 TEXT NOT NULL,
      protocol TEXT NOT NULL,
      model TEXT NOT NULL,
      method TEXT NOT NULL,
      trials INTEGER NOT NULL,
      seed INTEGER NOT NULL,
      hyperparameters TEXT NOT NULL,
      objective TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      finished_at INTEGER
    ) STRICT;

    CREATE TABLE lab_trials (
      search_id TEXT NOT NULL REFERENCES lab_searches ON DELETE CASCADE,
      trial INTEGER NOT NULL,
      rung INTEGER NOT NULL,
      budget REAL NOT NULL,
      hyperparameters TEXT NOT NULL,
      value REAL NOT NULL,
      fit_ms REAL NOT NULL,
      PRIMARY KEY (search_id, trial, rung)
    ) STRICT, WITHOUT ROWID;

    -- Which model serves a data set ('app': the person's own lists); the newest row counts, rolling back takes it away.
    CREATE TABLE active_models (
      change INTEGER PRIMARY KEY AUTOINCREMENT,
      dataset TEXT NOT NULL,
      role TEXT NOT NULL CHECK (role IN ('ranking', 'stars')),
      model_id TEXT NOT NULL,
      since INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX active_models_by_role ON active_models (dataset, role, change);

    -- Two lists shown side by side; the answers are null until they are given.
    CREATE TABLE surveys (
      survey_id TEXT PRIMARY KEY,
      profile_id TEXT NOT NULL REFERENCES profiles ON DELETE CASCADE,
      created_at INTEGER NOT NULL,
      left_model TEXT NOT NULL,
      right_model TEXT NOT NULL,
      left_films TEXT NOT NULL,
      right_films TEXT NOT NULL,
      answered_at INTEGER,
      answer TEXT,
      CHECK ((answered_at IS NULL) = (answer IS NULL))
    ) STRICT;
    CREATE INDEX surveys_by_profile ON surveys (profile_id);
  `,
};
