import { join } from 'node:path';
import { z } from 'zod';
import { imageSchema, imageSorts } from '../../../contract/images.ts';
import { seedSchema } from '../../../contract/pictures.ts';
import { imagesFolder } from '../../../services/studio/imageFiles.ts';
import { filmArgument, nothing, numeric, topArgument } from '../arguments.ts';
import { defineCommand } from '../command.ts';
import { withApplication } from '../openApplication.ts';

export const galleryCommand = defineCommand({
  name: 'gallery',
  usage: '[--find WORDS] [--seed N] [--model NAME] [--film ID] [--favourites] [--rating N] [--sort ORDER] [--top N]',
  summary: 'Lists pictures painted in the studio.',
  help: [
    '--find WORDS   words of the prompt or genres, in any order',
    '--seed N       the seed',
    '--model NAME   the painter',
    '--film ID      the MovieLens movieId of the film that they were painted for',
    '--favourites   only these',
    '--rating N     rated so many stars or more, 1 to 5',
    `--sort ORDER   ${imageSorts.join(', ')} (newest)`,
    '--top N        how many (10)',
  ],
  options: {
    find: { type: 'string' },
    seed: { type: 'string' },
    model: { type: 'string' },
    film: { type: 'string' },
    favourites: { type: 'boolean' },
    rating: { type: 'string' },
    sort: { type: 'string' },
    top: { type: 'string' },
  },
  args: z.object({
    positionals: nothing,
    find: z.string().max(200, 'at most 200 characters').default(''),
    seed: numeric(seedSchema, 'a whole number').optional(),
    model: z.string().max(200).optional(),
    film: filmArgument.optional(),
    favourites: z.boolean().default(false),
    rating: numeric(z.number().int().min(1).max(5), 'a whole number from 1 to 5').optional(),
    sort: z.enum(imageSorts).default('newest'),
    top: topArgument.default(10),
  }),
  schema: z.object({ total: z.number().int(), images: z.array(imageSchema.omit({ url: true }).extend({ path: z.string() })) }),
  async run({ find, seed, model, film, favourites, rating, sort, top }, context) {
    return await withApplication(context, async ({ client }) => {
      const { images, total } = await client.images.list({
        text: find,
        favourites,
        sort,
        limit: Math.min(top, 500),
        ...(rating === undefined ? {} : { rating }),
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
