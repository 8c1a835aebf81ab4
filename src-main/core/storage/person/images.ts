import type { Connection } from './connection.ts';

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
}

export interface ImageFilter {
  /** Words that the prompt must hold, in any order, or the number of a seed. */
  readonly text?: string | undefined;
  readonly seed?: number | undefined;
  readonly model?: string | undefined;
  readonly filmId?: number | undefined;
  readonly batchId?: string | undefined;
  readonly favourites?: boolean | undefined;
  /** Milliseconds since 1970, both inclusive. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

export interface ImageRepository {
  /** @returns false where the picture is known already. */
  add(image: StoredImage): boolean;
  /** null for one that is not there or was deleted. */
  get(imageId: string): StoredImage | null;
  /** Newest first. */
  list(filter: ImageFilter, offset: number, limit: number): { readonly images: StoredImage[]; readonly total: number };
  /** @returns false where there is no such picture. */
  update(imageId: string, change: { readonly rating?: number | null | undefined; readonly isFavourite?: boolean | undefined }): boolean;
  /** Hides it until it is restored or purged. @returns false where there is no such picture. */
  remove(imageId: string, at: number): boolean;
  /** @returns false where nothing of the kind was deleted. */
  restore(imageId: string): boolean;
  /** Files of pictures deleted before a time. */
  deletedBefore(time: number): { readonly imageId: string; readonly file: string }[];
  /** Forgets a deleted picture for good. */
  purge(imageId: string): void;
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
  readonly sampler: string;
  readonly width: number;
  readonly height: number;
  readonly model: string;
  readonly model_hash: string;
  readonly film_id: number | null;
  readonly ms: number | null;
  readonly rating: number | null;
  readonly is_favourite: number;
}

const MOST_WORDS = 12;

export function createImages({ sql, write }: Connection): ImageRepository {
  return {
    add: (image) =>
      write(
        () =>
          sql(
            `INSERT INTO images (image_id, batch_id, file, created_at, prompt, negative_prompt, genres, decade, seed, picture, steps, guidance,
               sampler, width, height, model, model_hash, film_id, ms, rating, is_favourite)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
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
          ).changes > 0,
      ),
    get(imageId) {
      const row = sql('SELECT * FROM images WHERE image_id = ? AND deleted_at IS NULL').get(imageId) as Row | undefined;
      return row === undefined ? null : imageOf(row);
    },
    list(filter, offset, limit) {
      const { where, values } = conditionsOf(filter);
      const rows = sql(`SELECT * FROM images WHERE ${where} ORDER BY created_at DESC, picture DESC LIMIT ? OFFSET ?`).all(
        ...values,
        limit,
        offset,
      ) as Row[];
      const { total } = sql(`SELECT count(*) AS total FROM images WHERE ${where}`).get(...values) as { total: number };
      return { images: rows.map(imageOf), total };
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
    purge: (imageId) => void write(() => sql('DELETE FROM images WHERE image_id = ? AND deleted_at IS NOT NULL').run(imageId)),
  };
}

/** The texts of conditions are ours and few, so that their statements stay prepared; what a person typed is only ever a value. */
function conditionsOf(filter: ImageFilter): { readonly where: string; readonly values: (string | number)[] } {
  const conditions = ['deleted_at IS NULL'];
  const values: (string | number)[] = [];
  const add = (condition: string, ...given: (string | number)[]): void => {
    conditions.push(condition);
    values.push(...given);
  };
  const text = filter.text?.trim() ?? '';
  for (const word of text.split(/\s+/).slice(0, MOST_WORDS)) {
    if (word === '') continue;
    const pattern = `%${word.replace(/[\\%_]/g, String.raw`\$&`)}%`;
    if (/^\d{1,10}$/.test(word)) add(String.raw`(prompt LIKE ? ESCAPE '\' OR seed = ?)`, pattern, Number(word));
    else add(String.raw`(prompt LIKE ? ESCAPE '\' OR genres LIKE ? ESCAPE '\')`, pattern, pattern);
  }
  if (filter.seed !== undefined) add('seed = ?', filter.seed);
  if (filter.model !== undefined) add('model = ?', filter.model);
  if (filter.filmId !== undefined) add('film_id = ?', filter.filmId);
  if (filter.batchId !== undefined) add('batch_id = ?', filter.batchId);
  if (filter.favourites === true) add('is_favourite = 1');
  if (filter.from !== undefined) add('created_at >= ?', filter.from);
  if (filter.to !== undefined) add('created_at <= ?', filter.to);
  return { where: conditions.join(' AND '), values };
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
    sampler,
    width,
    height,
    model,
    modelHash: row.model_hash,
    filmId: row.film_id,
    ms,
    rating,
    isFavourite: row.is_favourite === 1,
  };
}
