import { createRng, type Rng, shuffleInPlace } from '../base/rng.ts';
import { splitRows, selectRows } from '../data/splitting.ts';
import type { Hyperparameters, RecommenderDefinition, SearchRange } from '../recommenders/recommender.ts';
import { type EvaluateContext, fitAndMeasure, type Round } from './round.ts';

/**
 * Random search (Bergstra, Bengio, JMLR 2012): the preset and `trials` - 1 draws from the model's search space, each fitted on nine tenths of
 * the training rows and judged on the tenth, or on the protocol's own validation rows. The test rows are never read. Equal budgets for all.
 */
export async function tuned(
  definition: RecommenderDefinition,
  preset: Hyperparameters,
  round: Round,
  trials: number,
  context: EvaluateContext,
): Promise<Hyperparameters> {
  const rng = createRng(round.seed, `tune ${definition.name}`);
  const validationRound = validationOf(round);
  const measured: JudgedTrial[] = [];
  for (let trial = 0; trial < trials; trial++) {
    const hyperparameters = trial === 0 ? preset : drawn(preset, definition.searchSpace, rng.fork(trial));
    context.reportProgress({ phase: `Tuning ${definition.name}`, done: trial, total: trials, unit: 'trials' });
    const judged = await measureTrial(definition, hyperparameters, validationRound, context);
    context.logger.info('tuning trial', { model: definition.name, trial, value: judged.value, ...hyperparameters });
    measured.push({ ...judged, hyperparameters });
  }
  return bestSettings(definition, measured) ?? preset;
}

/** What a trial reached on validation rows; higher is better. */
export interface JudgedTrial {
  readonly hyperparameters: Hyperparameters;
  readonly value: number;
  /** The two sides of `value`; 0 where the side does not count. */
  readonly lists: number;
  readonly stars: number;
}

/**
 * The settings ahead; of equals the first. A model whose lists and stars have settings of their own is two models in one fit: the list settings
 * come from the trial with the best lists, all others from the one with the best stars.
 */
export function bestSettings({ listSettings }: RecommenderDefinition, trials: readonly JudgedTrial[]): Hyperparameters | null {
  const best = (of: (trial: JudgedTrial) => number): Hyperparameters | null =>
    trials.reduce<JudgedTrial | null>((found, trial) => (found === null || of(trial) > of(found) ? trial : found), null)?.hyperparameters ??
    null;
  if (listSettings === undefined) return best(({ value }) => value);
  const lists = best((trial) => trial.lists);
  const ofLists = Object.entries(lists ?? {}).filter(([name]) => listSettings.includes(name));
  return lists === null ? null : { ...best(({ stars }) => stars), ...Object.fromEntries(ofLists) };
}

/**
 * One trial of a search: a setting fitted and judged inside the training part.
 * @param share of the validation round's training rows that is used, a prefix of one random order, so that a larger share holds every smaller one
 */
export async function trialOf(
  definition: RecommenderDefinition,
  hyperparameters: Hyperparameters,
  round: Round,
  share: number,
  context: EvaluateContext,
): Promise<{ readonly value: number; readonly fitMs: number }> {
  const inner = validationOf(round);
  const order = shuffleInPlace(Int32Array.from(inner.split.train), createRng(round.seed, 'search rows'));
  const train = share >= 1 ? inner.split.train : order.slice(0, Math.max(1, Math.round(share * order.length))).sort();
  const { value, fitMs } = await measureTrial(definition, hyperparameters, { ...inner, split: { ...inner.split, train } }, context);
  return { value, fitMs };
}

async function measureTrial(
  definition: RecommenderDefinition,
  hyperparameters: Hyperparameters,
  round: Round,
  context: EvaluateContext,
): Promise<Omit<JudgedTrial, 'hyperparameters'> & { readonly fitMs: number }> {
  const { measured, fitMs } = await fitAndMeasure(definition, hyperparameters, round, context, undefined, false);
  return { ...judged(definition, round.protocol, measured.metrics), fitMs };
}

/** What `trialOf` answers with, in the words of the metric keys; higher is better. */
export function objectiveName(definition: RecommenderDefinition, protocol: Round['protocol']): string {
  const ranking = protocol.objective ?? '';
  const stars = protocol.ratings && definition.predictsStars;
  if (!stars) return ranking;
  return definition.listSettings !== undefined && ranking !== '' ? `${ranking}-rmse` : '-rmse';
}

/** The same kind of round inside the training part. */
function validationOf(round: Round): Round {
  const { dataset, split, seed } = round;
  const none = new Int32Array(0);
  if (split.validation.length > 0) return { ...round, split: { train: split.train, validation: none, test: split.validation } };
  const inner = splitRows(selectRows(dataset.interactions, split.train), 0.1, createRng(seed, 'validation'));
  const rowsOf = (rows: Int32Array) => rows.map((row) => split.train[row]);
  return { ...round, split: { train: rowsOf(inner.train), validation: none, test: rowsOf(inner.test) } };
}

/**
 * Higher is better. Models that predict stars are chosen by RMSE, rankers by the protocol's ranking metric, and models that keep separate settings for
 * the two by the difference of both.
 */
function judged(
  { predictsStars, listSettings }: RecommenderDefinition,
  { objective, ratings }: Round['protocol'],
  metrics: Readonly<Record<string, number>>,
): Omit<JudgedTrial, 'hyperparameters'> {
  const lists = objective === null ? 0 : (metrics[objective] ?? 0);
  const stars = ratings && predictsStars ? -(metrics['rmse'] ?? 0) : 0;
  if (listSettings !== undefined) return { value: lists + stars, lists, stars };
  return { value: stars === 0 ? lists : stars, lists, stars };
}

export function drawn(preset: Hyperparameters, space: Readonly<Record<string, SearchRange>>, rng: Rng): Hyperparameters {
  const draws = Object.entries(space).map(([name, range]) => [name, drawOne(range, rng)] as const);
  return { ...preset, ...Object.fromEntries(draws) };
}

function drawOne(range: SearchRange, rng: Rng): number | string | boolean {
  if (range.kind === 'choice') return range.values[rng.integer(range.values.length)];
  const { kind, min, max, integer = false } = range;
  const u = rng.uniform();
  const value = kind === 'log' ? Math.exp(Math.log(min) + u * (Math.log(max) - Math.log(min))) : min + u * (max - min);
  return integer ? Math.round(value) : value;
}
