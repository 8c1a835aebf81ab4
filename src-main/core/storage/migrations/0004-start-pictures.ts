import type { Migration } from './migration.ts';

export const startPictures: Migration = {
  number: 4,
  name: 'start-pictures',
  sql: `
    -- A picture painted from another one: the first digits of its hash, and how far it was led away. Between which shares of the way guidance acted.
    ALTER TABLE images ADD COLUMN start TEXT;
    ALTER TABLE images ADD COLUMN strength REAL;
    ALTER TABLE images ADD COLUMN guidance_from REAL;
    ALTER TABLE images ADD COLUMN guidance_to REAL;
    -- What a person wrote for a film's line; NULL is none.
    ALTER TABLE film_posters ADD COLUMN tagline TEXT;
  `,
};
