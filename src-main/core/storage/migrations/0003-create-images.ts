import type { Migration } from './migration.ts';

export const createImages: Migration = {
  number: 3,
  name: 'create-images',
  sql: `
    -- One painted picture. The recipe stands in the file too; what is searched is a column.
    CREATE TABLE images (
      image_id TEXT PRIMARY KEY,
      batch_id TEXT NOT NULL,
      file TEXT NOT NULL UNIQUE,
      created_at INTEGER NOT NULL,
      prompt TEXT NOT NULL,
      negative_prompt TEXT NOT NULL,
      genres TEXT NOT NULL,
      decade INTEGER,
      seed INTEGER NOT NULL,
      picture INTEGER NOT NULL,
      steps INTEGER NOT NULL,
      guidance REAL NOT NULL,
      sampler TEXT NOT NULL,
      width INTEGER NOT NULL,
      height INTEGER NOT NULL,
      model TEXT NOT NULL,
      model_hash TEXT NOT NULL,
      film_id INTEGER,
      ms REAL,
      rating INTEGER CHECK (rating BETWEEN 1 AND 5),
      is_favourite INTEGER NOT NULL DEFAULT 0 CHECK (is_favourite IN (0, 1)),
      deleted_at INTEGER
    ) STRICT;
    CREATE INDEX images_by_time ON images (created_at, picture) WHERE deleted_at IS NULL;
    CREATE INDEX images_by_film ON images (film_id, created_at) WHERE film_id IS NOT NULL;
    CREATE INDEX images_by_batch ON images (batch_id);

    -- A painted picture that a person keeps as the poster of a film, with its lettering.
    CREATE TABLE film_posters (
      film_id INTEGER PRIMARY KEY,
      image_id TEXT NOT NULL,
      layout TEXT NOT NULL,
      file TEXT NOT NULL,
      kept_at INTEGER NOT NULL
    ) STRICT;
  `,
};
