import type { Migration } from './migration.ts';

export const trainAndCompare: Migration = {
  number: 6,
  name: 'train-and-compare',
  sql: `
    -- One training of a painter, over all its stages. What is asked for and what came of it are JSON; curves, samples and checkpoints are files.
    CREATE TABLE painter_trainings (
      training_id TEXT PRIMARY KEY,
      painter TEXT NOT NULL,
      painting_order TEXT NOT NULL,
      job_id TEXT,
      state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'paused', 'done', 'failed', 'cancelled', 'interrupted')),
      created_at INTEGER NOT NULL,
      finished_at INTEGER,
      elapsed_ms REAL NOT NULL DEFAULT 0,
      device TEXT,
      steps TEXT NOT NULL DEFAULT '{}',
      stages TEXT NOT NULL DEFAULT '[]',
      error TEXT
    ) STRICT;
    CREATE INDEX painter_trainings_by_time ON painter_trainings (created_at);

    -- Pictures of several models for the same prompts, to be voted on without names.
    CREATE TABLE comparisons (
      comparison_id TEXT PRIMARY KEY,
      title TEXT NOT NULL,
      prompts TEXT NOT NULL,
      seed INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      measures TEXT
    ) STRICT;

    CREATE TABLE comparison_entrants (
      entrant_id TEXT PRIMARY KEY,
      comparison_id TEXT NOT NULL REFERENCES comparisons ON DELETE CASCADE,
      name TEXT NOT NULL,
      origin TEXT NOT NULL CHECK (origin IN ('painted', 'brought')),
      seconds REAL,
      added_at INTEGER NOT NULL,
      UNIQUE (comparison_id, name)
    ) STRICT;

    CREATE TABLE comparison_pictures (
      picture_id TEXT PRIMARY KEY,
      entrant_id TEXT NOT NULL REFERENCES comparison_entrants ON DELETE CASCADE,
      prompt INTEGER NOT NULL,
      file TEXT NOT NULL,
      width INTEGER NOT NULL,
      height INTEGER NOT NULL,
      ms REAL,
      UNIQUE (entrant_id, prompt)
    ) STRICT;

    CREATE TABLE comparison_votes (
      vote INTEGER PRIMARY KEY AUTOINCREMENT,
      comparison_id TEXT NOT NULL REFERENCES comparisons ON DELETE CASCADE,
      left_picture TEXT NOT NULL REFERENCES comparison_pictures ON DELETE CASCADE,
      right_picture TEXT NOT NULL REFERENCES comparison_pictures ON DELETE CASCADE,
      result TEXT NOT NULL CHECK (result IN ('left', 'right', 'tie')),
      voted_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX comparison_votes_by_comparison ON comparison_votes (comparison_id, vote);
  `,
};
