import { oc } from '@orpc/contract';
import { z } from 'zod';
import { guidanceSchema, layoutNames, painterNameSchema, samplerNames, seedSchema, stepsSchema } from './pictures.ts';
import { exportedFileSchema } from './runs.ts';
import { filmIdSchema } from './shared.ts';

const imageIdSchema = z.string().regex(/^[\w-]{1,100}$/);
const promptSchema = z.string().max(2_000);
const genresSchema = z.array(z.string().max(40)).max(19);
const decadeSchema = z.number().int().min(1880).max(2100).multipleOf(10);

/** A model that paints. */
export const painterSchema = z.object({
  name: painterNameSchema,
  origin: z.enum(['shipped', 'trained']),
  /** Of its pictures, before they are enlarged. */
  width: z.number().int(),
  height: z.number().int(),
  canEnlarge: z.boolean(),
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
  sampler: z.enum(samplerNames),
  width: z.number().int(),
  height: z.number().int(),
  model: z.string(),
  modelHash: z.string(),
  filmId: filmIdSchema.nullable(),
  ms: z.number().nullable(),
  rating: z.number().int().min(1).max(5).nullable(),
  isFavourite: z.boolean(),
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
  sampler: z.enum(samplerNames).default('dpm++2m'),
  count: z.number().int().min(1).max(100).default(1),
  /** Twice as wide and high, where the painter can. */
  enlarge: z.boolean().default(true),
});
export type PaintRequest = z.infer<typeof paintSchema>;

/** What a picture's file says of how it was made: of unknown origin, each part as far as it makes sense here. */
export const foundRecipeSchema = z.object({
  prompt: promptSchema,
  negativePrompt: promptSchema,
  genres: genresSchema,
  decade: decadeSchema.nullable(),
  seed: seedSchema.nullable(),
  steps: stepsSchema.nullable(),
  guidance: guidanceSchema.nullable(),
  sampler: z.enum(samplerNames).nullable(),
  model: z.string().nullable(),
});
export type FoundRecipe = z.infer<typeof foundRecipeSchema>;

const one = z.object({ imageId: imageIdSchema });

export const imagesContract = {
  /** The painter that is used by default first; empty where there is none. */
  painters: oc.output(z.array(painterSchema)),
  /** Begins to paint, as a job; what was finished stays when it is cancelled. @throws 'not-found' without a painter or film */
  paint: oc.input(paintSchema).output(z.object({ jobId: z.string(), batchId: z.string() })),
  /** Newest first. */
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
        /** Milliseconds since 1970. */
        from: z.number().optional(),
        to: z.number().optional(),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(500).default(60),
      }),
    )
    .output(z.object({ images: z.array(imageSchema), total: z.number().int() })),
  get: oc.input(one).output(imageSchema),
  update: oc
    .input(one.extend({ rating: z.number().int().min(1).max(5).nullable().optional(), isFavourite: z.boolean().optional() }))
    .output(imageSchema),
  /** Out of the gallery; the file stays until Marquee starts a day later, so that `restore` brings it back. */
  remove: oc.input(one).output(one),
  restore: oc.input(one).output(imageSchema),
  /** The PNG with its recipe, and where it lies on the machine that runs Marquee. */
  file: oc.input(one).output(exportedFileSchema.extend({ path: z.string() })),
  /** Title, year and tagline of a film as real type over the picture. */
  poster: oc
    .input(
      one.extend({
        filmId: filmIdSchema,
        layout: z.enum(layoutNames).default('foot'),
        format: z.enum(['png', 'svg']).default('png'),
        width: z.number().int().min(100).max(4000).default(1000),
      }),
    )
    .output(exportedFileSchema),
  /** @throws 'data-invalid' for what is no PNG, 'not-found' where it holds no recipe */
  readRecipe: oc.input(z.object({ base64: z.string().max(16_000_000) })).output(foundRecipeSchema),
};
