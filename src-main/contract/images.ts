import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { gridSchema } from './grids.ts';
import {
  guidanceIntervalSchema,
  guidanceSchema,
  layoutNames,
  painterNameSchema,
  samplerNames,
  seedSchema,
  stepsSchema,
  strengthSchema,
} from './pictures.ts';
import { exportedFileSchema } from './runs.ts';
import { filmIdSchema, filmSchema } from './shared.ts';

const imageIdSchema = z.string().regex(/^[\w-]{1,100}$/);
const promptSchema = z.string().max(2_000);
const genresSchema = z.array(z.string().max(40)).max(19);
const decadeSchema = z.number().int().min(1880).max(2100).multipleOf(10);

/** A picture to paint from, kept by the first twelve digits of the SHA-256 of its pixels. */
const startIdSchema = z.string().regex(/^[\da-f]{12}$/);
export const startSchema = z.object({ startId: startIdSchema, strength: strengthSchema });

/** A model that paints. */
export const painterSchema = z.object({
  name: painterNameSchema,
  origin: z.enum(['shipped', 'trained']),
  /** Of its pictures, before they are enlarged. */
  width: z.number().int(),
  height: z.number().int(),
  canEnlarge: z.boolean(),
  /** Has weights of its own for the sampler `consistency`. */
  hasFewSteps: z.boolean(),
});
export type Painter = z.infer<typeof painterSchema>;

export const imageSchema = z.object({
  imageId: z.string(),
  /** The order to paint that it came from. */
  batchId: z.string(),
  url: z.string(),
  createdAt: z.number(),
  prompt: z.string(),
  negativePrompt: z.string(),
  genres: z.array(z.string()),
  decade: z.number().int().nullable(),
  seed: z.number().int(),
  /** Place in the series of its seed, from 0. */
  picture: z.number().int(),
  steps: z.number().int(),
  guidance: z.number(),
  guidanceInterval: guidanceIntervalSchema,
  start: startSchema.nullable(),
  sampler: z.enum(samplerNames),
  width: z.number().int(),
  height: z.number().int(),
  model: z.string(),
  modelHash: z.string(),
  filmId: filmIdSchema.nullable(),
  ms: z.number().nullable(),
  rating: z.number().int().min(1).max(5).nullable(),
  isFavourite: z.boolean(),
  /** The axes of a sheet, null for a picture; the rest is then what its pictures have in common. */
  grid: gridSchema.nullable(),
});
export type Image = z.infer<typeof imageSchema>;

export const paintSchema = z.object({
  /** Null: the painter that ships, or else the newest of one's own. */
  model: painterNameSchema.nullable().default(null),
  prompt: promptSchema.default(''),
  negativePrompt: promptSchema.default(''),
  genres: genresSchema.default([]),
  decade: decadeSchema.nullable().default(null),
  /** Without a prompt, the film's genres, decade and plot say what to paint. */
  filmId: filmIdSchema.nullable().default(null),
  seed: seedSchema,
  steps: stepsSchema.default(20),
  guidance: guidanceSchema.default(2),
  guidanceInterval: guidanceIntervalSchema.default([0, 1]),
  /** From a picture (`keepStart`) in place of from nothing. */
  start: startSchema.nullable().default(null),
  sampler: z.enum(samplerNames).default('dpm++2m'),
  count: z.number().int().min(1).max(100).default(1),
  /** Twice as wide and high, where the painter can. */
  enlarge: z.boolean().default(true),
});
export type PaintRequest = z.infer<typeof paintSchema>;

/** Settings that the pictures of one order share; what they differ in stands beside them. */
const sharedSchema = paintSchema.omit({ count: true });

const orderedSchema = z.object({ jobId: z.string(), batchId: z.string() });

export const imageSorts = ['newest', 'oldest', 'rating', 'favourites', 'model', 'film'] as const;
export type ImageSort = (typeof imageSorts)[number];

/** What a picture's file says of how it was made: of unknown origin, each part as far as it makes sense here. */
export const foundRecipeSchema = z.object({
  prompt: promptSchema,
  negativePrompt: promptSchema,
  genres: genresSchema,
  decade: decadeSchema.nullable(),
  seed: seedSchema.nullable(),
  /** The seed as the file has it, where it is beyond ours: `seed` is then its last 31 bits. Null otherwise. */
  seedInFile: z.number().int().nullable(),
  steps: stepsSchema.nullable(),
  guidance: guidanceSchema.nullable(),
  guidanceInterval: guidanceIntervalSchema.nullable(),
  start: startSchema.nullable(),
  sampler: z.enum(samplerNames).nullable(),
  model: z.string().nullable(),
});
export type FoundRecipe = z.infer<typeof foundRecipeSchema>;

/** What a picture looks like while it is painted; at most four times a second. */
export const paintPreviewSchema = z.object({
  batchId: z.string(),
  /** Place in the series of its seed, from 0. */
  picture: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
  pngBase64: z.string(),
});
export type PaintPreview = z.infer<typeof paintPreviewSchema>;

