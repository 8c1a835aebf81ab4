import { join } from 'node:path';
import { z } from 'zod';
import { imageSchema } from '../../../contract/images.ts';
import { seedSchema } from '../../../contract/pictures.ts';
import { imagesFolder } from '../../../services/studio/imageFiles.ts';
import { filmArgument, nothing, numeric, topArgument } from '../arguments.ts';
import { defineCommand } from '../command.ts';
import { withApplication } from '../openApplication.ts';

export const galleryCommand = defineCommand({
  name: 'gallery',
  usage: '[--find WORDS] [--seed N] [--model NAME] [--film ID] [--favourites] [--top N]',
  summary: 'Lists pictures painted in the studio, the newest first.',
  help: [
    '--find WORDS   words of the prompt or genres, in any order',
    '--seed N       the seed',
    '--model NAME   the painter',
    '--film ID      the MovieLens movieId of the film that they were painted for',
    '--favourites   only these',
    '--top N        how many (10)',
  ],
  options: {
    find: { type: 'string' },
    seed: { type: 'string' },
    model: { type: 'string' },
    film: { type: 'string' },
    favourites: { type: 'boolean' },
    top: { type: 'string' },
  },
  args: z.object({
    positionals: nothing,
    find: z.string().max(200, 'at most 200 characters').default(''),
    seed: numeric(seedSchema, 'a whole number').optional(),
    model: z.string().max(200).optional(),
    film: filmArgument.optional(),
    favourites: z.boolean().default(false),
    top: topArgument.default(10),
  }),
  schema: z.object({ total: z.number().int(), images: z.array(imageSchema.omit({ url: true }).extend({ path: z.string() })) }),
  async run({ find, seed, model, film, favourites, top }, context) {
    return await withApplication(context, async ({ client }) => {
      const { images, total } = await client.images.list({
        text: find,
        favourites,
        limit: Math.min(top, 500),
        ...(seed === undefined ? {} : { seed }),
        ...(model === undefined ? {} : { model }),
        ...(film === undefined ? {} : { filmId: film }),
      });
      const listed = images.map(({ url: _url, ...image }) => ({
        ...image,
        path: join(imagesFolder(context.dataDir), `${image.imageId}.png`),
      }));
      const lines = listed.map(({ path, prompt, genres, seed: from, width, height }) => {
        const words = prompt === '' ? genres.join(', ') : prompt;
        return `${path}  ${width}x${height}, seed ${from}, ${words}`;
      });
      return { json: { total, images: listed }, text: lines.length === 0 ? 'Nothing was painted yet, or nothing fits.' : lines.join('\n') };
    });
  },
});
