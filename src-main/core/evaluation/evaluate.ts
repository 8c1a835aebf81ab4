import { DomainError } from '../base/errors.ts';
import { throwIfCancelled } from '../base/progress.ts';
import { createRng } from '../base/rng.ts';
import type { Dataset } from '../data/interactions.ts';
import { presetFor } from '../recommenders/presets.ts';
import type { Hyperparameters, RecommenderDefinition, RecommenderName } from '../recommenders/recommender.ts';
import { recommenderDefinitions } from '../recommenders/registry.ts';
import { coldUsersSplitSha256 } from './coldUserFolds.ts';
import { measureColdUsers } from './coldUsers.ts';
import { type ExportSink, exportObserver, writePeople, writeSplit } from './exports.ts';
import { joinTrainAndTest } from './givenFiles.ts';
import { filesRankings, type ProtocolName, splitProtocols } from './protocols.ts';
import type { PeopleFigures } from './people.ts';
import { type GroupFigures, groupFigures, personGroups } from './personGroups.ts';
import { type EvaluateContext, fitAndMeasure, peopleOf, type Round } from './round.ts';
import { type Summary, summarize } from './significance.ts';
import { splitSha256 } from './splitHash.ts';
import { tuned } from './tuning.ts';

export type EvaluationData =
  | { readonly dataset: Dataset }
  /** Only for `files`. */
  | { readonly train: Dataset; readonly test: Dataset };

export interface EvaluateOptions {
  readonly protocol: ProtocolName;
  readonly data: EvaluationData;
  readonly models: readonly RecommenderName[];
  /** Seeds are 1..seeds; without it the protocol's own number. */
  readonly seeds?: number | undefined;
  /** Trials per model of a search on validation rows of the training part; without it the committed presets count. */
  readonly tune?: number | undefined;
  /** Overrides on top of presets, by model. */
  readonly hyperparameters?: Readonly<Partial<Record<RecommenderName, Hyperparameters>>>;
  readonly exportTo?: ExportSink | undefined;
  /** Also reports means within groups of people by age, gender and activity. */
  readonly groups?: boolean | undefined;
  /** Gets the figures by person of each fit. */
  readonly takePeople?: ((model: RecommenderName, seed: number, figures: PeopleFigures) => void) | undefined;
}

/** What was measured on what: enough to know whether two figures are of the same rows. */
export interface EvaluationIdentity {
  readonly protocol: ProtocolName;
  readonly data:
    | { readonly name: string; readonly sha256: string; readonly splits: SplitHashes }
    | { readonly train: { readonly sha256: string }; readonly test: { readonly sha256: string }; readonly splits: SplitHashes };
  readonly seeds: number;
}

export interface EvaluationReport extends EvaluationIdentity {
  /** Metric keys (`rmse`, `ndcg@10`, ...) and `fitMs`. A metric that a model lacks is absent. */
  readonly models: Readonly<Record<string, Readonly<Record<string, Summary>>>>;
  /** By model, where it was asked for; people of several seeds count once. */
  readonly groups?: Readonly<Record<string, readonly GroupFigures[]>>;
}

/** SHA-256 of each seed's split (splitHash.ts), by seed. */
export type SplitHashes = Readonly<Record<string, string>>;

/**
 * Runs a protocol of EVALUATION.md. Equal options and data give equal metrics.
 * @throws DomainError 'invalid-input', 'cancelled', and what a model's `fit` throws ('too-large', ...).
 */
export async function evaluate(options: EvaluateOptions, context: EvaluateContext): Promise<EvaluationReport> {
  const { protocol: name, data, models } = options;
  if (models.length === 0) throw new DomainError('invalid-input', 'No model was named; name one or more, for example bias,als.');
  const seeds = seedsOf(name, options.seeds);
  const perModel = new Map<RecommenderName, Record<string, number[]>>(models.map((model) => [model, {}]));
  const splits: Record<string, string> = {};
  const people = new Map<RecommenderName, PeopleFigures[]>(models.map((model) => [model, []]));
  const total = seeds * models.length;
  for (let seed = 1; seed <= seeds; seed++) {
    const round = name === 'cold-users' ? null : roundOf(name, data, seed);
    splits[seed] = round === null ? await coldUsersSplitSha256(onlyDataset(data), seed) : await splitSha256(round.dataset, round.split);
    if (round !== null && options.exportTo !== undefined) await writeSplit(options.exportTo, round);
    for (const [at, model] of models.entries()) {
      throwIfCancelled(context.signal);
      context.reportProgress({ phase: `Evaluating ${model}`, done: (seed - 1) * models.length + at, total, unit: 'fits' });
      const run =
        round === null
          ? await coldUsers(model, seed, options, context, (figures) => people.get(model)!.push(figures))
          : await oneFit(model, round, options, context, (figures) => people.get(model)!.push(figures));
      const collected = perModel.get(model)!;
      for (const [metric, value] of Object.entries(run)) if (!Number.isNaN(value)) (collected[metric] ??= []).push(value);
      context.logger.info('evaluated', { protocol: name, model, seed, ...run });
    }
  }
  return {
    ...evaluationIdentity(name, data, seeds, splits),
    models: Object.fromEntries(
      models.map((model) => [
        model,
        Object.fromEntries(Object.entries(perModel.get(model)!).map(([metric, values]) => [metric, summarize(values)])),
      ]),
    ),
    ...(options.groups === true ? { groups: groupsByModel(data, people) } : {}),
  };
}

