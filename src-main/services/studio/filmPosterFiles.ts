import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type LayoutName, layoutNames } from '../../contract/pictures.ts';
import { writeFileAtomically } from '../../core/storage/files.ts';
import type { FilmPoster } from '../../core/storage/person/filmPosters.ts';
import type { PersonStore } from '../../core/storage/personStore.ts';
import { imagesFolder } from './imageFiles.ts';

/** How long files of a poster that is no longer used stay at least; milliseconds. */
const KEPT_MS = 24 * 3_600_000;

const folderOf = (dataDir: string): string => join(imagesFolder(dataDir), 'posters');
const posterPath = (dataDir: string, { file }: FilmPoster): string => join(folderOf(dataDir), `${file}.webp`);
const picturePath = (dataDir: string, { file }: FilmPoster): string => join(folderOf(dataDir), `${file}.png`);

/** A layout that this version no longer has gives way to the first. */
export const layoutOf = ({ layout }: FilmPoster): LayoutName => layoutNames.find((name) => name === layout) ?? layoutNames[0];

/** @param picture the painted one, a PNG @param poster with its lettering, a WebP */
export function writeFilmPoster(dataDir: string, kept: FilmPoster, picture: Uint8Array, poster: Uint8Array): void {
  writeFileAtomically(picturePath(dataDir, kept), [picture]);
  writeFileAtomically(posterPath(dataDir, kept), [poster]);
}

/** The painted picture below the lettering; null where it was taken away by hand. */
export function findKeptPicture(dataDir: string, kept: FilmPoster): Uint8Array | null {
  const path = picturePath(dataDir, kept);
  return existsSync(path) ? readFileSync(path) : null;
}

/** The kept poster of a film as the app shows it; null where there is none, or its file was taken away by hand. */
export function findFilmPoster(person: PersonStore, dataDir: string, filmId: number): Uint8Array | null {
  const kept = person.filmPosters.get(filmId);
  const path = kept === null ? null : posterPath(dataDir, kept);
  return path === null || !existsSync(path) ? null : readFileSync(path);
}

/** Films with a kept poster whose file is there, and since when: one look for all. */
export function filmPosterTimes(person: PersonStore, dataDir: string): Map<number, number> {
  const there = person.filmPosters.all().filter((kept) => existsSync(posterPath(dataDir, kept)));
  return new Map(there.map(({ filmId, keptAt }) => [filmId, keptAt]));
}

/** Removes files of posters that were replaced or given up a day ago, and what a killed process left half written. */
export function tidyFilmPosters(person: PersonStore, dataDir: string, now: number): void {
  const folder = folderOf(dataDir);
  if (!existsSync(folder)) return;
  const used = new Set(person.filmPosters.all().map(({ file }) => file));
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const isOld = now - statSync(path).mtimeMs > KEPT_MS;
    if (name.endsWith('.tmp') || (isOld && !used.has(name.replace(/\.(png|webp)$/, '')))) rmSync(path, { force: true });
  }
}
