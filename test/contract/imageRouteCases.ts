import type { RouteCase, RouteName } from './routeCases.ts';
import { strange } from './wrongInputs.ts';

type ImageRoute = Extract<RouteName, `images.${string}`>;

const noImage = 'no-such-picture';
const wrongIds = [{}, { imageId: 7 }, { imageId: '../person.db' }, ...strange] as const;
const absentImage = { input: () => ({ imageId: noImage }), code: 'not-found' } as const;

/** The cases of the studio; its pictures are painted by a real, tiny painter. */
export const imageRouteCases: Readonly<Record<ImageRoute, RouteCase>> = {
  'images.painters': { valid: () => undefined, invalid: [] },
  'images.paint': {
    valid: async ({ image }) => {
      await image();
      return { prompt: 'a lighthouse', genres: ['Drama'], decade: 1960, seed: 5, steps: 1 };
    },
    invalid: [
      {},
      { seed: -1 },
      { seed: 1, steps: 0 },
      { seed: 1, count: 101 },
      { seed: 1, prompt: 'x'.repeat(1_000_000) },
      { seed: 1, decade: 1965 },
      { seed: 1, sampler: 'magic' },
      { seed: 1, model: '../../etc' },
      ...strange,
    ],
    absent: { input: () => ({ seed: 1, model: 'nobody' }), code: 'not-found' },
  },
  'images.list': {
    valid: async ({ image }) => {
      await image();
      return { text: 'red', model: 'tiny', from: 0, limit: 10 };
    },
    invalid: [{ limit: 0 }, { limit: 501 }, { offset: -1 }, { filmId: 'x' }, ...strange],
  },
  'images.get': { valid: async ({ image }) => ({ imageId: await image() }), invalid: wrongIds, absent: absentImage },
  'images.update': {
    valid: async ({ image }) => ({ imageId: await image(), rating: 4, isFavourite: true }),
    invalid: [{ imageId: 'x', rating: 6 }, { imageId: 'x', isFavourite: 'yes' }, ...wrongIds],
    absent: absentImage,
  },
  'images.remove': {
    valid: async ({ client, image }) => {
      const imageId = await image();
      await client.images.remove({ imageId });
      await client.images.restore({ imageId });
      return { imageId };
    },
    invalid: wrongIds,
    absent: absentImage,
  },
  'images.restore': {
    valid: async ({ client, image }) => {
      const imageId = await image();
      await client.images.remove({ imageId }).catch(() => undefined);
      return { imageId };
    },
    invalid: wrongIds,
    absent: absentImage,
  },
  'images.file': { valid: async ({ image }) => ({ imageId: await image() }), invalid: wrongIds, absent: absentImage },
  'images.poster': {
    valid: async ({ image }) => ({ imageId: await image(), filmId: 1, layout: 'band', width: 200 }),
    invalid: [{ imageId: 'x' }, { imageId: 'x', filmId: 1, layout: 'spiral' }, { imageId: 'x', filmId: 1, width: 5 }, ...wrongIds],
    absent: { input: () => ({ imageId: noImage, filmId: 1 }), code: 'not-found' },
  },
  'images.readRecipe': {
    valid: async ({ client, image }) => ({ base64: (await client.images.file({ imageId: await image() })).base64 }),
    invalid: [{}, { base64: 7 }, ...strange],
    absent: { input: () => ({ base64: Buffer.from('x'.repeat(100)).toString('base64') }), code: 'data-invalid' },
  },
};
