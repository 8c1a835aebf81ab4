import { TINY_PAINTER } from '../helpers/tinyPainter.ts';
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
  'images.paintGrid': {
    valid: async ({ image }) => {
      await image();
      return {
        settings: { prompt: 'a pier', seed: 5, steps: 1 },
        grid: { x: { axis: 'seed', values: [1] }, y: { axis: 'guidance', values: [2] } },
      };
    },
    invalid: [
      {},
      { settings: { seed: 1 } },
      { settings: { seed: 1 }, grid: { x: { axis: 'seed', values: [1] }, y: { axis: 'seed', values: [2] } } },
      { settings: { seed: 1 }, grid: { x: { axis: 'seed', values: [] }, y: { axis: 'steps', values: [2] } } },
      { settings: { seed: 1 }, grid: { x: { axis: 'seed', values: [1] }, y: { axis: 'steps', values: [2.5] } } },
      ...strange,
    ],
    absent: {
      input: () => ({
        settings: { seed: 1, model: 'nobody' },
        grid: { x: { axis: 'seed', values: [1] }, y: { axis: 'steps', values: [2] } },
      }),
      code: 'not-found',
    },
  },
  'images.paintFilms': {
    valid: async ({ image }) => {
      await image();
      return { filmIds: [1], settings: { seed: 5, steps: 1 } };
    },
    invalid: [
      {},
      { filmIds: [], settings: { seed: 1 } },
      { filmIds: ['x'], settings: { seed: 1 } },
      { filmIds: [1], settings: {} },
      ...strange,
    ],
    absent: { input: () => ({ filmIds: [1, 99_999_999], settings: { seed: 1 } }), code: 'not-found' },
  },
  'images.facets': { valid: () => undefined, invalid: [] },
  'images.reveal': { valid: async ({ image }) => ({ imageId: await image() }), invalid: wrongIds, absent: absentImage },
  'images.keepStart': {
    valid: async ({ image }) => ({ imageId: await image() }),
    invalid: [{}, { imageId: '../person.db' }, { base64: 7 }, ...strange],
    absent: absentImage,
  },
  'images.watchPreviews': { valid: () => undefined, invalid: [] },
  'images.list': {
    valid: async ({ image }) => {
      await image();
      return { text: 'red', model: TINY_PAINTER, from: 0, limit: 10 };
    },
    invalid: [{ limit: 0 }, { limit: 501 }, { rating: 6 }, { sort: 'backwards' }, { offset: -1 }, { filmId: 'x' }, ...strange],
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
    valid: async ({ image }) => ({ imageId: await image(), filmId: 1, layout: 'spine', tagline: 'Nobody comes back.', width: 200 }),
    invalid: [
      { imageId: 'x' },
      { imageId: 'x', filmId: 1, layout: 'spiral' },
      { imageId: 'x', filmId: 1, tagline: 'x'.repeat(161) },
      { imageId: 'x', filmId: 1, width: 5 },
      ...wrongIds,
    ],
    absent: { input: () => ({ imageId: noImage, filmId: 1 }), code: 'not-found' },
  },
  'images.keepPoster': {
    valid: async ({ image }) => ({ imageId: await image(), filmId: 1, layout: 'cut', tagline: null }),
    invalid: [{ imageId: 'x' }, { imageId: 'x', filmId: 1, layout: 'spiral' }, ...wrongIds],
    absent: { input: () => ({ imageId: noImage, filmId: 1 }), code: 'not-found' },
  },
  'images.keptPoster': {
    valid: async ({ client, image }) => {
      await client.images.keepPoster({ imageId: await image(), filmId: 1 });
      return { filmId: 1, width: 200 };
    },
    invalid: [{}, { filmId: 'x' }, { filmId: 1, width: 5 }, ...strange],
    absent: { input: () => ({ filmId: 2 }), code: 'not-found' },
  },
  'images.dropPoster': {
    valid: async ({ client, image }) => {
      await client.images.keepPoster({ imageId: await image(), filmId: 1 });
      return { filmId: 1 };
    },
    invalid: [{}, { filmId: 'x' }, ...strange],
    absent: { input: () => ({ filmId: 2 }), code: 'not-found' },
  },
  'images.readRecipe': {
    valid: async ({ client, image }) => ({ base64: (await client.images.file({ imageId: await image() })).base64 }),
    invalid: [{}, { base64: 7 }, ...strange],
    absent: { input: () => ({ base64: Buffer.from('x'.repeat(100)).toString('base64') }), code: 'data-invalid' },
  },
};
