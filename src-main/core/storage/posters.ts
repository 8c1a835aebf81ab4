import type { Database } from './database.ts';

export const posterMediaTypes = ['image/webp', 'image/jpeg', 'image/png'] as const;
export type PosterMediaType = (typeof posterMediaTypes)[number];

export interface Poster {
  readonly mediaType: PosterMediaType;
  readonly bytes: Uint8Array;
}

/** What a picture is, by its first bytes; null for everything that is no WebP, JPEG or PNG. */
export function sniffPoster(bytes: Uint8Array): PosterMediaType | null {
  const starts = (offset: number, ...wanted: number[]): boolean => wanted.every((byte, index) => bytes[offset + index] === byte);
  if (starts(0, 0x52, 0x49, 0x46, 0x46) && starts(8, 0x57, 0x45, 0x42, 0x50)) return 'image/webp';
  if (starts(0, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (starts(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  return null;
}

export function posterOf(database: Database, filmId: number): Poster | null {
  const row = database.prepare('SELECT media_type, bytes FROM posters WHERE film_id = ?').raw().get(filmId) as
    | [PosterMediaType, Buffer]
    | undefined;
  return row === undefined ? null : { mediaType: row[0], bytes: row[1] };
}

export function savePoster(database: Database, filmId: number, poster: Poster): void {
  database.prepare('INSERT OR REPLACE INTO posters VALUES (?, ?, ?)').run(filmId, poster.mediaType, poster.bytes);
}
