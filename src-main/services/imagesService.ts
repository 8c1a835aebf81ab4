import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Image, PaintRequest } from '../contract/images.ts';
import { gridSchema } from '../contract/grids.ts';
import { samplerNames } from '../contract/pictures.ts';
import type { Clock } from '../core/base/clock.ts';
import { DomainError } from '../core/base/errors.ts';
import type { StoredImage } from '../core/storage/person/images.ts';
import { entryOf } from './catalogService.ts';
import type { Services } from './handlers.ts';
import { paintedImageId, startImageId } from './imageIds.ts';
import type { JobQueue } from './jobQueue.ts';
import { fileStem } from './posterImages.ts';
import { createFilmPosters } from './studio/filmPosters.ts';
import { recipeOf } from './studio/foundRecipe.ts';
import { imagesFolder, readImageFile } from './studio/imageFiles.ts';
import { keepStartPicture, startPath } from './studio/startPictures.ts';
import { choosePainter, listPainters } from './studio/painters.ts';
import type { PaintJobs } from './studio/paintJobs.ts';
import type { PaintPreviews } from './studio/paintPreviews.ts';
import type { SeriesJob, SeriesJobs } from './studio/seriesJobs.ts';
import type { Stores } from './stores.ts';

export interface ImagesServiceOptions {
  readonly stores: () => Stores;
  readonly queue: JobQueue;
  readonly jobs: PaintJobs;
  readonly series: SeriesJobs;
  readonly previews: PaintPreviews;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly modelsDir: string;
  readonly resourcesDir: string;
  readonly mediaUrl: (imageId: string) => string;
  /** Shows a file in its folder; null where the host has no such thing. */
  readonly revealFile: ((path: string) => void) | null;
}

/** Painting, and the gallery of what was painted. */
export function createImagesService(options: ImagesServiceOptions): Services['images'] {
  const { stores, queue, jobs, series, clock, newId, modelsDir, resourcesDir, mediaUrl, revealFile } = options;

  const view = ({ file: _file, sampler, genres, guidanceInterval: [from, to], ...image }: StoredImage): Image => ({
    ...image,
    genres: [...genres],
    grid: gridSchema.nullable().catch(null).parse(image.grid),
    guidanceInterval: [from, to],
    sampler: samplerNames.find((name) => name === sampler) ?? samplerNames[0],
    url: mediaUrl(paintedImageId(image.imageId)),
  });
  function known(imageId: string): StoredImage {
    const image = stores().person.images.get(imageId);
    if (image === null) throw absent(imageId);
    return image;
  }

  /** Who paints. @throws DomainError 'not-found' without a painter, and where the film or the picture to paint from is gone */
  function painterFor({ model, filmId, start }: Pick<PaintRequest, 'model' | 'filmId' | 'start'>): string {
    if (filmId !== null) entryOf(stores(), filmId);
    if (start !== null) startPath(stores().dataDir, start.startId);
    return choosePainter(listPainters(stores().dataDir, modelsDir), model).name;
  }
  function startSeries(job: SeriesJob): { jobId: string; batchId: string } {
    return { jobId: queue.start(series.work(job)).jobId, batchId: job.batchId };
  }

  return {
    painters: () => listPainters(stores().dataDir, modelsDir),
    paint(request) {
      const model = painterFor(request);
      const batchId = newId();
      const { jobId } = queue.start(jobs.work({ ...request, model, batchId }));
      return { jobId, batchId };
    },
    paintGrid({ settings, grid }) {
      const model = painterFor(settings);
      return startSeries({ work: 'grid', batchId: newId(), grid, settings: { ...settings, model, count: 1 } });
    },
    paintFilms({ filmIds, settings }) {
      for (const filmId of filmIds) entryOf(stores(), filmId);
      const model = painterFor({ ...settings, filmId: null });
      const nothing = { prompt: '', genres: [], decade: null, filmId: null, count: 1 };
      return startSeries({ work: 'films', batchId: newId(), filmIds, settings: { ...settings, ...nothing, model } });
    },
    async keepStart(from) {
      const { dataDir } = stores();
      const bytes = 'imageId' in from ? readImageFile(dataDir, known(from.imageId).file) : Buffer.from(from.base64, 'base64');
      const kept = await keepStartPicture(dataDir, bytes);
      return { ...kept, url: mediaUrl(startImageId(kept.startId)) };
    },
    watchPreviews: (_input, { signal }) => options.previews.watch(signal),
    list({ offset, limit, ...filter }) {
      const { images, total } = stores().person.images.list(filter, offset, limit);
      return { images: images.map(view), total };
    },
    facets() {
      const { films, ...rest } = stores().person.images.facets();
      const title = (filmId: number): string => stores().films.byId(filmId)?.film.title ?? `Film ${filmId}`;
      return { ...rest, films: films.map((film) => ({ ...film, title: title(film.filmId) })) };
    },
    get: ({ imageId }) => view(known(imageId)),
    update({ imageId, rating, isFavourite }) {
      if (!stores().person.images.update(imageId, { rating, isFavourite })) throw absent(imageId);
      return view(known(imageId));
    },
    remove({ imageId }) {
      if (!stores().person.images.remove(imageId, clock())) throw absent(imageId);
      return { imageId };
    },
    restore({ imageId }) {
      if (!stores().person.images.restore(imageId)) throw absent(imageId);
      return view(known(imageId));
    },
    file({ imageId }) {
      const { file, prompt, seed, grid } = known(imageId);
      const { dataDir } = stores();
      const fileName = `${fileStem(prompt === '' ? 'picture' : prompt).slice(0, 40)}-${grid === null ? seed : 'sheet'}.png`;
      const base64 = Buffer.from(readImageFile(dataDir, file)).toString('base64');
      return { fileName, mediaType: 'image/png', base64, path: join(imagesFolder(dataDir), file) };
    },
    reveal({ imageId }) {
      const path = join(imagesFolder(stores().dataDir), known(imageId).file);
      if (revealFile !== null && existsSync(path)) revealFile(path);
      return { path, isShown: revealFile !== null };
    },
    ...createFilmPosters({ stores, clock, resourcesDir }),
    readRecipe: ({ base64 }) => recipeOf(Buffer.from(base64, 'base64')),
  };
}

const absent = (imageId: string): DomainError =>
  new DomainError('not-found', 'There is no such picture in the gallery; it may have been deleted.', { imageId });
