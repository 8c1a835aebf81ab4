import { DomainError } from '../base/errors.ts';
import { createRng } from '../base/rng.ts';
import { meanOverSeeds, paired, type PeopleFigures } from './people.ts';
import { pairedBootstrap } from './significance.ts';
import { holmCorrection, wilcoxonSignedRank } from './wilcoxon.ts';

/** What one contestant of a comparison measured, per seed. */
export interface Contestant {
  /** Tells contestants apart: a model's name, or the id of a stored run. */
  readonly key: string;
  /** Seeds of the same splits, or the people are not the same test. */
  readonly seeds: readonly PeopleFigures[];
}

/** Whether `a` differs from `b` under one metric, on the people whom both were tested on. */
export interface PairComparison {
  readonly metric: string;
  readonly a: string;
  readonly b: string;
  readonly people: number;
  readonly meanA: number;
  readonly meanB: number;
  /** Mean of a - b over people, and the paired bootstrap's 95 % percentile interval of it. */
  readonly difference: number;
  readonly ci95: readonly [number, number];
  /** Two-sided Wilcoxon signed-rank test; null where every difference is zero. */
  readonly pWilcoxon: number | null;
  /** After Holm's correction over all pairs of the comparison; null likewise. */
  readonly pHolm: number | null;
}

/** Metrics that every contestant has for every person. */
export function comparableMetrics(contestants: readonly Contestant[]): string[] {
  const [first, ...others] = contestants.flatMap(({ seeds }) => seeds);
  return Object.keys(first?.metrics ?? {}).filter((key) => others.every(({ metrics }) => key in metrics));
}

/**
 * Every pair under one metric: paired bootstrap over people, Wilcoxon's test, and Holm's correction over the pairs. Several seeds become one value
 * a person first.
 * @param metric an average over people, for example `ndcg@10`.
 * @throws DomainError 'invalid-input' for fewer than two contestants or a metric that one of them lacks, 'conflict' where two share no person.
 */
export function comparePairs(contestants: readonly Contestant[], metric: string, seed = 1): PairComparison[] {
  if (contestants.length < 2) throw new DomainError('invalid-input', 'A comparison needs two models or more; name another.');
  const known = comparableMetrics(contestants);
  if (!known.includes(metric)) {
    throw new DomainError(
      'invalid-input',
      `${metric} was not measured per person for all of them; choose one of ${known.join(', ') || 'none'}.`,
      { metric },
    );
  }
  const people = contestants.map(({ seeds }) => meanOverSeeds(seeds));
  const pairs = contestants.flatMap((_, i) => contestants.slice(i + 1).map((_, j) => [i, i + 1 + j] as const));
  const compared = pairs.map(([i, j]) => {
    const { a, b } = paired(people[i], people[j], metric);
    if (a.length === 0) {
      throw new DomainError(
        'conflict',
        `${contestants[i].key} and ${contestants[j].key} were tested on different people; measure both again.`,
      );
    }
    const { difference, ci95 } = pairedBootstrap(a, b, createRng(seed, 'bootstrap'));
    const pWilcoxon = wilcoxonSignedRank(a.map((value, person) => value - b[person]));
    return {
      metric,
      a: contestants[i].key,
      b: contestants[j].key,
      people: a.length,
      meanA: mean(a),
      meanB: mean(b),
      difference,
      ci95,
      pWilcoxon,
    };
  });
  const corrected = holmCorrection(compared.map(({ pWilcoxon }) => pWilcoxon));
  return compared.map((pair, at) => ({ ...pair, pHolm: corrected[at] }));
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
