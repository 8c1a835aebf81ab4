import { captionOfFilm } from '../../core/diffusion/data/captions.ts';
import { openDatasetStore } from '../../core/storage/datasetStore.ts';
import type { PictureFile } from '../../core/storage/import/pictureFiles.ts';
import { pictureFiles } from '../../core/storage/import/pictureFiles.ts';
import { type CaptionOf, readCaptions } from './readCaptions.ts';
import type { ReadPicturesOptions } from './readPictureSet.ts';

/** Files of pictures, and what each of them shows. */
export interface PictureSource {
  readonly files: AsyncIterable<PictureFile> | Iterable<PictureFile>;
  readonly captionOf: CaptionOf;
  close(): void;
}

/** The pictures of a folder or tar, or the posters of a data set with genres, decade and plot of their films. @throws DomainError 'not-found' */
export async function openPictureSource({ path, details, dataset, logger }: ReadPicturesOptions): Promise<PictureSource> {
  if (dataset === undefined || dataset === null)
    return { files: pictureFiles(path), captionOf: await readCaptions(path, details), close: () => undefined };
  const { dataDir, name } = dataset;
  const store = openDatasetStore(dataDir, { logger });
  try {
    const films = new Map(store.films(name).map((film) => [String(film.id), film]));
    const overviews = new Map(store.allDetails(name).map(({ filmId, overview }) => [filmId, overview]));
    return {
      files: postersOf(store.posterFilmIds(name), (filmId) => store.poster(name, filmId)!.bytes),
      captionOf(filmId) {
        const film = films.get(filmId);
        if (film === undefined) return null;
        const overview = overviews.get(film.id) ?? null;
        return captionOfFilm({ genres: film.genres, year: film.year, overview });
      },
      close: () => store.close(),
    };
  } catch (error) {
    store.close();
    throw error;
  }
}

function* postersOf(filmIds: readonly number[], read: (filmId: number) => Uint8Array): Generator<PictureFile> {
  for (const filmId of filmIds) {
    const bytes = read(filmId);
    // What it really is the decoder finds out.
    yield { name: `${filmId}.webp`, sizeBytes: bytes.byteLength, read: () => bytes };
  }
}
