import { invertPositiveDefiniteSmall } from '../../engine/cholesky.ts';
import { type ItemSide, itemScores } from '../als/factorModel.ts';
import type { Person } from '../recommender.ts';

/** The film side of BPR. */
export interface RankingItems extends ItemSide {
  readonly itemBiases: Float32Array;
}

/** Mean [factors] and covariance [factors, factors], lower triangle, of all films' factors. */
export interface FactorMoments {
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
}

export interface RankingRegularization {
  /** lambda of one watched film. */
  readonly perFilm: number;
  readonly constant: number;
}

/** Steps of the majorising quadratic; twelve leave a ranking that more do not change. */
const STEPS = 12;
/** Unwatched films are told apart by their score this finely. */
const BINS = 32;

/**
 * p of a person with the films held: the minimum of
 *
 *   sum over watched i of the mean over all unwatched j of -ln sigma(x_i - x_j), and 1/2 (lambda n + constant) |p|^2,
 *
 * which is training's objective with all unwatched films in place of drawn ones. It is convex, and its Hessian lies under
 * H = 1/4 sum_i [C + (q_i - m)(q_i - m)^T] + reg I, with m and C the films' mean and covariance; steps by H^-1 therefore never fail
 * (Boehning, Lindsay, "Monotonicity of quadratic-approximation algorithms", AISM 1988). sigma depends on j by its score alone, so that
 * unwatched films enter as sums over bins of score. A person without films is the zero vector.
 */
export function foldInRanking(
  items: RankingItems,
  moments: FactorMoments,
  person: Person,
  regularization: RankingRegularization,
): Float64Array {
  const { factors: k, itemFactors, itemBiases, numItems } = items;
  const watched = person.itemIndices;
  let vector = new Float64Array(k);
  if (watched.length === 0 || watched.length === numItems) return vector;
  const weight = regularization.perFilm * watched.length + regularization.constant;
  const inverse = inverseBound(items, moments, watched, weight);
  const isWatched = new Uint8Array(numItems);
  for (const item of watched) isWatched[item] = 1;
  for (let step = 0; step < STEPS; step++) {
    const scores = itemScores(items, vector, itemBiases, 0);
    const bins = binScores(items, scores, isWatched);
    const ascent = vector.map((value) => -weight * value);
    for (const item of watched) {
      let pull = 0;
      for (const { count, meanScore, factorSum } of bins) {
        const doubt = 1 / (1 + Math.exp(scores[item]! - meanScore)) / (numItems - watched.length);
        pull += doubt * count;
        for (let f = 0; f < k; f++) ascent[f]! -= doubt * factorSum[f]!;
      }
      for (let f = 0; f < k; f++) ascent[f]! += pull * itemFactors[item * k + f]!;
    }
    vector = vector.map((value, a) => {
      let change = 0;
      for (let b = 0; b < k; b++) change += inverse[a * k + b]! * ascent[b]!;
      return value + change;
    });
  }
  return vector;
}

export function factorMoments({ numItems, factors: k, itemFactors }: ItemSide): FactorMoments {
  const mean = new Float64Array(k);
  for (let at = 0; at < numItems * k; at++) mean[at % k]! += itemFactors[at]! / numItems;
  const covariance = new Float64Array(k * k);
  for (let item = 0; item < numItems; item++) addCentredSquare(covariance, itemFactors, item * k, mean, 1 / numItems);
  return { mean, covariance };
}

/** H^-1 [factors, factors] of the bound above. */
function inverseBound(
  { factors: k, itemFactors }: ItemSide,
  { mean, covariance }: FactorMoments,
  watched: Int32Array,
  weight: number,
): Float64Array {
  const bound = covariance.map((entry) => 0.25 * watched.length * entry);
  for (const item of watched) addCentredSquare(bound, itemFactors, item * k, mean, 0.25);
  for (let f = 0; f < k; f++) bound[f * k + f]! += weight;
  invertPositiveDefiniteSmall(bound, k);
  return bound;
}

/** Lower triangle of matrix += scale (q - mean)(q - mean)^T, q at `start` of the table. */
function addCentredSquare(matrix: Float64Array, table: Float32Array, start: number, mean: Float64Array, scale: number): void {
  const k = mean.length;
  for (let a = 0; a < k; a++) {
    const left = scale * (table[start + a]! - mean[a]!);
    for (let b = 0; b <= a; b++) matrix[a * k + b]! += left * (table[start + b]! - mean[b]!);
  }
}

interface ScoreBin {
  count: number;
  meanScore: number;
  readonly factorSum: Float64Array;
}

/** Unwatched films by score, empty bins left out. */
function binScores({ numItems, factors: k, itemFactors }: ItemSide, scores: Float32Array, isWatched: Uint8Array): ScoreBin[] {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const score of scores) {
    lowest = Math.min(lowest, score);
    highest = Math.max(highest, score);
  }
  const perBin = BINS / Math.max(highest - lowest, 1e-9);
  const bins = Array.from({ length: BINS }, (): ScoreBin => ({ count: 0, meanScore: 0, factorSum: new Float64Array(k) }));
  for (let item = 0; item < numItems; item++) {
    if (isWatched[item] === 1) continue;
    const bin = bins[Math.min(BINS - 1, Math.floor((scores[item]! - lowest) * perBin))]!;
    bin.count++;
    bin.meanScore += scores[item]!;
    for (let f = 0; f < k; f++) bin.factorSum[f]! += itemFactors[item * k + f]!;
  }
  for (const bin of bins) bin.meanScore /= Math.max(1, bin.count);
  return bins.filter(({ count }) => count > 0);
}
