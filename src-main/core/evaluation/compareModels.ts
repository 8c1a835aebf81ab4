import { DomainError } from '../base/errors.ts';
import { createRng } from '../base/rng.ts';
import { presetFor } from '../recommenders/presets.ts';
import type { RecommenderDefinition, RecommenderName } from '../recommenders/recommender.ts';
import { recommenderDefinitions } from '../recommenders/registry.ts';
import { type EvaluationData, roundOf } from './evaluate.ts';
import type { ProtocolName } from './protocols.ts';
import { type EvaluateContext, fitAndMeasure } from './round.ts';
import { type BootstrapResult, pairedBootstrap } from './significance.ts';

export interface CompareOptions {
  readonly protocol: Exclude<ProtocolName, 'cold-users'>;
  readonly data: EvaluationData;
  readonly models: readonly [RecommenderName, RecommenderName];
  /** A ranking metric that is an average over users, for example `ndcg@10`. */
  readonly metric: string;
  readonly seed: number;
}

/**
 * Whether the first model ranks better than the second for the people of one seed's test: the same people resampled for both.
 * @throws DomainError 'invalid-input' when the protocol has no such metric.
 */
export async function compareModels(options: CompareOptions, context: EvaluateContext): Promise<BootstrapResult> {
  const { protocol, data, models, metric, seed } = options;
  const round = roundOf(protocol, data, seed);
  const perUser: Float64Array[] = [];
  for (const model of models) {
    const definition: RecommenderDefinition = recommenderDefinitions[model];
    const { measured } = await fitAndMeasure(definition, presetFor(definition, protocol), round, context, undefined, false);
    const values = measured.perUser[metric];
    if (values === undefined) {
      const known = Object.keys(measured.perUser).join(', ');
      throw new DomainError('invalid-input', `${protocol} measures no ${metric} per person; it measures ${known}.`, { metric });
    }
    perUser.push(values);
  }
  return pairedBootstrap(perUser[0], perUser[1], createRng(seed, 'bootstrap'));
}