/** @throws DomainError 'invalid-input' */
export function seedsOf(protocol: ProtocolName, seeds: number | undefined): number {
  const count = seeds ?? (protocol === 'files' || protocol === 'cold-users' ? 1 : splitProtocols[protocol].defaultSeeds);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new DomainError('invalid-input', `The number of seeds must be a whole number of at least 1, not ${count}.`);
}

export const evaluationIdentity = (
  protocol: ProtocolName,
  data: EvaluationData,
  seeds: number,
  splits: SplitHashes,
): EvaluationIdentity => ({
  protocol,
  data:
    'dataset' in data
      ? { name: data.dataset.name, sha256: data.dataset.sha256, splits }
      : { train: { sha256: data.train.sha256 }, test: { sha256: data.test.sha256 }, splits },
  seeds,
});

function groupsByModel(
  data: EvaluationData,
  people: ReadonlyMap<RecommenderName, readonly PeopleFigures[]>,
): Record<string, readonly GroupFigures[]> {
  const groups = personGroups('dataset' in data ? data.dataset : joinTrainAndTest(data.train, data.test).dataset);
  return Object.fromEntries([...people].map(([model, seeds]) => [model, seeds.length === 0 ? [] : groupFigures(groups, seeds)]));
}

/** One seed of a protocol on given data. @throws DomainError 'invalid-input' */
export function roundOf(name: Exclude<ProtocolName, 'cold-users'>, data: EvaluationData, seed: number): Round {
  if (name === 'files') {
    if ('dataset' in data) throw new DomainError('invalid-input', 'The protocol "files" needs a training file and a test file.');
    return {
      ...joinTrainAndTest(data.train, data.test),
      seed,
      protocol: { ratings: true, rankings: () => filesRankings, objective: 'ndcg@10' },
    };
  }
  if (!('dataset' in data))
    throw new DomainError('invalid-input', `The protocol "${name}" splits one data set itself; give the data set, not two files.`);
  const protocol = splitProtocols[name];
  const dataset = protocol.prepare(data.dataset);
  if (dataset.interactions.ratings.length === 0)
    throw new DomainError('invalid-input', `No rating of ${data.dataset.name} is left under the protocol "${name}".`);
  return { dataset, seed, split: protocol.split(dataset, createRng(seed, 'split')), protocol };
}

async function oneFit(
  model: RecommenderName,
  round: Round,
  options: EvaluateOptions,
  context: EvaluateContext,
  takePeople: (figures: PeopleFigures) => void,
): Promise<Record<string, number>> {
  const definition: RecommenderDefinition = recommenderDefinitions[model];
  const preset = { ...presetFor(definition, options.protocol), ...options.hyperparameters?.[model] };
  const hyperparameters = options.tune === undefined ? preset : await tuned(definition, preset, round, options.tune, context);
  const { measured, fitMs } = await fitAndMeasure(
    definition,
    hyperparameters,
    round,
    context,
    exportObserver(options.exportTo, round, model),
  );
  const figures = peopleOf(round, measured);
  takePeople(figures);
  options.takePeople?.(model, round.seed, figures);
  if (options.exportTo !== undefined) writePeople(options.exportTo, figures, model, round.seed);
  await options.exportTo?.flush?.();
  return { ...measured.metrics, fitMs };
}

async function coldUsers(
  model: RecommenderName,
  seed: number,
  options: EvaluateOptions,
  context: EvaluateContext,
  takePeople: (figures: PeopleFigures) => void,
): Promise<Record<string, number>> {
  const definition: RecommenderDefinition = recommenderDefinitions[model];
  const hyperparameters = { ...presetFor(definition, options.protocol), ...options.hyperparameters?.[model] };
  const { metrics, people } = await measureColdUsers(definition, hyperparameters, onlyDataset(options.data), seed, context);
  takePeople(people);
  options.takePeople?.(model, seed, people);
  return metrics;
}

function onlyDataset(data: EvaluationData): Dataset {
  if ('dataset' in data) return data.dataset;
  throw new DomainError('invalid-input', 'The protocol "cold-users" needs one data set, not two files.');
}
