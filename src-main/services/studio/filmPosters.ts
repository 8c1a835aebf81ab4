import type { ExportedFile } from '../../contract/runs.ts';
import type { Film } from '../../contract/shared.ts';
import type { Clock } from '../../core/base/clock.ts';
import { DomainError } from '../../core/base/errors.ts';
import type { FilmPoster } from '../../core/storage/person/filmPosters.ts';
import { entryOf } from '../catalogService.ts';
import type { Services } from '../handlers.ts';
import { composePoster } from '../paintedPosters.ts';
import { fileStem } from '../posterImages.ts';
import type { Stores } from '../stores.ts';
import { findKeptPicture, layoutOf, writeFilmPoster } from './filmPosterFiles.ts';
import { readImageFile } from './imageFiles.ts';

/** Wide enough for the largest place of the app on a dense screen. */
const SHOWN_WIDTH = 800;

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
      writeFilmPoster(dataDir, kept, picture, poster);
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
      const picture = kept === null ? null : findKeptPicture(dataDir, kept);
      if (kept === null || picture === null) throw none(filmId);
      const layout = layoutOf(kept);
      return exported(film, format, await composePoster({ film, tagline: kept.tagline, layout, picture, format, width, resourcesDir }));
    },
  };
}

const none = (filmId: number): DomainError =>
  new DomainError('not-found', 'No painted picture is kept as the poster of this film; keep one in the studio.', { filmId });
