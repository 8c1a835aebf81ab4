import { yearOfRating } from '../data/datasetFilter.ts';
import type { Dataset } from '../data/interactions.ts';
import { type Activity, activityOf } from './activity.ts';

/** What an exploratory page shows of a data set. Counts are of ratings unless they say otherwise. */
export interface Exploration {
  readonly dataset: string;
  readonly sha256: string;
  readonly rows: number;
  readonly users: number;
  readonly films: number;
  readonly sparsity: number;
  readonly mean: number;
  readonly scale: { readonly min: number; readonly max: number; readonly step: number };
  readonly ratings: { readonly stars: number; readonly count: number; readonly yours: number }[];
  readonly userActivity: Activity;
  readonly filmActivity: Activity;
  readonly longTail: {
    readonly points: { readonly rank: number; readonly count: number }[];
    readonly mostRated: { readonly title: string; readonly count: number };
    readonly topTenthShare: number;
    readonly filmsRatedOnce: number;
  };
  readonly coldStart: { readonly fewerThan: number; readonly users: number; readonly films: number }[];
  readonly genres: { readonly genre: string; readonly films: number; readonly ratings: number; readonly mean: number | null }[];
  readonly genresOverTime: {
    readonly decades: number[];
    readonly genres: { readonly genre: string; readonly films: number[]; readonly ratings: number[] }[];
  };
  readonly ratingsPerYear: { readonly year: number; readonly count: number }[];
  readonly releaseYears: { readonly first: number | null; readonly last: number | null };
}

const COLD_LIMITS = [2, 5, 10, 20, 50] as const;
const TAIL_POINTS = 120;

/** @param ownStars a person's own ratings, counted beside the others on the same scale */
export function explore(dataset: Dataset, ownStars: readonly number[] = []): Exploration {
  const { interactions, scale } = dataset;
  const { userIndices, itemIndices, ratings } = interactions;
  const perUser = counted(userIndices, dataset.users.size);
  const perItem = counted(itemIndices, dataset.items.size);
  const rated = perItem.filter((count) => count > 0);
  const active = perUser.filter((count) => count > 0);
  const descending = Int32Array.from(rated).sort((a, b) => b - a);
  const most = perItem.reduce((best, count, item) => (count > perItem[best] ? item : best), 0);
  const tenth = Math.ceil(descending.length / 10);
  return {
    dataset: dataset.name,
    sha256: dataset.sha256,
    rows: ratings.length,
    users: active.length,
    films: rated.length,
    sparsity: 1 - ratings.length / (active.length * rated.length),
    mean: sumOf(ratings) / ratings.length,
    scale: { ...scale },
    ratings: histogram(ratings, ownStars, scale),
    userActivity: activityOf(active),
    filmActivity: activityOf(rated),
    longTail: {
      points: tailPoints(descending),
      mostRated: { title: dataset.films[most].title, count: perItem[most] },
      topTenthShare: sumOf(descending.subarray(0, tenth)) / ratings.length,
      filmsRatedOnce: rated.filter((count) => count === 1).length,
    },
    coldStart: COLD_LIMITS.map((fewerThan) => ({
      fewerThan,
      users: active.filter((count) => count < fewerThan).length,
      films: rated.filter((count) => count < fewerThan).length,
    })),
    ...genreFigures(dataset, perItem),
    ratingsPerYear: perYear(interactions.timestamps),
    releaseYears: releaseYears(dataset, perItem),
  };
}

function counted(indices: Int32Array, size: number): Int32Array {
  const counts = new Int32Array(size);
  for (const index of indices) counts[index]++;
  return counts;
}

const sumOf = (values: Iterable<number>): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
};

function histogram(ratings: Float32Array, ownStars: readonly number[], { min, max, step }: Dataset['scale']) {
  const bins = Array.from({ length: Math.round((max - min) / step) + 1 }, (_, at) => ({ stars: min + at * step, count: 0, yours: 0 }));
  const binOf = (stars: number) => bins[Math.min(bins.length - 1, Math.max(0, Math.round((stars - min) / step)))];
  for (const stars of ratings) binOf(stars).count++;
  for (const stars of ownStars) binOf(stars).yours++;
  return bins;
}

/** Ranks even in their logarithm, the first and the last among them. */
function tailPoints(descending: Int32Array): { rank: number; count: number }[] {
  const ranks = new Set<number>();
  for (let at = 0; at < TAIL_POINTS; at++) ranks.add(Math.round(descending.length ** (at / (TAIL_POINTS - 1))));
  return [...ranks].map((rank) => ({ rank, count: descending[rank - 1] }));
}

const decadeOf = (year: number): number => Math.floor(year / 10) * 10;

function genreFigures(dataset: Dataset, perItem: Int32Array): Pick<Exploration, 'genres' | 'genresOverTime'> {
  const sums = new Float64Array(dataset.items.size);
  dataset.interactions.itemIndices.forEach((item, row) => (sums[item] += dataset.interactions.ratings[row]));
  const films = dataset.films.map((film, item) => ({ ...film, item })).filter(({ item }) => perItem[item] > 0);
  const years = films.flatMap(({ year }) => (year === null ? [] : [decadeOf(year)]));
  const [first, last] = years.length === 0 ? [0, -10] : [smallest(years), largest(years)];
  const decades = Array.from({ length: (last - first) / 10 + 1 }, (_, at) => first + 10 * at);
  const byGenre = new Map<string, { films: number; ratings: number; sum: number; filmsBy: number[]; ratingsBy: number[] }>();
  for (const { item, year, genres } of films) {
    for (const genre of genres) {
      const zeros = () => decades.map(() => 0);
      const tally = byGenre.get(genre) ?? { films: 0, ratings: 0, sum: 0, filmsBy: zeros(), ratingsBy: zeros() };
      byGenre.set(genre, tally);
      tally.films++;
      tally.ratings += perItem[item];
      tally.sum += sums[item];
      if (year === null) continue;
      const at = (decadeOf(year) - first) / 10;
      tally.filmsBy[at]++;
      tally.ratingsBy[at] += perItem[item];
    }
  }
  const inOrder = [...byGenre].sort(([a], [b]) => a.localeCompare(b, 'en'));
  return {
    genres: inOrder.map(([genre, { films: numFilms, ratings, sum }]) => ({ genre, films: numFilms, ratings, mean: sum / ratings })),
    genresOverTime: {
      decades,
      genres: inOrder.map(([genre, { filmsBy, ratingsBy }]) => ({ genre, films: filmsBy, ratings: ratingsBy })),
    },
  };
}

function perYear(timestamps: Float64Array): { year: number; count: number }[] {
  const counts = new Map<number, number>();
  for (const seconds of timestamps) {
    const year = yearOfRating(seconds);
    if (year !== null) counts.set(year, (counts.get(year) ?? 0) + 1);
  }
  return [...counts].map(([year, count]) => ({ year, count })).sort((a, b) => a.year - b.year);
}

function releaseYears(dataset: Dataset, perItem: Int32Array): { first: number | null; last: number | null } {
  const years = dataset.films.flatMap(({ year }, item) => (year === null || perItem[item] === 0 ? [] : [year]));
  return years.length === 0 ? { first: null, last: null } : { first: smallest(years), last: largest(years) };
}

const smallest = (values: readonly number[]): number => values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
const largest = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
