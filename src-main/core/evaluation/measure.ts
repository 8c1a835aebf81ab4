import { pause } from '../base/pause.ts';
import { type CancelSignal, throwIfCancelled } from '../base/progress.ts';
import { createRng, shuffleInPlace } from '../base/rng.ts';
import { type UserItemMatrix, userItemMatrix } from '../data/csrMatrix.ts';
import type { Interactions } from '../data/interactions.ts';
import type { Calibration } from '../recommenders/calibration.ts';
import { intervalOf } from '../recommenders/calibration.ts';
import { itemStatistics } from '../recommenders/itemStatistics.ts';
import type { FittedRecommender, Person, TrainingData } from '../recommenders/recommender.ts';
import { topK } from '../recommenders/topK.ts';
import { clipped, trainedPerson } from '../recommenders/trainingData.ts';
import { areaUnderCurve, catalogCoverage, f1, novelty, type RankedList } from './rankingMetrics.ts';
import { longestList, perUserMetrics, planKeys, type RankingPlan } from './rankingPlan.ts';
import { intervalCoverage, mae, rmse } from './ratingMetrics.ts';

/** What to measure one fitted model on. */
export interface MeasureInput {
  readonly fitted: FittedRecommender;
  readonly data: TrainingData;
  readonly test: Interactions;
  /** Rows that are neither trained on nor tested (validation): removed from rankings beside the training films. */
  readonly alsoRemoved?: Interactions;
  /** Whether star metrics belong to the protocol. */
  readonly ratings: boolean;
  readonly rankings: readonly RankingPlan[];
  /** Of the stars, where the model has them. */
  readonly calibration: Calibration | null;
  /** Only these users are measured; absent: everybody with test rows. */
  readonly users?: Iterable<number>;
  /** The person as the model is asked; absent: the training row. */
  readonly personOf?: (userIndex: number) => Person;
  readonly observer?: MeasureObserver;
  readonly signal?: CancelSignal;
}

/** Sees what the metrics were computed from, for export. */
export interface MeasureObserver {
  prediction?(userIndex: number, itemIndex: number, rating: number, stars: number): void;
  list?(userIndex: number, suffix: string, itemIndices: Int32Array, scores: Float32Array): void;
}

export interface Measured {
  readonly metrics: Readonly<Record<string, number>>;
  /** [people] indices of the users with test rows, in the order of `perUser`. */
  readonly users: Int32Array;
  /** The ranking metrics that are averages over users; `userRmse` and `userMae`, each person's own errors, where stars were measured. */
  readonly perUser: Readonly<Record<string, Float64Array>>;
}

/** @throws DomainError 'cancelled' */
export async function measure(input: MeasureInput): Promise<Measured> {
  const { fitted, data, rankings, signal } = input;
  const test = userItemMatrix(input.test, data.matrix.numRows, data.matrix.numColumns);
  const removed = input.alsoRemoved === undefined ? null : userItemMatrix(input.alsoRemoved, data.matrix.numRows, data.matrix.numColumns);
  const personOf = input.personOf ?? ((userIndex: number) => trainedPerson(data, userIndex));
  const stars = input.ratings && fitted.stars !== undefined ? createStarsMeter(input) : null;
  const meters = rankings.map((plan) => createRankingMeter(plan, input));
  const users: number[] = [];
  for (const user of input.users ?? Array(test.numRows).keys()) {
    if (test.rowOffsets[user + 1] === test.rowOffsets[user]) continue;
    users.push(user);
    if (user % 16 === 0) {
      throwIfCancelled(signal);
      await pause();
    }
    const person = personOf(user);
    const folded = fitted.foldIn(person);
    const relevant = rowItems(test, user);
    if (stars !== null) stars.add(user, person, relevant, rowRatings(test, user), fitted.stars!(folded));
    if (meters.length === 0) continue;
    const scores = fitted.score(folded);
    const removedItems = removed === null ? [] : rowItems(removed, user);
    for (const meter of meters) meter.add(user, person, relevant, removedItems, scores);
  }
  const metrics: Record<string, number> = { ...stars?.metrics() };
  const perUser: Record<string, Float64Array> = { ...stars?.perUser() };
  for (const meter of meters) meter.finish(metrics, perUser);
  return { metrics, users: Int32Array.from(users), perUser };
}

const rowItems = (matrix: UserItemMatrix, row: number) => matrix.columnIndices.subarray(matrix.rowOffsets[row], matrix.rowOffsets[row + 1]);
const rowRatings = (matrix: UserItemMatrix, row: number) => matrix.values.subarray(matrix.rowOffsets[row], matrix.rowOffsets[row + 1]);

