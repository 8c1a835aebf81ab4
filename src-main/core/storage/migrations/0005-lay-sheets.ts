import type { Migration } from './migration.ts';

export const laySheets: Migration = {
  number: 5,
  name: 'lay-sheets',
  sql: `
    -- The two axes of a sheet of pictures, as JSON; NULL for a picture.
    ALTER TABLE images ADD COLUMN grid TEXT;
    CREATE INDEX images_by_rating ON images (rating, created_at, picture) WHERE deleted_at IS NULL;
  `,
};
