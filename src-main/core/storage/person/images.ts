import type { JsonValue } from './settings.ts';
import type { Connection } from './connection.ts';
import { conditionsOf, type ImageFilter, type ImageSort, orderOf } from './imageQuery.ts';

/** A painted picture as the gallery knows it. */
export interface StoredImage {
  readonly imageId: string;
  /** The order to paint that it came from. */
  readonly batchId: string;
  /** Name below the folder of pictures. */
  readonly file: string;
  readonly createdAt: number;
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly genres: readonly string[];
  readonly decade: number | null;
  readonly seed: number;
  /** Place in the series of its seed, from 0. */
  readonly picture: number;
  readonly steps: number;
  readonly guidance: number;
  /** Shares of the way between which guidance acted. */
  readonly guidanceInterval: readonly [from: number, to: number];
  /** The kept picture that it was painted from, and how far it was led away. */
  readonly start: { readonly startId: string; readonly strength: number } | null;
  readonly sampler: string;
  readonly width: number;
  readonly height: number;
  readonly model: string;
  readonly modelHash: string;
  readonly filmId: number | null;
  /** Milliseconds that it took; null where nobody measured. */
  readonly ms: number | null;
  readonly rating: number | null;
  readonly isFavourite: boolean;
  /** The axes of a sheet of pictures, null for a picture. */
  readonly grid: JsonValue;
}

export interface ImageRepository {
  /** @returns false where the picture is known already. */
  add(image: StoredImage): boolean;
  /** null for one that is not there or was deleted. */
  get(imageId: string): StoredImage | null;
  /** In the order that the filter names; newest first without one. */
  list(
    filter: ImageFilter & { readonly sort?: ImageSort | undefined },
    offset: number,
    limit: number,
  ): { readonly images: StoredImage[]; readonly total: number };
  /** By what the gallery can be narrowed, with how many pictures each has; most first. */
  facets(): ImageFacets;
  /** @returns false where there is no such picture. */
  update(imageId: string, change: { readonly rating?: number | null | undefined; readonly isFavourite?: boolean | undefined }): boolean;
  /** Hides it until it is restored or purged. @returns false where there is no such picture. */
  remove(imageId: string, at: number): boolean;
  /** @returns false where nothing of the kind was deleted. */
  restore(imageId: string): boolean;
  /** Files of pictures deleted before a time. */
  deletedBefore(time: number): { readonly imageId: string; readonly file: string }[];
  /** Ids of the pictures that any of them was painted from, also of deleted ones. */
  starts(): Set<string>;
  /** Forgets a deleted picture for good. */
  purge(imageId: string): void;
}

export interface ImageFacets {
  readonly models: { readonly model: string; readonly images: number }[];
  readonly films: { readonly filmId: number; readonly images: number }[];
  /** Milliseconds since 1970; null in an empty gallery. */
  readonly firstAt: number | null;
  readonly lastAt: number | null;
}

interface Row {
  readonly image_id: string;
  readonly batch_id: string;
  readonly file: string;
  readonly created_at: number;
  readonly prompt: string;
  readonly negative_prompt: string;
  readonly genres: string;
  readonly decade: number | null;
  readonly seed: number;
  readonly picture: number;
  readonly steps: number;
  readonly guidance: number;
  readonly guidance_from: number | null;
  readonly guidance_to: number | null;
  readonly start: string | null;
  readonly strength: number | null;
  readonly sampler: string;
  readonly width: number;
  readonly height: number;
  readonly model: string;
  readonly model_hash: string;
  readonly film_id: number | null;
  readonly ms: number | null;
  readonly rating: number | null;
  readonly is_favourite: number;
  readonly grid: string | null;
}

