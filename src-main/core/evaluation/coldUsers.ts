import { throwIfCancelled } from '../base/progress.ts';
import { pause } from '../base/pause.ts';
import { createRng, type Rng } from '../base/rng.ts';
import type { Dataset } from '../data/interactions.ts';
import { selectRows } from '../data/splitting.ts';
import { filmHistogram, type FilmStatistics, filmStatistics } from '../recommenders/filmStatistics.ts';
import { itemKnnDefinition } from '../recommenders/knn/itemKnn.ts';
import { questionList } from '../recommenders/questionList.ts';
import type { FittedRecommender, Hyperparameters, RecommenderDefinition } from '../recommenders/recommender.ts';
import { type ToRateStrategy, toRate, toRateStrategies } from '../recommenders/toRate.ts';
import { trainingDataOf } from '../recommenders/trainingData.ts';
import { type ColdUser, type ColdUserFold, coldUserFolds } from './coldUserFolds.ts';
import { type ColdUserTallies, type MetPeople, metPeople, type Newcomer, personOf, tally, tallyMetrics } from './coldUserTallies.ts';
import { foldWatch, type Learnt, progressOfFold } from './foldWatch.ts';
import type { PeopleFigures } from './people.ts';
import { type EvaluateContext, fitContextOf } from './round.ts';

/** The strategy behind the plain keys; the others are reported at 15 shown with their name (`rmse:shown15:popular`). */
export const defaultToRateStrategy: ToRateStrategy = 'greedy-extend';

const BUDGETS = [0, 5, 10, 15, 20] as const;

/**
 * `cold-users`: five folds over users; a model trained on the others meets each newcomer. Half of the newcomer's ratings can be answered, half
 * are the test. Films are shown one by one, and one that was not rated burns the question. Lists leave out the answerable half, whatever was
 * shown, so that all budgets rank the same films. Folds that are kept are not fitted again, and the figures are those of a measurement that was never stopped.
 * @returns metrics `rmse:shownN`, `ndcg@10:shownN`, `rmse:answeredN`, `ndcg@10:answeredN`, `answers:shownN`, `fitMs`, and figures by person
 */
export async function measureColdUsers(
  definition: RecommenderDefinition,
  hyperparameters: Hyperparameters,
  dataset: Dataset,
  seed: number,
  context: EvaluateContext,
  { strategies = toRateStrategies, among, keeper }: ColdUsersOptions = {},
): Promise<ColdUsersMeasured> {
  const folds = coldUserFolds(dataset, seed, among);
  const done: MeasuredFold[] = [...(keeper?.kept() ?? [])];
  for (const [at, fold] of folds.entries()) {
    if (at < done.length) continue;
    const watched = foldWatch(context.watch, at, folds.length, learntIn(done));
    const reportProgress = progressOfFold(context.reportProgress, at, folds.length);
    const met = await measureFold(definition, hyperparameters, dataset, fold, strategies, seed, {
      ...context,
      reportProgress,
      watch: watched.watch,
    });
    const measured = { ...met, ...watched.learnt() };
    done.push(measured);
    keeper?.keep(measured);
  }
  const fitMs = done.reduce((sum, fold) => sum + fold.fitMs, 0) / folds.length;
  return {
    metrics: { fitMs, ...tallyMetrics(done.map(({ tallies }) => tallies)) },
    people: metPeople(
      done.map(({ people }) => people),
      dataset,
    ),
  };
}

export interface ColdUsersMeasured {
  readonly metrics: Record<string, number>;
  /** NDCG@10 of each newcomer after as many films shown or answered. */
  readonly people: PeopleFigures;
}

/** What one fold came to. Plain JSON. */
export interface MeasuredFold extends Learnt {
  readonly tallies: ColdUserTallies;
  readonly people: MetPeople;
  readonly fitMs: number;
}

export const learntIn = (folds: readonly MeasuredFold[]): Learnt => ({
  steps: folds.reduce((sum, { steps }) => sum + steps, 0),
  epochs: folds.reduce((sum, { epochs }) => sum + epochs, 0),
});

async function measureFold(
  definition: RecommenderDefinition,
  hyperparameters: Hyperparameters,
  dataset: Dataset,
  { train, newcomers }: ColdUserFold,
  strategies: readonly ToRateStrategy[],
  seed: number,
  context: EvaluateContext,
): Promise<Omit<MeasuredFold, keyof Learnt>> {
  const tallies: ColdUserTallies = {};
  const people: MetPeople = { userIndices: [], ndcg: {} };
  const data = trainingDataOf(dataset, train);
  const fitContext = fitContextOf(context, seed);
  const startedAt = context.clock();
  const fitted = await definition.fit(data, hyperparameters, { ...fitContext(), ...context.watch });
  const fitMs = context.clock() - startedAt;
  const guide = strategies.includes('adaptive')
    ? await itemKnnDefinition.fit(data, { ...itemKnnDefinition.defaults, starsWidth: 1 }, fitContext())
    : null;
  const statistics = filmStatistics(filmHistogram(data.matrix));
  const questions = Array.from(questionList(data.matrix, createRng(seed, 'questions')));
  for (const [at, user] of newcomers.entries()) {
    throwIfCancelled(context.signal);
    context.reportProgress({ phase: 'Meeting newcomers', done: at, total: newcomers.length, unit: 'people' });
    await pause();
    const newcomer = newcomerOf(dataset, user);
    people.userIndices.push(user.userIndex);
    const add = (key: string, shown: readonly number[]): void => {
      (people.ndcg[key] ??= []).push(tally(tallies, key, fitted, newcomer, shown, dataset));
    };
    for (const strategy of strategies) {
      const answers = askAll(strategy, newcomer, { statistics, guide, questions, dataset, rng: user.rng.fork(strategy) });
      for (const shown of BUDGETS) {
        if (strategy === defaultToRateStrategy) add(`shown${shown}`, answers.slice(0, shown));
        else if (shown === 15) add(`shown${shown}:${strategy}`, answers.slice(0, shown));
      }
    }
    for (const answered of BUDGETS.slice(1)) add(`answered${answered}`, [...newcomer.known.keys()].slice(0, answered));
  }
  return { tallies, people, fitMs };
}

export interface ColdUsersOptions {
  readonly strategies?: readonly ToRateStrategy[];
  /** Only the first so many users are newcomers in turn; the others always train. To compare training data on the same newcomers. */
  readonly among?: number;
  readonly keeper?: FoldKeeper;
}

/** Remembers folds, in their order, for a measurement that may be stopped. */
export interface FoldKeeper {
  kept(): readonly MeasuredFold[];
  keep(fold: MeasuredFold): void;
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
