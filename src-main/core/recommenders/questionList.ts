import type { Rng } from '../base/rng.ts';
import type { UserItemMatrix } from '../data/csrMatrix.ts';
import { type Baseline, fitBaseline } from './baseline.ts';
import { itemStatistics } from './itemStatistics.ts';
import { topK } from './topK.ts';

/** Questions are chosen among so many of the most rated films. */
const CANDIDATES = 200;
/** Each person is cut into answers and test this often, anew. */
const SPLITS = 4;
const MIN_RATINGS = 10;
/**
 * What an answer is worth beside what it teaches of the stars, as a share of what an answer to the most telling question teaches: lists need
 * answers of any kind. Of 0, 0.25, 0.5, 1 and 2 it gave newcomers of latest-small the best stars, and half as many answers again as 0.
 */
const ANSWER_WORTH = 0.5;
/** Of a newcomer's bias, as in `als`. */
const BIAS_REGULARIZATION = 4;

/**
 * Films to ask newcomers about, in the order that makes predictions of their other ratings best soonest: GreedyExtend (Golbandi, Koren, Lempel,
 * "On Bootstrapping Recommender Systems", CIKM 2010, section 3.2). Half of each person's ratings can be answers, half are predicted by
 * mean + film bias + the person's bias as the answers so far show it; the next film is the one whose answers, from those who have seen it, take
 * most off the sum of squared errors, each answer counting something by itself. Unlike popularity and entropy it sees that some well-known films say little of how somebody rates the others.
 * @returns item indices, best first; aggregates over everybody, nothing of a person
 */
export function questionList(matrix: UserItemMatrix, rng: Rng, length = 30): Int32Array {
  const baseline = fitBaseline(matrix, { userRegularization: 8, itemRegularization: BIAS_REGULARIZATION, sweeps: 10 });
  const candidates = topK(itemStatistics(matrix).counts, CANDIDATES).itemIndices;
  const answers = drawAnswers(matrix, baseline, candidates, rng);
  const chosen: number[] = [];
  const left = new Set(candidates.keys());
  const sums = new Float64Array(answers.people.length);
  const counts = new Int32Array(answers.people.length);
  while (chosen.length < length && left.size > 0) {
    const gains = new Map<number, number>();
    for (const candidate of left) {
      let gain = 0;
      for (const { person, residual } of answers.byCandidate[candidate]) {
        const before = sums[person] / (counts[person] + BIAS_REGULARIZATION);
        const after = (sums[person] + residual) / (counts[person] + 1 + BIAS_REGULARIZATION);
        gain += squaredError(answers.people[person], before) - squaredError(answers.people[person], after);
      }
      gains.set(candidate, gain);
    }
    const numAnswers = (candidate: number) => answers.byCandidate[candidate].length;
    const teachesMost = highest(gains.keys(), (candidate) => gains.get(candidate)!);
    const perAnswer = (ANSWER_WORTH * gains.get(teachesMost)!) / Math.max(1, numAnswers(teachesMost));
    const best = highest(gains.keys(), (candidate) => gains.get(candidate)! + perAnswer * numAnswers(candidate));
    left.delete(best);
    chosen.push(candidates[best]);
    for (const { person, residual } of answers.byCandidate[best]) {
      sums[person] += residual;
      counts[person]++;
    }
  }
  return Int32Array.from(chosen);
}

/** Moments of the residuals r - mean - b_i that a person's tested half has. */
interface TestedHalf {
  count: number;
  sum: number;
  squares: number;
}

interface Answers {
  readonly people: readonly TestedHalf[];
  /** By place in the candidates: who answers with which residual. */
  readonly byCandidate: readonly (readonly { readonly person: number; readonly residual: number }[])[];
}

function drawAnswers(
  { numRows, numColumns, rowOffsets, columnIndices, values }: UserItemMatrix,
  { mean, itemBiases }: Baseline,
  candidates: Int32Array,
  rng: Rng,
): Answers {
  const placeOf = new Int32Array(numColumns).fill(-1);
  candidates.forEach((item, place) => (placeOf[item] = place));
  const people: TestedHalf[] = [];
  const byCandidate = Array.from(candidates, () => [] as { person: number; residual: number }[]);
  for (let split = 0; split < SPLITS; split++) {
    for (let user = 0; user < numRows; user++) {
      if (rowOffsets[user + 1] - rowOffsets[user] < MIN_RATINGS) continue;
      const tested: TestedHalf = { count: 0, sum: 0, squares: 0 };
      for (let e = rowOffsets[user]; e < rowOffsets[user + 1]; e++) {
        const residual = values[e] - mean - itemBiases[columnIndices[e]];
        if (rng.uniform() < 0.5) {
          const place = placeOf[columnIndices[e]];
          if (place >= 0) byCandidate[place].push({ person: people.length, residual });
        } else {
          tested.count++;
          tested.sum += residual;
          tested.squares += residual ** 2;
        }
      }
      people.push(tested);
    }
  }
  return { people, byCandidate };
}

/** sum (residual - bias)^2 */
const squaredError = ({ count, sum, squares }: TestedHalf, bias: number): number => squares - 2 * bias * sum + count * bias ** 2;

function highest(values: Iterable<number>, worth: (value: number) => number): number {
  let best = -1;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    const here = worth(value);
    if (here > most) {
      best = value;
      most = here;
    }
  }
  return best;
}
