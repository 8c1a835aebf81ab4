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
  let best = { hyperparameters: preset, value: Number.NEGATIVE_INFINITY };
  for (let trial = 0; trial < trials; trial++) {
    const hyperparameters = trial === 0 ? preset : drawn(preset, definition.searchSpace, rng.fork(trial));
    context.reportProgress({ phase: `Tuning ${definition.name}`, done: trial, total: trials, unit: 'trials' });
    const { value } = await measureTrial(definition, hyperparameters, validationRound, context);
    context.logger.info('tuning trial', { model: definition.name, trial, value, ...hyperparameters });
    if (value > best.value) best = { hyperparameters, value };
  }
  return best.hyperparameters;
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
  return measureTrial(definition, hyperparameters, { ...inner, split: { ...inner.split, train } }, context);
}

async function measureTrial(definition: RecommenderDefinition, hyperparameters: Hyperparameters, round: Round, context: EvaluateContext) {
  const { measured, fitMs } = await fitAndMeasure(definition, hyperparameters, round, context, undefined, false);
  return { value: objectiveOf(definition, round, measured.metrics), fitMs };
}

/** What `trialOf` answers with, in the words of the metric keys; higher is better. */
export function objectiveName(definition: RecommenderDefinition, protocol: Round['protocol']): string {
  const ranking = protocol.objective ?? '';
  const stars = protocol.ratings && definition.predictsStars;
  const both = definition.name === 'item-knn' || definition.name === 'user-knn';
  if (!stars) return ranking;
  return both && ranking !== '' ? `${ranking}-rmse` : '-rmse';
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
 * Higher is better. Models whose score is their stars are chosen by RMSE, rankers by the protocol's ranking metric, and neighbourhoods, which
 * keep separate settings for the two, by the difference of both.
 */
function objectiveOf(
  { name, predictsStars }: RecommenderDefinition,
  { protocol }: Round,
  metrics: Readonly<Record<string, number>>,
): number {
  const ranking = protocol.objective === null ? 0 : (metrics[protocol.objective] ?? 0);
  const stars = protocol.ratings && predictsStars ? -(metrics['rmse'] ?? 0) : 0;
  const both = name === 'item-knn' || name === 'user-knn';
  if (both) return ranking + stars;
  return stars === 0 ? ranking : stars;
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
