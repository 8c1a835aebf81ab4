import { oc } from '@orpc/contract';
import { z } from 'zod';
import { changeSchema } from './ratings.ts';
import {
  filmIdSchema,
  filmSchema,
  filmStateSchema,
  guessSchema,
  modelNameSchema,
  profileIdSchema,
  reasonSchema,
  recommendationSchema,
  starsSchema,
  yearSchema,
} from './shared.ts';

export const listOptionsSchema = z.object({
  profileId: profileIdSchema,
  /** Without it, the default ranking model; before the first rating always `demographic`. */
  model: modelNameSchema.optional(),
  /** Any of these genres; empty means all. */
  genres: z.array(z.string()).max(30).default([]),
  yearFrom: yearSchema.optional(),
  yearTo: yearSchema.optional(),
  /** 0 = as ranked, 1 = most varied (maximal marginal relevance). */
  variety: z.number().min(0).max(1).default(0),
  /** -1 = lesser known, 0 = as ranked, 1 = famous. */
  fame: z.number().min(-1).max(1).default(0),
  limit: z.number().int().min(1).max(500).default(60),
  offset: z.number().int().min(0).default(0),
  /** For how many of the first films reasons are computed. */
  reasonsFor: z.number().int().min(0).max(50).default(0),
});

export const recommendationListSchema = z.object({
  model: modelNameSchema,
  /** The model behind the stars; null when no star model is at hand. */
  starsModel: modelNameSchema.nullable(),
  numRatings: z.number().int(),
  items: z.array(recommendationSchema),
  /** Films that pass the filters. */
  total: z.number().int(),
  elapsedMs: z.number(),
});
export type RecommendationList = z.infer<typeof recommendationListSchema>;

/** A row of Discover. The renderer words the heading from `kind`. */
export const rowSchema = z.object({
  rowId: z.string(),
  heading: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('because'), film: filmSchema, stars: z.number() }),
    z.object({ kind: z.literal('genre'), genre: z.string() }),
    z.object({ kind: z.literal('lesser-known') }),
    z.object({ kind: z.literal('decade'), decade: z.number().int() }),
    z.object({ kind: z.literal('watchlist') }),
  ]),
  items: z.array(recommendationSchema),
});
export type RecommendationRow = z.infer<typeof rowSchema>;

export const onboardingStrategies = ['popular', 'diverse-popular', 'entropy', 'adaptive', 'greedy-extend'] as const;

export const recommendationsContract = {
  list: oc.input(listOptionsSchema).output(recommendationListSchema),
  /**
   * Saves a rating, or takes it away (null), and answers with the changed list: one journey where the eye waits for the list. The
   * rating is on disk before it answers; a list that could not be made is null, and `list` says why.
   */
  afterRating: oc
    .input(listOptionsSchema.pick({ profileId: true, limit: true }).extend({ filmId: filmIdSchema, stars: starsSchema.nullable() }))
    .output(z.object({ change: changeSchema, list: recommendationListSchema.nullable() })),
  rows: oc
    .input(
      z.object({
        profileId: profileIdSchema,
        model: modelNameSchema.optional(),
        rows: z.number().int().min(1).max(12).default(6),
        perRow: z.number().int().min(1).max(40).default(20),
      }),
    )
    .output(z.object({ rows: z.array(rowSchema), numRatings: z.number().int() })),
  /** One film for one person: guess, match and reasons, for the film page. `rank` is among all films not yet seen. */
  forFilm: oc.input(z.object({ profileId: profileIdSchema, filmId: filmIdSchema, model: modelNameSchema.optional() })).output(
    z.object({
      model: modelNameSchema,
      starsModel: modelNameSchema.nullable(),
      state: filmStateSchema,
      score: z.number().nullable(),
      rank: z.number().int().nullable(),
      guess: guessSchema,
      reasons: z.array(reasonSchema),
      /** More true reasons than the three shown. */
      moreReasons: z.array(reasonSchema),
    }),
  ),
  /**
   * What would have been guessed of films that the person has rated, each without its own rating but with all others. Null where no
   * star model knows the film.
   */
  guessesWithout: oc.input(z.object({ profileId: profileIdSchema, filmIds: z.array(filmIdSchema).min(1).max(100) })).output(
    z.object({
      starsModel: modelNameSchema.nullable(),
      guesses: z.array(z.object({ filmId: filmIdSchema, stars: z.number().nullable() })),
    }),
  ),
  similar: oc
    .input(
      z.object({
        filmId: filmIdSchema,
        profileId: profileIdSchema.optional(),
        model: modelNameSchema.optional(),
        limit: z.number().int().min(1).max(100).default(16),
      }),
    )
    .output(
      z.object({ model: modelNameSchema, items: z.array(z.object({ film: filmSchema, state: filmStateSchema, similarity: z.number() })) }),
    ),
  /** Films to rate next, chosen for what they teach; never one already rated, hidden or not seen. */
  toRate: oc
    .input(
      z.object({
        profileId: profileIdSchema,
        strategy: z.enum(onboardingStrategies).default('greedy-extend'),
        limit: z.number().int().min(1).max(50).default(9),
      }),
    )
    .output(z.object({ strategy: z.enum(onboardingStrategies), films: z.array(filmSchema) })),
};
