import type { Rng } from '../base/rng.ts';

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
  /** 95 % percentile interval over resampled votes; null without a vote. */
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
const RESAMPLES = 1000;

/**
 * Bradley-Terry strengths on the Elo scale, their mean at 1500, from pairwise votes in any order; a tie counts as half a win for each. The order of the votes
 * plays no part, unlike in the running updates of chess (Chiang et al. 2024, "Chatbot Arena", section 4). Intervals are the bootstrap's over votes.
 */
export function standings(contestants: number, votes: readonly PairVote[], rng: Rng): Standing[] {
  const elo = eloOf(strengths(contestants, votes));
  const samples = elo.map(() => new Float64Array(RESAMPLES));
  if (votes.length > 0) {
    for (let i = 0; i < RESAMPLES; i++) {
      const drawn = Array.from(votes, () => votes[rng.integer(votes.length)]!);
      eloOf(strengths(contestants, drawn)).forEach((value, place) => (samples[place]![i] = value));
    }
  }
  return elo.map((value, place) => {
    const own = votes.filter(({ a, b }) => a === place || b === place);
    const score = ({ a, scoreOfA }: PairVote): number => (a === place ? scoreOfA : 1 - scoreOfA);
    const sorted = samples[place]!.toSorted();
    return {
      elo: value,
      interval: own.length === 0 ? null : [sorted[Math.floor(0.025 * (RESAMPLES - 1))]!, sorted[Math.ceil(0.975 * (RESAMPLES - 1))]!],
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
