import type { Migration } from './migration.ts';

export const laySheets: Migration = {
  number: 5,
  name: 'lay-sheets',
  sql: `
    -- The two axes of a sheet of pictures, as JSON; NULL for a picture.
    ALTER TABLE images ADD COLUMN grid TEXT;
    -- One for each order of the gallery, so that no page is sorted.
    CREATE INDEX images_by_rating ON images (rating, created_at, picture) WHERE deleted_at IS NULL;
    CREATE INDEX images_by_favourite ON images (is_favourite, created_at, picture) WHERE deleted_at IS NULL;
    CREATE INDEX images_by_model ON images (model, created_at DESC, picture DESC) WHERE deleted_at IS NULL;
    CREATE INDEX images_in_order_of_film ON images (film_id IS NULL, film_id, created_at DESC, picture DESC) WHERE deleted_at IS NULL;
  `,
};
