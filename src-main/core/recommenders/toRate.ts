import { assertNever } from '../base/assertions.ts';
import { type Rng, shuffleInPlace } from '../base/rng.ts';
import type { FilmFacts } from '../data/interactions.ts';
import { filmLikeness } from './filmLikeness.ts';
import type { FilmStatistics } from './filmStatistics.ts';
import { topK } from './topK.ts';

/** Ways of choosing the films that a newcomer is asked about; compared under `cold-users`. */
export const toRateStrategies = ['popular-random', 'popular', 'diverse-popular', 'entropy', 'adaptive', 'greedy-extend'] as const;
export type ToRateStrategy = (typeof toRateStrategies)[number];

export interface ToRateInput {
  readonly statistics: FilmStatistics;
  /** By item index. */
  readonly films: readonly FilmFacts[];
  /** Films asked about, rated, hidden or not seen: never again. */
  readonly asked: ReadonlySet<number>;
  /** Of the asked, those that got an answer. */
  readonly rated: readonly number[];
  /** [numItems] what a co-watching model (item-knn, ease) scores for the ratings so far; only `adaptive` reads it. null before the first. */
  readonly scores: Float32Array | null;
  /** Of `questionList`, best first; only `greedy-extend` reads it, and goes on by entropy where it ends. */
  readonly questions: readonly number[];
  /** Breaks ties between equally good questions, so that two people are not asked the same list. */
  readonly rng: Rng;
}

/** How many of the most popular films a list is drawn from. Random among them is the line to beat (EVALUATION.md). */
const POOL = 200;

/** Films to ask about next, best first; fewer than `limit` only when the catalogue has no more. */
export function toRate(strategy: ToRateStrategy, input: ToRateInput, limit: number): number[] {
  const { statistics, asked } = input;
  switch (strategy) {
    case 'popular-random': {
      // The line to beat: nothing is known of the person, everything but chance is popularity.
      const left = fixedPool(statistics).filter((item) => !asked.has(item));
      return filledUp(shuffleInPlace(left, input.rng).slice(0, limit), statistics, asked, limit);
    }
    case 'popular':
      return Array.from(topK(statistics.counts, limit, asked).itemIndices);
    case 'entropy': {
      // log(popularity) * entropy (Rashid et al., IUI 2002, section 3.3): known to many, and people differ over it.
      const scores = statistics.entropies.map((entropy, item) => Math.log1p(statistics.counts[item]) * entropy);
      return Array.from(topK(scores, limit, asked).itemIndices);
    }
    case 'greedy-extend': {
      const left = input.questions.filter((item) => !asked.has(item)).slice(0, limit);
      return left.length === limit
        ? left
        : [...left, ...toRate('entropy', { ...input, asked: new Set([...asked, ...left]) }, limit - left.length)];
    }
    case 'diverse-popular':
      return spread(fixedPool(statistics), input, limit);
    case 'adaptive':
      return informative(input, limit);
    default:
      return assertNever(strategy, 'strategy');
  }
}

const fixedPool = ({ counts }: FilmStatistics): number[] => Array.from(topK(counts, POOL).itemIndices);

/**
 * One after another: each film is, of a few drawn at random, the one least like what was asked before. When the pool is used
 * up, the next most popular films follow.
 */
function spread(pool: readonly number[], { films, asked, statistics, rng }: ToRateInput, limit: number): number[] {
  const DRAWS = 8;
  const left = pool.filter((item) => !asked.has(item));
  const before = recent(asked);
  const chosen: number[] = [];
  while (chosen.length < limit && left.length > 0) {
    const draws = Array.from({ length: DRAWS }, () => rng.integer(left.length));
    const nearest = draws.map((at) => nearestOf(left[at], [...before, ...chosen], films));
    chosen.push(...left.splice(draws[nearest.indexOf(Math.min(...nearest))], 1));
  }
  return filledUp(chosen, statistics, asked, limit);
}

/**
 * log(popularity)^2 * entropy, scaled to 1, plus a tenth of what a co-watching model makes of the answers so far (a film watched by the people who
 * watched what this person rated is likely to be known), less a tenth of the likeness to what was asked before. It gets twice the answers of
 * chance among the popular, and predictions of stars are worse for it (models/README.md): well-known films that everybody likes say little of how
 * somebody rates the others.
 */
function informative({ statistics, films, asked, rated, scores, rng }: ToRateInput, limit: number): number[] {
  const { counts, entropies } = statistics;
  const { itemIndices: pool, scores: values } = topK(
    entropies.map((entropy, item) => Math.log1p(counts[item]) ** 2 * entropy),
    POOL + limit,
    asked,
  );
  const highest = scores === null ? 0 : pool.reduce((most, item) => Math.max(most, scores[item]), 0);
  const known = (item: number) => (scores === null || rated.length === 0 || highest <= 0 ? 0 : (0.1 * scores[item]) / highest);
  // A little chance decides between questions of nearly the same worth, so that not everybody is asked the same.
  const worth = Array.from(pool, (item, at) => values[at] / values[0] + known(item) + 0.02 * rng.uniform());
  const before = recent(asked);
  const chosen: number[] = [];
  const left = new Set(pool.keys());
  while (chosen.length < limit && left.size > 0) {
    let best = -1;
    let bestValue = Number.NEGATIVE_INFINITY;
    for (const at of left) {
      const value = worth[at] - 0.1 * nearestOf(pool[at], [...before, ...chosen], films);
      if (value > bestValue) {
        best = at;
        bestValue = value;
      }
    }
    left.delete(best);
    chosen.push(pool[best]);
  }
  return filledUp(chosen, statistics, asked, limit);
}

/** Only the recent questions count: a person who has rated hundreds has seen every kind. */
const recent = (asked: ReadonlySet<number>): number[] => [...asked].slice(-30);

const nearestOf = (item: number, others: readonly number[], films: readonly FilmFacts[]): number =>
  others.reduce((most, other) => Math.max(most, filmLikeness(films[item], films[other])), 0);

/** The next most popular films where a pool was too small. */
function filledUp(chosen: number[], { counts }: FilmStatistics, asked: ReadonlySet<number>, limit: number): number[] {
  if (chosen.length < limit) chosen.push(...topK(counts, limit - chosen.length, [...asked, ...chosen]).itemIndices);
  return chosen;
}
