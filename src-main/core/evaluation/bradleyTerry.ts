import { invertPositiveDefiniteSmall } from '../engine/cholesky.ts';

/** One vote between two contestants, named by their places in a list. */
export interface PairVote {
  readonly a: number;
  readonly b: number;
  /** 1: a was preferred, 0: b was, 0.5: neither. */
  readonly scoreOfA: 0 | 0.5 | 1;
}

/** A strength on the Elo scale: 400 points more are ten times the odds. */
export interface Standing {
  readonly elo: number;
  /** In which the strength lies with 95 %; null without a vote. */
  readonly interval: readonly [number, number] | null;
  readonly votes: number;
  readonly wins: number;
  readonly ties: number;
}

const CENTRE = 1500;
const POINTS = 400;
/** Games that everyone is taken to have tied with an opponent of middling strength, so that whoever wins all has a finite strength. */
const PRIOR_GAMES = 1;
const ITERATIONS = 200;
const CONVERGED = 1e-8;
/** Standard deviations to either side of 95 % of a normal distribution. */
const REACH = 1.96;

/**
 * Bradley-Terry strengths on the Elo scale, their mean at 1500, from pairwise votes in any order; a tie counts as half a win for each. The order of the votes
 * plays no part, unlike in the running updates of chess (Chiang et al. 2024, "Chatbot Arena", section 4). Intervals are those of the normal distribution
 * that the posterior is closest to (Laplace's method): resampling votes would give an interval of no width where all of them agree, however few they are.
 */
export function standings(contestants: number, votes: readonly PairVote[]): Standing[] {
  const found = strengths(contestants, votes);
  const deviations = deviationsOf(found, votes);
  return eloOf(found).map((value, place) => {
    const own = votes.filter(({ a, b }) => a === place || b === place);
    const score = ({ a, scoreOfA }: PairVote): number => (a === place ? scoreOfA : 1 - scoreOfA);
    const reach = REACH * deviations[place]!;
    return {
      elo: value,
      interval: own.length === 0 ? null : [value - reach, value + reach],
      votes: own.length,
      wins: own.filter((vote) => score(vote) === 1).length,
      ties: own.filter((vote) => score(vote) === 0.5).length,
    };
  });
}

/** The most likely strengths, by minorisation and maximisation (Hunter 2004, equation 3). */
function strengths(contestants: number, votes: readonly PairVote[]): Float64Array {
  const games = new Float64Array(contestants * contestants);
  const wins = new Float64Array(contestants).fill(PRIOR_GAMES / 2);
  for (const { a, b, scoreOfA } of votes) {
    games[a * contestants + b]! += 1;
    games[b * contestants + a]! += 1;
    wins[a]! += scoreOfA;
    wins[b]! += 1 - scoreOfA;
  }
  let strength = new Float64Array(contestants).fill(1);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const next = strength.map((own, i) => {
      let denominator = PRIOR_GAMES / (own + 1);
      for (let j = 0; j < contestants; j++) {
        const played = games[i * contestants + j]!;
        if (played > 0) denominator += played / (own + strength[j]!);
      }
      return wins[i]! / denominator;
    });
    const change = next.reduce((most, value, i) => Math.max(most, Math.abs(value / strength[i]! - 1)), 0);
    strength = next;
    if (change < CONVERGED) break;
  }
  return strength;
}

function eloOf(strength: Float64Array): number[] {
  const logs = Array.from(strength, (value) => POINTS * Math.log10(value));
  const mean = logs.reduce((sum, value) => sum + value, 0) / Math.max(1, logs.length);
  return logs.map((value) => CENTRE + value - mean);
}

/**
 * Standard deviations of the strengths about their mean, on the Elo scale: from the inverse of the information of votes and prior games. A game between
 * chances p and 1 - p adds p (1 - p) to it (Hunter 2004, section 5).
 */
function deviationsOf(strength: Float64Array, votes: readonly PairVote[]): number[] {
  const n = strength.length;
  const covariance = new Float64Array(n * n);
  strength.forEach((own, i) => (covariance[i * n + i] = (PRIOR_GAMES * own) / (own + 1) ** 2));
  for (const { a, b } of votes) {
    const information = (strength[a]! * strength[b]!) / (strength[a]! + strength[b]!) ** 2;
    covariance[a * n + a]! += information;
    covariance[b * n + b]! += information;
    covariance[a * n + b]! -= information;
    covariance[b * n + a]! -= information;
  }
  invertPositiveDefiniteSmall(covariance, n);
  const rowMeans = Array.from({ length: n }, (_, i) => covariance.subarray(i * n, (i + 1) * n).reduce((sum, value) => sum + value, 0) / n);
  const mean = rowMeans.reduce((sum, value) => sum + value, 0) / Math.max(1, n);
  const perLog = POINTS / Math.LN10;
  return rowMeans.map((own, i) => perLog * Math.sqrt(Math.max(0, covariance[i * n + i]! - 2 * own + mean)));
}
