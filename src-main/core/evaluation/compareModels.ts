import { throwIfCancelled } from '../base/progress.ts';
import { presetFor } from '../recommenders/presets.ts';
import type { RecommenderDefinition, RecommenderName } from '../recommenders/recommender.ts';
import { recommenderDefinitions } from '../recommenders/registry.ts';
import { comparableMetrics, comparePairs, type Contestant, type PairComparison } from './comparing.ts';
import { type EvaluationData, evaluationIdentity, type EvaluationIdentity, roundOf, seedsOf } from './evaluate.ts';
import type { PeopleFigures } from './people.ts';
import type { ProtocolName } from './protocols.ts';
import { type EvaluateContext, fitAndMeasure, peopleOf } from './round.ts';
import { splitSha256 } from './splitHash.ts';

export interface CompareOptions {
  readonly protocol: Exclude<ProtocolName, 'cold-users'>;
  readonly data: EvaluationData;
  readonly models: readonly RecommenderName[];
  /** Averages over people, for example `ndcg@10` or `userRmse`; without it every metric that all models have. */
  readonly metrics?: readonly string[] | undefined;
  /** Seeds are 1..seeds; without it the protocol's own number. */
  readonly seeds?: number | undefined;
}

export interface ComparisonReport extends EvaluationIdentity {
  /** Metric by metric, every pair of models. */
  readonly pairs: readonly PairComparison[];
}

/**
 * Fits the models on the same splits and compares them person by person: bootstrap, Wilcoxon, Holm over the pairs of a metric.
 * @throws DomainError 'invalid-input' when the protocol has no such metric or fewer than two models are named, 'cancelled'.
 */
export async function compareModels(options: CompareOptions, context: EvaluateContext): Promise<ComparisonReport> {
  const { protocol, data, models } = options;
  const seeds = seedsOf(protocol, options.seeds);
  const figures = new Map<RecommenderName, PeopleFigures[]>(models.map((model) => [model, []]));
  const splits: Record<string, string> = {};
  for (let seed = 1; seed <= seeds; seed++) {
    const round = roundOf(protocol, data, seed);
    splits[seed] = await splitSha256(round.dataset, round.split);
    for (const [at, [model, collected]] of [...figures].entries()) {
      throwIfCancelled(context.signal);
      const done = (seed - 1) * figures.size + at;
      context.reportProgress({ phase: `Evaluating ${model}`, done, total: seeds * figures.size, unit: 'fits' });
      const definition: RecommenderDefinition = recommenderDefinitions[model];
      const { measured } = await fitAndMeasure(definition, presetFor(definition, protocol), round, context, undefined, false);
      collected.push(peopleOf(round, measured));
    }
  }
  const contestants: Contestant[] = [...figures].map(([key, perSeed]) => ({ key, seeds: perSeed }));
  const metrics = options.metrics ?? comparableMetrics(contestants);
  return { ...evaluationIdentity(protocol, data, seeds, splits), pairs: metrics.flatMap((metric) => comparePairs(contestants, metric)) };
}