const one = z.object({ imageId: imageIdSchema });

/** A picture with a film's title set over it. */
const letteredSchema = one.extend({
  filmId: filmIdSchema,
  layout: z.enum(layoutNames).default('foot'),
  /** Null: none; without it the film's own. */
  tagline: z.string().max(160).nullable().optional(),
});

export const imagesContract = {
  /** The painter that is used by default first; empty where there is none. */
  painters: oc.output(z.array(painterSchema)),
  /** Begins to paint, as a job; what was finished stays when it is cancelled. @throws 'not-found' without a painter or film */
  paint: oc.input(paintSchema).output(orderedSchema),
  /** Paints every pair of values as a picture of its own, then all of them as one sheet with labels. @throws 'not-found' without a painter or film */
  paintGrid: oc.input(z.object({ settings: sharedSchema, grid: gridSchema })).output(orderedSchema),
  /** One picture for each film, by its genres, decade and plot, with seeds in a row. @throws 'not-found' without a painter or one of the films */
  paintFilms: oc
    .input(
      z.object({
        filmIds: z.array(filmIdSchema).min(1).max(50),
        settings: sharedSchema.omit({ prompt: true, genres: true, decade: true, filmId: true }),
      }),
    )
    .output(orderedSchema),
  /**
   * Keeps a picture of the gallery, or a PNG, JPEG or WebP of the person's own, to paint from: shrunk where it is large, and still there when the
   * gallery's is deleted. @throws 'data-invalid', 'too-large', 'not-found'
   */
  keepStart: oc
    .input(z.union([one, z.object({ base64: z.string().max(16_000_000) })]))
    .output(z.object({ startId: startIdSchema, url: z.string(), width: z.number().int(), height: z.number().int() })),
  /** The newest preview of what is being painted, then each further one, until the caller stops listening. */
  watchPreviews: oc.output(eventIterator(paintPreviewSchema)),
  list: oc
    .input(
      z.object({
        /** Words of the prompt or genres, or a seed. */
        text: z.string().max(200).default(''),
        seed: seedSchema.optional(),
        model: z.string().max(200).optional(),
        filmId: filmIdSchema.optional(),
        batchId: z.string().max(100).optional(),
        favourites: z.boolean().default(false),
        /** The least rating. */
        rating: z.number().int().min(1).max(5).optional(),
        /** Milliseconds since 1970. */
        from: z.number().optional(),
        to: z.number().optional(),
        sort: z.enum(imageSorts).default('newest'),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(500).default(60),
      }),
    )
    .output(z.object({ images: z.array(imageSchema), total: z.number().int() })),
  /** By what the gallery can be narrowed, with how many pictures each has; most first. */
  facets: oc.output(
    z.object({
      models: z.array(z.object({ model: z.string(), images: z.number().int() })),
      films: z.array(z.object({ filmId: filmIdSchema, title: z.string(), images: z.number().int() })),
      firstAt: z.number().nullable(),
      lastAt: z.number().nullable(),
    }),
  ),
  get: oc.input(one).output(imageSchema),
  update: oc
    .input(one.extend({ rating: z.number().int().min(1).max(5).nullable().optional(), isFavourite: z.boolean().optional() }))
    .output(imageSchema),
  /** Out of the gallery; the file stays until Marquee starts a day later, so that `restore` brings it back. */
  remove: oc.input(one).output(one),
  restore: oc.input(one).output(imageSchema),
  /** The PNG with its recipe, and where it lies on the machine that runs Marquee. */
  file: oc.input(one).output(exportedFileSchema.extend({ path: z.string() })),
  /** Where the file lies, and whether this host could show it there. */
  reveal: oc.input(one).output(z.object({ path: z.string(), isShown: z.boolean() })),
  /** Title, year and tagline of a film as real type over the picture. */
  poster: oc
    .input(
      letteredSchema.extend({
        format: z.enum(['png', 'svg']).default('png'),
        width: z.number().int().min(100).max(4000).default(1000),
      }),
    )
    .output(exportedFileSchema),
  /** From now on the film's poster everywhere in the app, also when the picture is deleted from the gallery. */
  keepPoster: oc.input(letteredSchema).output(filmSchema),
  /** The drawn poster, or that of the data set, again. @throws 'not-found' where no painted one is kept */
  dropPoster: oc.input(z.object({ filmId: filmIdSchema })).output(filmSchema),
  /** The kept poster as a file. @throws 'not-found' */
  keptPoster: oc
    .input(
      z.object({
        filmId: filmIdSchema,
        format: z.enum(['png', 'svg']).default('png'),
        width: z.number().int().min(100).max(4000).default(1000),
      }),
    )
    .output(exportedFileSchema),
  /** @throws 'data-invalid' for what is no PNG, 'not-found' where it holds no recipe */
  readRecipe: oc.input(z.object({ base64: z.string().max(16_000_000) })).output(foundRecipeSchema),
};
