import { throwIfCancelled } from '../base/progress.ts';
import { pause } from '../base/pause.ts';
import { createRng, type Rng } from '../base/rng.ts';
import type { Dataset, Interactions } from '../data/interactions.ts';
import { selectRows } from '../data/splitting.ts';
import { filmHistogram, type FilmStatistics, filmStatistics } from '../recommenders/filmStatistics.ts';
import { itemKnnDefinition } from '../recommenders/knn/itemKnn.ts';
import { questionList } from '../recommenders/questionList.ts';
import type { FittedRecommender, Hyperparameters, Person, RecommenderDefinition } from '../recommenders/recommender.ts';
import { type ToRateStrategy, toRate, toRateStrategies } from '../recommenders/toRate.ts';
import { clipped, trainingDataOf } from '../recommenders/trainingData.ts';
import { topK } from '../recommenders/topK.ts';
import { type ColdUser, coldUserFolds } from './coldUserFolds.ts';
import { ndcgAtK } from './rankingMetrics.ts';
import { rmse } from './ratingMetrics.ts';
import { type EvaluateContext, fitContextOf } from './round.ts';

/** The strategy behind the plain keys; the others are reported at 15 shown with their name (`rmse:shown15:popular`). */
export const defaultToRateStrategy: ToRateStrategy = 'greedy-extend';

const BUDGETS = [0, 5, 10, 15, 20] as const;

/**
 * `cold-users`: five folds over users; a model trained on the others meets each newcomer. Half of the newcomer's ratings can be answered, half
 * are the test. Films are shown one by one, and one that was not rated burns the question. Lists leave out the answerable half, whatever was
 * shown, so that all budgets rank the same films.
 * @returns `rmse:shownN`, `ndcg@10:shownN`, `rmse:answeredN`, `ndcg@10:answeredN`, `answers:shownN`, `fitMs`
 */
export async function measureColdUsers(
  definition: RecommenderDefinition,
  hyperparameters: Hyperparameters,
  dataset: Dataset,
  seed: number,
  context: EvaluateContext,
  { strategies = toRateStrategies, among }: ColdUsersOptions = {},
): Promise<Record<string, number>> {
  const tallies = new Map<string, Tally>();
  const tallyOf = (key: string) => tallies.get(key) ?? tallies.set(key, { predictions: [], ratings: [], ndcgs: [], answers: [] }).get(key)!;
  let fitMs = 0;
  const folds = coldUserFolds(dataset, seed, among);
  for (const { train, newcomers } of folds) {
    const data = trainingDataOf(dataset, train);
    const fitContext = fitContextOf(context, seed);
    const startedAt = context.clock();
    const fitted = await definition.fit(data, hyperparameters, fitContext());
    fitMs += (context.clock() - startedAt) / folds.length;
    const guide = strategies.includes('adaptive')
      ? await itemKnnDefinition.fit(data, { ...itemKnnDefinition.defaults, starsWidth: 1 }, fitContext())
      : null;
    const statistics = filmStatistics(filmHistogram(data.matrix));
    const questions = Array.from(questionList(data.matrix, createRng(seed, 'questions')));
    for (const user of newcomers) {
      throwIfCancelled(context.signal);
      await pause();
      const newcomer = newcomerOf(dataset, user);
      for (const strategy of strategies) {
        const answers = askAll(strategy, newcomer, { statistics, guide, questions, dataset, rng: user.rng.fork(strategy) });
        for (const shown of BUDGETS) {
          if (strategy === defaultToRateStrategy) add(tallyOf(`shown${shown}`), fitted, newcomer, answers.slice(0, shown), dataset);
          else if (shown === 15) add(tallyOf(`shown${shown}:${strategy}`), fitted, newcomer, answers.slice(0, shown), dataset);
        }
      }
      for (const answered of BUDGETS.slice(1))
        add(tallyOf(`answered${answered}`), fitted, newcomer, [...newcomer.known.keys()].slice(0, answered), dataset);
    }
  }
  const metrics: Record<string, number> = { fitMs };
  for (const [key, { predictions, ratings, ndcgs, answers }] of tallies) {
    if (predictions.length > 0) metrics[`rmse:${key}`] = rmse(Float32Array.from(predictions), Float32Array.from(ratings));
    metrics[`ndcg@10:${key}`] = average(ndcgs);
    metrics[`answers:${key}`] = average(answers);
  }
  return metrics;
}

export interface ColdUsersOptions {
  readonly strategies?: readonly ToRateStrategy[];
  /** Only the first so many users are newcomers in turn; the others always train. To compare training data on the same newcomers. */
  readonly among?: number;
}

interface Tally {
  readonly predictions: number[];
  readonly ratings: number[];
  readonly ndcgs: number[];
  readonly answers: number[];
}

interface Newcomer {
  readonly userIndex: number;
  /** Ratings that can be answered, by item, in random order. */
  readonly known: ReadonlyMap<number, number>;
  readonly test: Interactions;
}

function newcomerOf({ interactions }: Dataset, { userIndex, answerable, tested }: ColdUser): Newcomer {
  return {
    userIndex,
    known: new Map(Array.from(answerable, (row) => [interactions.itemIndices[row], interactions.ratings[row]])),
    test: selectRows(interactions, tested),
  };
}

interface Asking {
  readonly statistics: FilmStatistics;
  /** Who else watched what: only `adaptive` asks it. */
  readonly guide: FittedRecommender | null;
  readonly questions: readonly number[];
  readonly dataset: Dataset;
  readonly rng: Rng;
}

/** The films shown, one at a time, answered or not. */
function askAll(strategy: ToRateStrategy, newcomer: Newcomer, { statistics, guide, questions, dataset, rng }: Asking): number[] {
  const asked = new Set<number>();
  const rated: number[] = [];
  let scores: Float32Array | null = null;
  while (asked.size < BUDGETS.at(-1)!) {
    const [item] = toRate(strategy, { statistics, films: dataset.films, asked, rated, scores, questions, rng }, 1);
    if (item === undefined) break;
    asked.add(item);
    if (!newcomer.known.has(item)) continue;
    rated.push(item);
    if (guide !== null && strategy === 'adaptive') scores = guide.score(guide.foldIn(personOf(newcomer, rated, dataset)));
  }
  return [...asked];
}

function personOf({ known, userIndex }: Newcomer, shown: readonly number[], { demographics }: Dataset): Person {
  const items = shown.filter((item) => known.has(item));
  return {
    itemIndices: Int32Array.from(items),
    ratings: Float32Array.from(items, (item) => known.get(item)!),
    demographics: demographics[userIndex],
    userIndex: null,
  };
}

function add(tally: Tally, fitted: FittedRecommender, newcomer: Newcomer, shown: readonly number[], dataset: Dataset): void {
  const person = personOf(newcomer, shown, dataset);
  tally.answers.push(person.itemIndices.length);
  const folded = fitted.foldIn(person);
  const { itemIndices, ratings } = newcomer.test;
  if (fitted.stars !== undefined) {
    const stars = fitted.stars(folded);
    itemIndices.forEach((item, at) => {
      tally.predictions.push(clipped(stars[item], dataset.scale));
      tally.ratings.push(ratings[at]);
    });
  }
  const isRelevant = new Uint8Array(dataset.items.size);
  for (const item of itemIndices) isRelevant[item] = 1;
  const list = topK(fitted.score(folded), 10, newcomer.known.keys()).itemIndices;
  tally.ndcgs.push(ndcgAtK({ list, isRelevant, numRelevant: itemIndices.length }, 10));
}

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
