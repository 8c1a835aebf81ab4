import type { Dataset, Interactions } from '../data/interactions.ts';
import type { FittedRecommender, Person } from '../recommenders/recommender.ts';
import { topK } from '../recommenders/topK.ts';
import { clipped } from '../recommenders/trainingData.ts';
import type { PeopleFigures } from './people.ts';
import { ndcgAtK } from './rankingMetrics.ts';

/** Sums over newcomers who were met alike ("shown15", "answered5"). Plain JSON. */
export interface ColdUserTally {
  /** Of the tested ratings, stars squared. */
  squaredError: number;
  predictions: number;
  ndcg: number;
  answers: number;
  people: number;
}

export type ColdUserTallies = Record<string, ColdUserTally>;

export interface Newcomer {
  readonly userIndex: number;
  /** Ratings that can be answered, by item, in random order. */
  readonly known: ReadonlyMap<number, number>;
  readonly test: Interactions;
}

/**
 * Judges the model on one newcomer whose films in `shown` were asked for, and adds that to what is known under the key.
 * @returns the newcomer's own NDCG@10
 */
export function tally(
  tallies: ColdUserTallies,
  key: string,
  fitted: FittedRecommender,
  newcomer: Newcomer,
  shown: readonly number[],
  dataset: Dataset,
): number {
  const sums = (tallies[key] ??= { squaredError: 0, predictions: 0, ndcg: 0, answers: 0, people: 0 });
  const person = personOf(newcomer, shown, dataset);
  sums.people++;
  sums.answers += person.itemIndices.length;
  const folded = fitted.foldIn(person);
  const { itemIndices, ratings } = newcomer.test;
  if (fitted.stars !== undefined) {
    const stars = fitted.stars(folded);
    for (const [at, item] of itemIndices.entries())
      sums.squaredError += (Math.fround(clipped(stars[item], dataset.scale)) - ratings[at]) ** 2;
    sums.predictions += itemIndices.length;
  }
  const isRelevant = new Uint8Array(dataset.items.size);
  for (const item of itemIndices) isRelevant[item] = 1;
  const list = topK(fitted.score(folded), 10, newcomer.known.keys()).itemIndices;
  const ndcg = ndcgAtK({ list, isRelevant, numRelevant: itemIndices.length }, 10);
  sums.ndcg += ndcg;
  return ndcg;
}

/** Whoever answers all of `shown` that they have rated. */
export function personOf({ known, userIndex }: Newcomer, shown: readonly number[], { demographics }: Dataset): Person {
  const items = shown.filter((item) => known.has(item));
  return {
    itemIndices: Int32Array.from(items),
    ratings: Float32Array.from(items, (item) => known.get(item)!),
    demographics: demographics[userIndex],
    userIndex: null,
  };
}

/** @returns by key `rmse:KEY`, `ndcg@10:KEY` and `answers:KEY` over the people of all folds, added up in the order given */
export function tallyMetrics(folds: readonly ColdUserTallies[]): Record<string, number> {
  const metrics: Record<string, number> = {};
  for (const key of new Set(folds.flatMap((fold) => Object.keys(fold)))) {
    const total = (of: keyof ColdUserTally): number => folds.reduce((sum, fold) => sum + (fold[key]?.[of] ?? 0), 0);
    const people = total('people');
    if (total('predictions') > 0) metrics[`rmse:${key}`] = Math.sqrt(total('squaredError') / total('predictions'));
    metrics[`ndcg@10:${key}`] = total('ndcg') / people;
    metrics[`answers:${key}`] = total('answers') / people;
  }
  return metrics;
}

/** NDCG@10 of each newcomer of a fold, by key, in the order of `userIndices`. Plain JSON. */
export interface MetPeople {
  readonly userIndices: number[];
  readonly ndcg: Record<string, number[]>;
}

/** What the folds say of each person, for paired tests and groups. */
export function metPeople(folds: readonly MetPeople[], { users }: Dataset): PeopleFigures {
  const userIndices = folds.flatMap((fold) => fold.userIndices);
  const order = [...userIndices.keys()].sort((a, b) => userIndices[a] - userIndices[b]);
  const keys = Object.keys(folds[0]?.ndcg ?? {});
  return {
    userIds: Int32Array.from(order, (place) => users.ids[userIndices[place]]),
    metrics: Object.fromEntries(
      keys.map((key) => {
        const values = folds.flatMap((fold) => fold.ndcg[key] ?? []);
        return [`ndcg@10:${key}`, Float64Array.from(order, (place) => values[place])];
      }),
    ),
  };
}
