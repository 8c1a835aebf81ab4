import { join } from 'node:path';
import { foundRecipeSchema, type FoundRecipe, type Image } from '../contract/images.ts';
import { samplerNames } from '../contract/pictures.ts';
import type { Clock } from '../core/base/clock.ts';
import { DomainError } from '../core/base/errors.ts';
import { readPngText } from '../core/diffusion/pngText.ts';
import { parseRecipe, RECIPE_KEYWORD } from '../core/diffusion/recipe.ts';
import type { StoredImage } from '../core/storage/person/images.ts';
import { entryOf } from './catalogService.ts';
import type { Services } from './handlers.ts';
import { paintedImageId } from './imageIds.ts';
import type { JobQueue } from './jobQueue.ts';
import { composePoster } from './paintedPosters.ts';
import { fileStem } from './posterImages.ts';
import { imagesFolder, readImageFile } from './studio/imageFiles.ts';
import { choosePainter, listPainters } from './studio/painters.ts';
import type { PaintJobs } from './studio/paintJobs.ts';
import type { Stores } from './stores.ts';

export interface ImagesServiceOptions {
  readonly stores: () => Stores;
  readonly queue: JobQueue;
  readonly jobs: PaintJobs;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly modelsDir: string;
  readonly resourcesDir: string;
  readonly mediaUrl: (imageId: string) => string;
}

/** Painting, and the gallery of what was painted. */
export function createImagesService(options: ImagesServiceOptions): Services['images'] {
  const { stores, queue, jobs, clock, newId, modelsDir, resourcesDir, mediaUrl } = options;

  const view = ({ file: _file, sampler, genres, ...image }: StoredImage): Image => ({
    ...image,
    genres: [...genres],
    sampler: samplerNames.find((name) => name === sampler) ?? samplerNames[0],
    url: mediaUrl(paintedImageId(image.imageId)),
  });
  function known(imageId: string): StoredImage {
    const image = stores().person.images.get(imageId);
    if (image === null) throw absent(imageId);
    return image;
  }

  return {
    painters: () => listPainters(stores().dataDir, modelsDir),
    paint(request) {
      if (request.filmId !== null) entryOf(stores(), request.filmId);
      const { name: model } = choosePainter(listPainters(stores().dataDir, modelsDir), request.model);
      const batchId = newId();
      const { jobId } = queue.start(jobs.work({ ...request, model, batchId }));
      return { jobId, batchId };
    },
    list({ offset, limit, ...filter }) {
      const { images, total } = stores().person.images.list(filter, offset, limit);
      return { images: images.map(view), total };
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
      const { file, prompt, seed } = known(imageId);
      const { dataDir } = stores();
      const fileName = `${fileStem(prompt === '' ? 'picture' : prompt).slice(0, 40)}-${seed}.png`;
      const base64 = Buffer.from(readImageFile(dataDir, file)).toString('base64');
      return { fileName, mediaType: 'image/png', base64, path: join(imagesFolder(dataDir), file) };
    },
    async poster({ imageId, filmId, layout, format, width }) {
      const picture = readImageFile(stores().dataDir, known(imageId).file);
      const { film } = entryOf(stores(), filmId);
      const tagline = stores().catalogue.details(filmId)?.tagline ?? null;
      const bytes = await composePoster({ film, tagline, layout, picture, format, width, resourcesDir });
      const mediaType = format === 'svg' ? 'image/svg+xml' : 'image/png';
      return { fileName: `${fileStem(film.rawTitle)}-painted.${format}`, mediaType, base64: Buffer.from(bytes).toString('base64') };
    },
    readRecipe: ({ base64 }) => recipeOf(Buffer.from(base64, 'base64')),
  };
}

const absent = (imageId: string): DomainError =>
  new DomainError('not-found', 'There is no such picture in the gallery; it may have been deleted.', { imageId });

/** A part that is out of our bounds is left out, not the whole recipe. */
function recipeOf(png: Uint8Array): FoundRecipe {
  const text = readPngText(png, RECIPE_KEYWORD);
  if (text === null)
    throw new DomainError('not-found', 'This picture holds no recipe; only pictures that were painted with one can be read back.');
  const found = parseRecipe(text);
  const { shape } = foundRecipeSchema;
  const sound = <K extends keyof FoundRecipe>(name: K, otherwise: FoundRecipe[K]): FoundRecipe[K] => {
    const parsed = shape[name].safeParse(found[name]);
    return parsed.success ? (parsed.data as FoundRecipe[K]) : otherwise;
  };
  return {
    prompt: sound('prompt', ''),
    negativePrompt: sound('negativePrompt', ''),
    genres: sound('genres', []),
    decade: sound('decade', null),
    seed: sound('seed', null),
    steps: sound('steps', null),
    guidance: sound('guidance', null),
    sampler: sound('sampler', null),
    model: sound('model', null),
  };
}
