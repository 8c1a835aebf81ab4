import { z } from 'zod';

export const filmIdSchema = z.number().int().positive();
export const profileIdSchema = z.string().min(1).max(64);
export const datasetNameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/i, 'up to 64 letters, digits, dots, dashes and underscores, beginning with a letter or digit');
export const starsSchema = z.number().min(0.5).max(5).multipleOf(0.5);
export const yearSchema = z.number().int().min(1870).max(2100);

export const modelNames = [
  'random',
  'popularity',
  'highest-rated',
  'demographic',
  'bias',
  'user-knn',
  'item-knn',
  'ease',
  'als',
  'ials',
  'blend',
  'genre-cosine',
  'content-knn',
  'bayes-mf',
  'fm',
  'sgd-mf',
  'svdpp',
  'bpr',
  'svd',
  'two-tower',
] as const;
export const modelNameSchema = z.enum(modelNames);
export type ModelName = z.infer<typeof modelNameSchema>;

/** A film as cards show it. */
export const filmSchema = z.object({
  filmId: filmIdSchema,
  /** Article moved to the front, without year and brackets. */
  title: z.string(),
  /** The bracketed original or alternative title, if any. */
  originalTitle: z.string().nullable(),
  /** As the data set writes it, with the year; drawn posters are made from it. */
  rawTitle: z.string(),
  year: yearSchema.nullable(),
  genres: z.array(z.string()),
  /** Made by the host from an image id; null where the poster is drawn. */
  posterUrl: z.string().nullable(),
});
export type Film = z.infer<typeof filmSchema>;

/** What a person has said of one film. */
export const filmStateSchema = z.object({
  stars: starsSchema.nullable(),
  watchlist: z.boolean(),
  /** "Not for me": never recommended. */
  hidden: z.boolean(),
  /** "Haven't seen": not asked again while learning a person's taste, still recommended. */
  notSeen: z.boolean(),
});
export type FilmState = z.infer<typeof filmStateSchema>;

/** The machine's guess. Any part may be missing: under 3 ratings there is no match. */
export const guessSchema = z.object({
  /** Predicted rating, clipped to the scale. */
  stars: z.number().nullable(),
  /** "Two times in three between low and high", calibrated on validation data. */
  interval: z.object({ low: z.number(), high: z.number() }).nullable(),
  /** Wider than 1.3 times the median interval: "We know little about this one yet." */
  uncertain: z.boolean(),
  /** Calibrated probability that the person, having seen it, rates it at or above their own mean. */
  match: z.number().min(0).max(1).nullable(),
});
export type Guess = z.infer<typeof guessSchema>;

/** Why a film is in the list. Every number was computed for this person at this moment. */
export const reasonSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rated-film'),
    film: filmSchema,
    stars: starsSchema,
    /** The ranking model's score with and without this one rating, recomputed. */
    scoreWith: z.number(),
    scoreWithout: z.number(),
    /** How many places the film would fall without the rating. */
    placesLost: z.number().int(),
  }),
  z.object({
    kind: z.literal('people-like-you'),
    /** "women", "25 to 34", "artist": only what the person told. */
    groups: z.array(z.string()).min(1),
    people: z.number().int(),
    groupMean: z.number(),
    overallMean: z.number(),
  }),
  z.object({
    kind: z.literal('liked-by-many'),
    people: z.number().int(),
    mean: z.number(),
  }),
]);
export type Reason = z.infer<typeof reasonSchema>;

export const recommendationSchema = z.object({
  film: filmSchema,
  state: filmStateSchema,
  rank: z.number().int().positive(),
  score: z.number(),
  guess: guessSchema,
  reasons: z.array(reasonSchema),
});
export type Recommendation = z.infer<typeof recommendationSchema>;
