import type { LabProtocol } from '../../contract/experiments.ts';
import type { ModelName } from '../../contract/shared.ts';
import { DomainError } from '../../core/base/errors.ts';
import { splitProtocols } from '../../core/evaluation/protocols.ts';
import { bestTrial, nextTrial, numFits, type SearchMethod, type SearchPlan } from '../../core/evaluation/search.ts';
import { objectiveName } from '../../core/evaluation/tuning.ts';
import type { Hyperparameters, RecommenderDefinition, RecommenderName } from '../../core/recommenders/recommender.ts';
import { recommenderDefinitions } from '../../core/recommenders/registry.ts';
import type { LabSearch } from '../../core/storage/person/labSearches.ts';
import type { Stores } from '../stores.ts';
import { chosenDevice, type LabOptions, type WorkContext } from './performRun.ts';
import { completeSettings } from './resolveExperiment.ts';

export interface SearchRequest {
  readonly dataset: string;
  readonly protocol: Exclude<LabProtocol, 'cold-users'>;
  readonly model: ModelName;
  /** On top of the preset, the same in all trials. */
  readonly hyperparameters: Hyperparameters;
  readonly method: SearchMethod;
  readonly trials: number;
  readonly seed: number;
}

/** A search as it is written down before it begins. @throws DomainError 'not-found', 'invalid-input' */
export function newSearch(
  stores: Stores,
  { dataset, protocol, model, hyperparameters, method, trials, seed }: SearchRequest,
  { searchId, processId, now }: { readonly searchId: string; readonly processId: number | null; readonly now: number },
): LabSearch {
  const { name, sha256 } = stores.datasets.info(dataset);
  return {
    searchId,
    jobId: null,
    processId,
    state: 'queued',
    dataset: name,
    datasetSha256: sha256,
    protocol,
    model,
    method,
    trials,
    seed,
    hyperparameters: completeSettings(model, protocol, hyperparameters),
    objective: objectiveName(recommenderDefinitions[model], splitProtocols[protocol]),
    createdAt: now,
    finishedAt: null,
  };
}

/** @throws DomainError 'not-found' */
export function keptSearch(stores: Stores, searchId: string): LabSearch {
  const search = stores.person.labSearches.get(searchId);
  if (search === null) throw new DomainError('not-found', 'There is no such search; it may have been removed.', { searchId });
  return search;
}

export function planOf({ method, trials, seed, hyperparameters, model }: LabSearch): SearchPlan {
  const definition: RecommenderDefinition = recommenderDefinitions[model as RecommenderName];
  return { method: method as SearchMethod, trials, seed, preset: hyperparameters, space: definition.searchSpace };
}

/** Works a search to its end; trials that were measured before stay. @returns one sentence about the result */
export async function performSearch(searchId: string, options: LabOptions, context: WorkContext): Promise<string> {
  const { stores, compute } = options;
  const { labSearches } = stores().person;
  const search = keptSearch(stores(), searchId);
  const plan = planOf(search);
  const total = numFits(plan);
  const device = await chosenDevice({ device: 'auto' }, options, context.signal);
  for (;;) {
    const measured = labSearches.trials(searchId);
    context.reportProgress({ phase: `Searching ${search.model}`, done: measured.length, total, unit: 'fits' });
    const next = nextTrial(plan, measured);
    if (next === null) break;
    const { value, fitMs } = await compute.call(
      'searchTrial',
      {
        dataDir: stores().dataDir,
        dataset: search.dataset,
        datasetSha256: search.datasetSha256,
        protocol: search.protocol as Exclude<LabProtocol, 'cold-users'>,
        model: search.model as RecommenderName,
        hyperparameters: next.hyperparameters,
        seed: search.seed,
        share: next.budget,
        device,
      },
      { signal: context.signal },
    );
    labSearches.addTrial(searchId, { ...next, value, fitMs });
  }
  const best = bestTrial(labSearches.trials(searchId));
  return `${search.model}: best ${search.objective} ${best === null ? 'unknown' : best.value.toFixed(4)} of ${plan.trials} settings.`;
}