export function createImages({ sql, write }: Connection): ImageRepository {
  return {
    add: (image) =>
      write(
        () =>
          sql(
            `INSERT INTO images (image_id, batch_id, file, created_at, prompt, negative_prompt, genres, decade, seed, picture, steps, guidance,
               sampler, width, height, model, model_hash, film_id, ms, rating, is_favourite, grid, guidance_from,
               guidance_to, start, strength)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
          ).run(
            image.imageId,
            image.batchId,
            image.file,
            image.createdAt,
            image.prompt,
            image.negativePrompt,
            JSON.stringify(image.genres),
            image.decade,
            image.seed,
            image.picture,
            image.steps,
            image.guidance,
            image.sampler,
            image.width,
            image.height,
            image.model,
            image.modelHash,
            image.filmId,
            image.ms,
            image.rating,
            image.isFavourite ? 1 : 0,
            image.grid === null ? null : JSON.stringify(image.grid),
            ...image.guidanceInterval,
            image.start?.startId ?? null,
            image.start?.strength ?? null,
          ).changes > 0,
      ),
    get(imageId) {
      const row = sql('SELECT * FROM images WHERE image_id = ? AND deleted_at IS NULL').get(imageId) as Row | undefined;
      return row === undefined ? null : imageOf(row);
    },
    list({ sort = 'newest', ...filter }, offset, limit) {
      const { where, values } = conditionsOf(filter);
      const rows = sql(`SELECT * FROM images WHERE ${where} ORDER BY ${orderOf(sort)} LIMIT ? OFFSET ?`).all(
        ...values,
        limit,
        offset,
      ) as Row[];
      const { total } = sql(`SELECT count(*) AS total FROM images WHERE ${where}`).get(...values) as { total: number };
      return { images: rows.map(imageOf), total };
    },
    facets() {
      const models = sql(
        'SELECT model, count(*) AS images FROM images WHERE deleted_at IS NULL GROUP BY model ORDER BY images DESC, model',
      ).all() as ImageFacets['models'];
      const films = sql(
        `SELECT film_id AS filmId, count(*) AS images FROM images WHERE deleted_at IS NULL AND film_id IS NOT NULL
         GROUP BY film_id ORDER BY images DESC, film_id`,
      ).all() as ImageFacets['films'];
      const span = sql('SELECT min(created_at) AS firstAt, max(created_at) AS lastAt FROM images WHERE deleted_at IS NULL').get();
      return { models, films, ...(span as Pick<ImageFacets, 'firstAt' | 'lastAt'>) };
    },
    update: (imageId, { rating, isFavourite }) =>
      write(() => {
        const isThere = sql('SELECT 1 FROM images WHERE image_id = ? AND deleted_at IS NULL').get(imageId) !== undefined;
        if (isThere && rating !== undefined) sql('UPDATE images SET rating = ? WHERE image_id = ?').run(rating, imageId);
        if (isThere && isFavourite !== undefined)
          sql('UPDATE images SET is_favourite = ? WHERE image_id = ?').run(isFavourite ? 1 : 0, imageId);
        return isThere;
      }),
    remove: (imageId, at) =>
      write(() => sql('UPDATE images SET deleted_at = ? WHERE image_id = ? AND deleted_at IS NULL').run(at, imageId).changes > 0),
    restore: (imageId) =>
      write(() => sql('UPDATE images SET deleted_at = NULL WHERE image_id = ? AND deleted_at IS NOT NULL').run(imageId).changes > 0),
    deletedBefore: (time) =>
      (sql('SELECT image_id, file FROM images WHERE deleted_at < ?').all(time) as Row[]).map(({ image_id: imageId, file }) => ({
        imageId,
        file,
      })),
    starts: () =>
      new Set((sql('SELECT DISTINCT start FROM images WHERE start IS NOT NULL').all() as { start: string }[]).map(({ start }) => start)),
    purge: (imageId) => void write(() => sql('DELETE FROM images WHERE image_id = ? AND deleted_at IS NOT NULL').run(imageId)),
  };
}

function imageOf(row: Row): StoredImage {
  const { file, prompt, decade, seed, picture, steps, guidance, sampler, width, height, model, ms, rating } = row;
  return {
    imageId: row.image_id,
    batchId: row.batch_id,
    file,
    createdAt: row.created_at,
    prompt,
    negativePrompt: row.negative_prompt,
    genres: JSON.parse(row.genres) as string[],
    decade,
    seed,
    picture,
    steps,
    guidance,
    guidanceInterval: [row.guidance_from ?? 0, row.guidance_to ?? 1],
    start: row.start === null || row.strength === null ? null : { startId: row.start, strength: row.strength },
    sampler,
    width,
    height,
    model,
    modelHash: row.model_hash,
    filmId: row.film_id,
    ms,
    rating,
    isFavourite: row.is_favourite === 1,
    grid: row.grid === null ? null : (JSON.parse(row.grid) as JsonValue),
  };
}
