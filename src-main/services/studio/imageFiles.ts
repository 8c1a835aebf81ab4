import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { samplerNames } from '../../contract/pictures.ts';
import { DomainError } from '../../core/base/errors.ts';
import { readPngText } from '../../core/diffusion/pngText.ts';
import { parseRecipe, RECIPE_KEYWORD } from '../../core/diffusion/recipe.ts';
import type { StoredImage } from '../../core/storage/person/images.ts';
import type { PersonStore } from '../../core/storage/personStore.ts';

/** Where painted pictures lie. */
export const imagesFolder = (dataDir: string): string => join(dataDir, 'images');

/** Name of picture number `picture` (from 0) of a batch, as the painter numbers them. */
export const imageFileOf = (batchId: string, picture: number): string => `${batchId}-${picture + 1}.png`;

/** How long a deleted picture can be had back at least; milliseconds. */
const KEPT_MS = 24 * 3_600_000;

export interface Batch {
  readonly batchId: string;
  readonly count: number;
  readonly filmId: number | null;
  /** One for each picture, where they differ in it. */
  readonly filmIds?: readonly number[];
}

/** How many pictures of a batch, from its first, lie there whole. */
export function finishedOf(dataDir: string, { batchId, count }: Pick<Batch, 'batchId' | 'count'>): number {
  let n = 0;
  while (n < count && existsSync(join(imagesFolder(dataDir), imageFileOf(batchId, n)))) n++;
  return n;
}

/**
 * Takes every finished picture of a batch into the gallery that is not there yet. A file is there whole or not at all and holds its recipe, so that
 * nothing is lost however the painting ended. @param ms what the newest took, null where unknown
 */
export function collectBatch({ images }: PersonStore, dataDir: string, batch: Batch, ms: number | null): void {
  for (let picture = 0; picture < finishedOf(dataDir, batch); picture++) {
    const file = imageFileOf(batch.batchId, picture);
    const imageId = file.slice(0, -'.png'.length);
    if (images.get(imageId) !== null) continue;
    const image = readImage(join(imagesFolder(dataDir), file));
    if (image !== null)
      images.add({ ...image, imageId, batchId: batch.batchId, file, filmId: batch.filmIds?.[picture] ?? batch.filmId, ms });
  }
}

type FromFile = Omit<StoredImage, 'imageId' | 'batchId' | 'file' | 'filmId' | 'ms'>;

/** What the file of a painted picture says of itself; null where it is not one of ours. */
export function readImage(path: string): FromFile | null {
  const text = readPngText(readFileSync(path), RECIPE_KEYWORD);
  const recipe = text === null ? {} : parseRecipe(text);
  const { seed, index, steps, guidance, sampler, width, height, model } = recipe;
  if (seed === undefined || steps === undefined || guidance === undefined || width === undefined || height === undefined) return null;
  return {
    createdAt: Math.round(statSync(path).mtimeMs),
    prompt: recipe.prompt ?? '',
    negativePrompt: recipe.negativePrompt ?? '',
    genres: recipe.genres ?? [],
    decade: recipe.decade ?? null,
    seed,
    picture: index ?? 0,
    steps,
    guidance,
    guidanceInterval: recipe.guidanceInterval ?? [0, 1],
    start: recipe.start === undefined ? null : { startId: recipe.start.hash, strength: recipe.start.strength },
    sampler: sampler ?? samplerNames[0],
    width,
    height,
    model: model ?? '',
    modelHash: recipe.modelHash ?? '',
    rating: null,
    isFavourite: false,
    grid: null,
  };
}

/** null where the file was taken away by hand. */
export function findImageFile(dataDir: string, file: string): Uint8Array | null {
  const path = join(imagesFolder(dataDir), file);
  return existsSync(path) ? readFileSync(path) : null;
}

/** @throws DomainError 'not-found' where the file was taken away by hand */
export function readImageFile(dataDir: string, file: string): Uint8Array {
  const bytes = findImageFile(dataDir, file);
  if (bytes === null)
    throw new DomainError('not-found', `The picture ${file} is no longer in ${imagesFolder(dataDir)}; paint it again by its recipe.`);
  return bytes;
}

/** Removes what was deleted a day ago, and what a killed process left half written. */
export function tidyImages({ images }: PersonStore, dataDir: string, now: number): void {
  const folder = imagesFolder(dataDir);
  mkdirSync(folder, { recursive: true });
  for (const { imageId, file } of images.deletedBefore(now - KEPT_MS)) {
    rmSync(join(folder, file), { force: true });
    images.purge(imageId);
  }
  for (const name of readdirSync(folder)) if (name.endsWith('.tmp')) rmSync(join(folder, name), { force: true });
}
