import { oc } from '@orpc/contract';
import { z } from 'zod';
import { datasetNameSchema, profileIdSchema, yearSchema } from './shared.ts';

/** Which ratings stay. Counts are taken again and again until every film and person left has enough (k-core). */
export const datasetFilterSchema = z.object({
  minRatingsPerFilm: z.number().int().min(0).max(100_000).default(0),
  minRatingsPerUser: z.number().int().min(0).max(100_000).default(0),
  /** Years of release, both ends included; films without a year are left out once either is set. */
  releasedFrom: yearSchema.nullable().default(null),
  releasedTo: yearSchema.nullable().default(null),
  /** Years in which the rating was given. */
  ratedFrom: yearSchema.nullable().default(null),
  ratedTo: yearSchema.nullable().default(null),
  /** Any of these genres; empty means all. */
  genres: z.array(z.string().max(60)).max(40).default([]),
});
export type DatasetFilter = z.infer<typeof datasetFilterSchema>;

const activitySchema = z.object({
  min: z.number().int(),
  median: z.number(),
  mean: z.number(),
  max: z.number().int(),
  /** Bins of doubling width: how many have from..to ratings, both included. */
  bins: z.array(z.object({ from: z.number().int(), to: z.number().int(), count: z.number().int() })),
  /** Gini coefficient of ratings: 0 all alike, 1 all in one. */
  gini: z.number(),
  /** Lorenz curve: share of ratings that the least rated share has, 0 to 1 in steps of a hundredth. */
  lorenz: z.array(z.object({ share: z.number(), ratings: z.number() })),
});
export type Activity = z.infer<typeof activitySchema>;

export const exploreSchema = z.object({
  dataset: z.string(),
  /** Of the data set as stored; a filter has no hash until it is derived. */
  sha256: z.string(),
  rows: z.number().int(),
  users: z.number().int(),
  /** Films with at least one rating. */
  films: z.number().int(),
  unratedFilms: z.number().int(),
  /** Share of the table of users and films that is empty. */
  sparsity: z.number(),
  mean: z.number(),
  scale: z.object({ min: z.number(), max: z.number(), step: z.number() }),
  /** One entry a step of the scale; `yours` counts the profile's own ratings. */
  ratings: z.array(z.object({ stars: z.number(), count: z.number().int(), yours: z.number().int() })),
  userActivity: activitySchema,
  filmActivity: activitySchema,
  longTail: z.object({
    /** Most rated first, thinned evenly in the logarithm of the rank. */
    points: z.array(z.object({ rank: z.number().int(), count: z.number().int() })),
    mostRated: z.object({ title: z.string(), count: z.number().int() }),
    /** Share of all ratings that the most rated tenth of the films has. */
    topTenthShare: z.number(),
    filmsRatedOnce: z.number().int(),
  }),
  /** How many have fewer ratings than this. */
  coldStart: z.array(z.object({ fewerThan: z.number().int(), users: z.number().int(), films: z.number().int() })),
  genres: z.array(z.object({ genre: z.string(), films: z.number().int(), ratings: z.number().int(), mean: z.number().nullable() })),
  /** Films and ratings of each genre by decade of release. */
  genresOverTime: z.object({
    decades: z.array(z.number().int()),
    genres: z.array(z.object({ genre: z.string(), films: z.array(z.number().int()), ratings: z.array(z.number().int()) })),
  }),
  /** By the year in which they were given; empty where the source has no times. */
  ratingsPerYear: z.array(z.object({ year: z.number().int(), count: z.number().int() })),
  releaseYears: z.object({ first: z.number().int().nullable(), last: z.number().int().nullable() }),
});
export type Explore = z.infer<typeof exploreSchema>;

export const exploreContract = {
  /** @throws 'data-invalid' where the filter leaves nothing. */
  summary: oc
    .input(z.object({ dataset: datasetNameSchema, filter: datasetFilterSchema.optional(), profileId: profileIdSchema.optional() }))
    .output(exploreSchema),
  /** Starts a job that stores the filtered data as a data set of its own, with its own hash. */
  derive: oc
    .input(z.object({ dataset: datasetNameSchema, filter: datasetFilterSchema, name: datasetNameSchema }))
    .output(z.object({ jobId: z.string() })),
};
