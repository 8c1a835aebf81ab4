import { oc } from '@orpc/contract';
import { z } from 'zod';
import { layoutNames } from './pictures.ts';
import { filmIdSchema, filmSchema, filmStateSchema, profileIdSchema } from './shared.ts';

export const filmDetailsSchema = filmSchema.extend({
  imdbId: z.string().nullable(),
  tmdbId: z.number().int().nullable(),
  overview: z.string().nullable(),
  tagline: z.string().nullable(),
  runtimeMinutes: z.number().int().nullable(),
  director: z.string().nullable(),
  cast: z.array(z.string()),
  /** Ratings in the data that the shipped or active models learned from. */
  numRatings: z.number().int(),
  meanStars: z.number().nullable(),
  /** The painted picture that is kept as its poster; null for the drawn one or that of a data set. */
  paintedPoster: z.object({ imageId: z.string(), layout: z.enum(layoutNames), tagline: z.string().nullable() }).nullable(),
});
export type FilmDetails = z.infer<typeof filmDetailsSchema>;

export const searchHitSchema = z.object({
  film: filmSchema,
  state: filmStateSchema.nullable(),
  /** Character ranges of `film.title` that matched, [from, to). */
  highlights: z.array(z.tuple([z.number().int(), z.number().int()])),
  /** Set where a person's name matched. */
  person: z.string().nullable(),
});
export type SearchHit = z.infer<typeof searchHitSchema>;

export const catalogContract = {
  summary: oc.output(
    z.object({
      dataset: z.string(),
      numFilms: z.number().int(),
      genres: z.array(z.object({ name: z.string(), numFilms: z.number().int() })),
      firstYear: z.number().int(),
      lastYear: z.number().int(),
    }),
  ),
  /** Typo- and accent-tolerant; "matrix 1999" finds by year; an empty query answers with recent or well-known films. */
  search: oc
    .input(
      z.object({ query: z.string().max(200), limit: z.number().int().min(1).max(50).default(12), profileId: profileIdSchema.optional() }),
    )
    .output(z.object({ hits: z.array(searchHitSchema), elapsedMs: z.number() })),
  film: oc.input(z.object({ filmId: filmIdSchema })).output(filmDetailsSchema),
  /** A wall of well-known films for the first start: diverse in genre and decade. */
  wall: oc.input(z.object({ limit: z.number().int().min(1).max(200).default(40) })).output(z.array(filmSchema)),
  /** The drawn poster to keep: lettering as outlines. `width` in pixels, height is one and a half times that. */
  posterImage: oc
    .input(z.object({ filmId: filmIdSchema, format: z.enum(['svg', 'png']), width: z.number().int().min(64).max(4000).default(1000) }))
    .output(z.object({ fileName: z.string(), mediaType: z.string(), base64: z.string() })),
};
