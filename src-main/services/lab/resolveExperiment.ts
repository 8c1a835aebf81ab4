import type { z } from 'zod';
import { type Experiment, experimentDraftSchema, experimentSchema } from '../../contract/experiments.ts';
import { DomainError } from '../../core/base/errors.ts';
import { splitProtocols } from '../../core/evaluation/protocols.ts';
import { presetFor } from '../../core/recommenders/presets.ts';
import type { Hyperparameters, RecommenderDefinition } from '../../core/recommenders/recommender.ts';
import { recommenderDefinitions } from '../../core/recommenders/registry.ts';
import type { Stores } from '../stores.ts';

type Draft = z.output<typeof experimentDraftSchema>;

/** A draft with everything filled in that decides its numbers. @throws DomainError 'not-found', 'invalid-input' */
export function resolveDraft(stores: Stores, draft: Draft): Experiment {
  const { dataset, protocol, model, device, label } = draft;
  const { name, sha256 } = stores.datasets.info(dataset);
  const seeds = draft.seeds ?? Array.from({ length: defaultSeeds(protocol) }, (_, at) => at + 1);
  assertSeeds(protocol, seeds);
  return {
    format: 'marquee-experiment-1',
    dataset: { name, sha256 },
    protocol,
    model,
    hyperparameters: completeSettings(model, protocol ?? 'train', draft.hyperparameters),
    seeds,
    device,
    label,
    result: null,
  };
}

/** The preset with a person's choices on top. @throws DomainError 'invalid-input' for a setting that the model lacks */
export function completeSettings(model: Experiment['model'], preset: string, chosen: Hyperparameters): Hyperparameters {
  const definition: RecommenderDefinition = recommenderDefinitions[model];
  for (const setting of Object.keys(chosen)) {
    if (setting in definition.defaults) continue;
    const known = Object.keys(definition.defaults).join(', ') || 'none';
    throw new DomainError('invalid-input', `${model} has no setting ${setting}; it has: ${known}.`, { setting });
  }
  return { ...presetFor(definition, preset), ...chosen };
}

/**
 * An experiment file, fit to be run here.
 * @throws DomainError 'invalid-input' where it is no such file, 'not-found' without its data, 'conflict' where the data here are others
 */
export function readExperiment(stores: Stores, text: string): Experiment {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new DomainError(
      'invalid-input',
      'This is no experiment file: it is not JSON. Choose one that Marquee exported.',
      {},
      { cause: error },
    );
  }
  const parsed = experimentSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join('.') ?? '';
    throw new DomainError('invalid-input', `This is no experiment file: "${where}" is wrong (${issue?.message ?? 'unknown'}).`, {
      field: where,
    });
  }
  const experiment = parsed.data;
  const { name, sha256 } = experiment.dataset;
  const same = stores.datasets.list().find((held) => held.sha256 === sha256);
  if (same === undefined) {
    const held = stores.datasets.info(name);
    throw new DomainError(
      'conflict',
      `The data set "${name}" here is not the one of the experiment (its hash is ${held.sha256.slice(0, 12)}, not ${sha256.slice(0, 12)}); import that one first.`,
      { name, sha256: held.sha256, expected: sha256 },
    );
  }
  assertSeeds(experiment.protocol, experiment.seeds);
  return {
    ...experiment,
    // The same data may be called otherwise here.
    dataset: { name: same.name, sha256 },
    hyperparameters: completeSettings(experiment.model, experiment.protocol ?? 'train', experiment.hyperparameters),
  };
}

export function defaultSeeds(protocol: Experiment['protocol']): number {
  return protocol === null || protocol === 'cold-users' ? 1 : splitProtocols[protocol].defaultSeeds;
}

function assertSeeds(protocol: Experiment['protocol'], seeds: readonly number[]): void {
  if (new Set(seeds).size < seeds.length) throw new DomainError('invalid-input', 'A seed is named twice; name each once.');
  if (protocol === null && seeds.length > 1)
    throw new DomainError('invalid-input', 'A training of all ratings makes one model and takes one seed; choose a protocol for several.');
}
