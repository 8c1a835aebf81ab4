import { assertNever } from '../base/assertions.ts';
import type { Rng } from '../base/rng.ts';
import type { FilmFacts } from '../data/interactions.ts';
import { filmLikeness } from './filmLikeness.ts';
import type { FilmStatistics } from './filmStatistics.ts';
import { topK } from './topK.ts';

/** Ways of choosing the films that a newcomer is asked about; compared under `cold-users`. */
export const toRateStrategies = ['popular', 'diverse-popular', 'entropy', 'adaptive'] as const;
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
  /** Breaks ties between equally good questions, so that two people are not asked the same list. */
  readonly rng: Rng;
}

/** How many of the most popular films a diverse list is drawn from ("random among the 200 most popular" beat six other lists). */
const POOL = 200;

/** Films to ask about next, best first; fewer than `limit` only when the catalogue has no more. */
export function toRate(strategy: ToRateStrategy, input: ToRateInput, limit: number): number[] {
  const { statistics, asked, films } = input;
  const ofPopularity = (k: number) => Array.from(topK(statistics.counts, k, asked).itemIndices);
  switch (strategy) {
    case 'popular':
      return ofPopularity(limit);
    case 'entropy': {
      // log(popularity) * entropy (Rashid et al., IUI 2002, section 3.3): known to many, and people differ over it.
      const scores = statistics.entropies.map((entropy, item) => Math.log1p(statistics.counts[item]) * entropy);
      return Array.from(topK(scores, limit, asked).itemIndices);
    }
    case 'diverse-popular':
      return spread(fixedPool(statistics), input, limit, () => 0);
    case 'adaptive': {
      const { scores, rated } = input;
      if (scores === null || rated.length < 2) return spread(fixedPool(statistics), input, limit, () => 0);
      const pool = ofPopularity(POOL);
      const highest = Math.max(1e-9, ...pool.map((item) => scores[item]));
      // A film watched by the people who watched what this person rated is likely to be known.
      return spread(pool, { ...input, films }, limit, (item) => (0.5 * scores[item]) / highest);
    }
    default:
      return assertNever(strategy, 'strategy');
  }
}

const fixedPool = ({ counts }: FilmStatistics): number[] => Array.from(topK(counts, POOL).itemIndices);

/**
 * One after another: each film is the best of a few drawn at random by `bonus` minus its likeness to what was asked before. When the pool is used
 * up, the next most popular films follow.
 */
function spread(
  pool: readonly number[],
  { films, asked, statistics, rng }: ToRateInput,
  limit: number,
  bonus: (item: number) => number,
): number[] {
  const DRAWS = 8;
  const left = pool.filter((item) => !asked.has(item));
  // Only the recent questions count: a person who has rated hundreds has seen every kind.
  const before = [...asked].slice(-30);
  const chosen: number[] = [];
  while (chosen.length < limit && left.length > 0) {
    let best = -1;
    let bestValue = Number.NEGATIVE_INFINITY;
    for (let draw = 0; draw < DRAWS; draw++) {
      const at = rng.integer(left.length);
      const item = left[at];
      const nearest = [...before, ...chosen].reduce((most, other) => Math.max(most, filmLikeness(films[item], films[other])), 0);
      const value = bonus(item) - nearest;
      if (value > bestValue) {
        best = at;
        bestValue = value;
      }
    }
    chosen.push(...left.splice(best, 1));
  }
  if (chosen.length < limit) chosen.push(...topK(statistics.counts, limit - chosen.length, [...asked, ...chosen]).itemIndices);
  return chosen;
}
