import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type LayoutName, layoutNames } from '../../contract/pictures.ts';
import type { ExportedFile } from '../../contract/runs.ts';
import type { Film } from '../../contract/shared.ts';
import type { Clock } from '../../core/base/clock.ts';
import { DomainError } from '../../core/base/errors.ts';
import { writeFileAtomically } from '../../core/storage/files.ts';
import type { FilmPoster } from '../../core/storage/person/filmPosters.ts';
import type { PersonStore } from '../../core/storage/personStore.ts';
import { entryOf } from '../catalogService.ts';
import type { Services } from '../handlers.ts';
import { composePoster } from '../paintedPosters.ts';
import { fileStem } from '../posterImages.ts';
import type { Stores } from '../stores.ts';
import { imagesFolder, readImageFile } from './imageFiles.ts';

/** Wide enough for the largest place of the app on a dense screen. */
const SHOWN_WIDTH = 800;
const KEPT_MS = 24 * 3_600_000;

const folderOf = (dataDir: string): string => join(imagesFolder(dataDir), 'posters');
const posterPath = (dataDir: string, { file }: FilmPoster): string => join(folderOf(dataDir), `${file}.webp`);
const picturePath = (dataDir: string, { file }: FilmPoster): string => join(folderOf(dataDir), `${file}.png`);

export type PosterRoutes = Pick<Services['images'], 'poster' | 'keepPoster' | 'dropPoster' | 'keptPoster'>;

export interface FilmPostersOptions {
  readonly stores: () => Stores;
  readonly clock: Clock;
  readonly resourcesDir: string;
}

/** Painted pictures with a film's title over them. A kept one has files of its own, so that the gallery may be tidied. */
export function createFilmPosters({ stores, clock, resourcesDir }: FilmPostersOptions): PosterRoutes {
  function pictureOf(imageId: string): Uint8Array {
    const image = stores().person.images.get(imageId);
    if (image === null)
      throw new DomainError('not-found', 'There is no such picture in the gallery; it may have been deleted.', { imageId });
    return readImageFile(stores().dataDir, image.file);
  }
  /** What a person wrote, else the film's own line. */
  function taglineOf(filmId: number, written: string | null | undefined): string | null {
    if (written === undefined) return stores().catalogue.details(filmId)?.tagline ?? null;
    return written === null || written.trim() === '' ? null : written.trim();
  }
  const exported = (film: Film, format: 'png' | 'svg', bytes: Uint8Array): ExportedFile => ({
    fileName: `${fileStem(film.rawTitle)}-painted.${format}`,
    mediaType: format === 'svg' ? 'image/svg+xml' : 'image/png',
    base64: Buffer.from(bytes).toString('base64'),
  });

  return {
    async poster({ imageId, filmId, layout, format, width, ...rest }) {
      const { film } = entryOf(stores(), filmId);
      const picture = pictureOf(imageId);
      const tagline = taglineOf(filmId, rest.tagline);
      return exported(film, format, await composePoster({ film, tagline, layout, picture, format, width, resourcesDir }));
    },
    async keepPoster({ imageId, filmId, layout, ...rest }) {
      const { dataDir, person } = stores();
      const { film } = entryOf(stores(), filmId);
      const picture = pictureOf(imageId);
      const keptAt = clock();
      const tagline = taglineOf(filmId, rest.tagline);
      const kept: FilmPoster = { filmId, imageId, layout, tagline, file: `${filmId}-${keptAt}`, keptAt };
      const poster = await composePoster({ film, tagline, layout, picture, format: 'webp', width: SHOWN_WIDTH, resourcesDir });
      writeFileAtomically(picturePath(dataDir, kept), [picture]);
      writeFileAtomically(posterPath(dataDir, kept), [poster]);
      person.filmPosters.keep(kept);
      stores().refreshPoster(filmId);
      return entryOf(stores(), filmId).film;
    },
    dropPoster({ filmId }) {
      entryOf(stores(), filmId);
      if (!stores().person.filmPosters.drop(filmId)) throw none(filmId);
      stores().refreshPoster(filmId);
      return entryOf(stores(), filmId).film;
    },
    async keptPoster({ filmId, format, width }) {
      const { dataDir, person } = stores();
      const { film } = entryOf(stores(), filmId);
      const kept = person.filmPosters.get(filmId);
      if (kept === null || !existsSync(picturePath(dataDir, kept))) throw none(filmId);
      const layout = layoutOf(kept);
      const picture = readFileSync(picturePath(dataDir, kept));
      return exported(film, format, await composePoster({ film, tagline: kept.tagline, layout, picture, format, width, resourcesDir }));
    },
  };
}

/** A layout that this version no longer has gives way to the first. */
export const layoutOf = ({ layout }: FilmPoster): LayoutName => layoutNames.find((name) => name === layout) ?? layoutNames[0];

const none = (filmId: number): DomainError =>
  new DomainError('not-found', 'No painted picture is kept as the poster of this film; keep one in the studio.', { filmId });

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
  mkdirSync(folder, { recursive: true });
  const used = new Set(person.filmPosters.all().map(({ file }) => file));
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const isOld = now - statSync(path).mtimeMs > KEPT_MS;
    if (name.endsWith('.tmp') || (isOld && !used.has(name.replace(/\.(png|webp)$/, '')))) rmSync(path, { force: true });
  }
}