function createStarsMeter({ data, calibration, observer }: MeasureInput) {
  const predictions: number[] = [];
  const ratings: number[] = [];
  const lows: number[] = [];
  const highs: number[] = [];
  const userRmse: number[] = [];
  const userMae: number[] = [];
  return {
    add(user: number, person: Person, items: Int32Array, given: Float32Array, stars: Float32Array): void {
      const own = Float32Array.from(items, (item) => clipped(stars[item], data.scale));
      userRmse.push(rmse(own, given));
      userMae.push(mae(own, given));
      items.forEach((item, at) => {
        const prediction = own[at];
        predictions.push(prediction);
        ratings.push(given[at]);
        observer?.prediction?.(user, item, given[at], prediction);
        if (calibration === null) return;
        const { low, high } = intervalOf(calibration, stars[item], item, person, data.scale);
        lows.push(low);
        highs.push(high);
      });
    },
    metrics(): Record<string, number> {
      const actual = Float32Array.from(ratings);
      const predicted = Float32Array.from(predictions);
      const base = { rmse: rmse(predicted, actual), mae: mae(predicted, actual) };
      return calibration === null
        ? base
        : { ...base, intervalCoverage: intervalCoverage(Float32Array.from(lows), Float32Array.from(highs), actual) };
    },
    perUser: () => ({ userRmse: Float64Array.from(userRmse), userMae: Float64Array.from(userMae) }),
  };
}

function createRankingMeter(plan: RankingPlan, { data, observer }: MeasureInput) {
  const { suffix, leaveTrainIn = false, candidates, auc = false, aggregates = [] } = plan;
  const numItems = data.matrix.numColumns;
  const keys = planKeys(plan);
  const length = longestList(plan);
  const values = keys.map(() => [] as number[]);
  const aucs: number[] = [];
  const lists: Int32Array[] = [];
  // Equal scores rank by chance: indices go by first sight in the file, so that their order knows what is popular, in the test too.
  const tieOrder = shuffleInPlace(
    Int32Array.from({ length: numItems }, (_, item) => item),
    createRng(0, 'ties'),
  );
  const allowed = new Float32Array(numItems);
  const isExcluded = new Uint8Array(numItems);
  const isRelevant = new Uint8Array(numItems);
  return {
    add(user: number, person: Person, relevant: Int32Array, removedItems: Iterable<number>, scores: Float32Array): void {
      isExcluded.fill(0);
      if (candidates !== undefined) candidates.forEach((allowed, item) => (isExcluded[item] = 1 - allowed));
      if (!leaveTrainIn) for (const item of person.itemIndices) isExcluded[item] = 1;
      for (const item of removedItems) isExcluded[item] = 1;
      for (const item of relevant) isRelevant[item] = 1;
      for (let place = 0; place < numItems; place++)
        allowed[place] = isExcluded[tieOrder[place]] === 1 ? Number.NEGATIVE_INFINITY : scores[tieOrder[place]];
      const ranked = topK(allowed, length);
      const itemIndices = ranked.itemIndices.map((place) => tieOrder[place]);
      observer?.list?.(user, suffix, itemIndices, ranked.scores);
      lists.push(itemIndices);
      const list: RankedList = { list: itemIndices, isRelevant, numRelevant: relevant.length };
      keys.forEach(({ name, k }, at) => values[at].push(perUserMetrics[name](list, k)));
      const area = auc ? areaUnderCurve(scores, isExcluded, isRelevant) : null;
      if (area !== null) aucs.push(area);
      for (const item of relevant) isRelevant[item] = 0;
    },
    finish(metrics: Record<string, number>, perUser: Record<string, Float64Array>): void {
      keys.forEach(({ key }, at) => {
        metrics[key] = mean(values[at]);
        perUser[key] = Float64Array.from(values[at]);
      });
      if (auc) metrics[`auc${suffix}`] = mean(aucs);
      for (const k of aggregates) {
        metrics[`f1OfMeans@${k}${suffix}`] = f1(metrics[`precision@${k}${suffix}`] ?? 0, metrics[`recall@${k}${suffix}`] ?? 0);
        metrics[`coverage@${k}${suffix}`] = catalogCoverage(lists, k, numItems);
        metrics[`novelty@${k}${suffix}`] = novelty(lists, k, itemStatistics(data.matrix).counts, numActive(data.matrix));
      }
    },
  };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function numActive({ numRows, rowOffsets }: UserItemMatrix): number {
  let active = 0;
  for (let row = 0; row < numRows; row++) if (rowOffsets[row + 1] > rowOffsets[row]) active++;
  return active;
}
