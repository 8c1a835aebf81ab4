import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import {
  type Experiment,
  type LabProtocol,
  type ModelOption,
  type Search,
  type searchRangeSchema,
  protocolNames,
} from '../contract/experiments.ts';
import type { Clock } from '../core/base/clock.ts';
import { splitProtocols } from '../core/evaluation/protocols.ts';
import { bestTrial } from '../core/evaluation/search.ts';
import { objectiveName } from '../core/evaluation/tuning.ts';
import { presetFor } from '../core/recommenders/presets.ts';
import type { RecommenderDefinition, SearchRange } from '../core/recommenders/recommender.ts';
import { recommenderDefinitions } from '../core/recommenders/registry.ts';
import type { LabSearch } from '../core/storage/person/labSearches.ts';
import type { Services } from './handlers.ts';
import type { JobQueue } from './jobQueue.ts';
import { experimentFile, newRun } from './lab/experimentFile.ts';
import { meaningOf } from './lab/hyperparameterMeanings.ts';
import type { LabJobs } from './lab/labJobs.ts';
import { keptSearch, newSearch } from './lab/performSearch.ts';
import { protocolWords } from './lab/protocolWords.ts';
import { defaultSeeds, readExperiment, resolveDraft } from './lab/resolveExperiment.ts';
import { viewRun } from './lab/runView.ts';
import { stoppedRun } from './lab/stoppedRun.ts';
import { stoppedSearch } from './lab/stoppedSearch.ts';
import type { Stores } from './stores.ts';

type Range = z.infer<typeof searchRangeSchema>;

export function createExperimentsService(stores: () => Stores, queue: JobQueue, jobs: LabJobs, clock: Clock): Services['experiments'] {
  function start(experiment: Experiment): { runId: string; jobId: string } {
    const run = newRun(experiment, { runId: randomUUID(), processId: null, now: clock() });
    stores().person.labRuns.add(run);
    return { runId: run.runId, jobId: queue.start(jobs.work({ work: 'run', runId: run.runId })).jobId };
  }

  /** With the job that was stopped, or a new one where that was given up, or a terminal did the work. */
  function goOn(jobId: string | null, input: Parameters<LabJobs['work']>[0]): { jobId: string } {
    const job = queue.list().find((known) => known.jobId === jobId);
    return { jobId: job?.canResume === true ? queue.resume(job.jobId).jobId : queue.start(jobs.work(input)).jobId };
  }

  return {
    options({ protocol }) {
      return {
        models: Object.values(recommenderDefinitions).map((definition) => modelOption(definition, protocol)),
        protocols: protocolNames.map((name) => {
          const { ratings, objective } = name === 'cold-users' ? { ratings: true, objective: null } : splitProtocols[name];
          return { name, summary: protocolWords[name], defaultSeeds: defaultSeeds(name), measuresStars: ratings, objective };
        }),
      };
    },
    start: (draft) => start(resolveDraft(stores(), draft)),
    startFile: ({ text }) => start(readExperiment(stores(), text)),
    resume: ({ runId }) => goOn(stoppedRun(stores(), runId).jobId, { work: 'run', runId }),
    file: ({ runId }) => experimentFile(viewRun(stores(), runId)),
    search(asked) {
      const search = newSearch(stores(), asked, { searchId: randomUUID(), processId: null, now: clock() });
      stores().person.labSearches.add(search);
      const { searchId } = search;
      return { searchId, jobId: queue.start(jobs.work({ work: 'search', searchId })).jobId };
    },
    resumeSearch({ searchId }) {
      const { jobId } = stoppedSearch(stores(), keptSearch(stores(), searchId).searchId);
      return goOn(jobId, { work: 'search', searchId });
    },
    searches: () =>
      stores()
        .person.labSearches.list()
        .map((search) => viewSearch(stores(), search)),
    searchTrials({ searchId }) {
      const search = keptSearch(stores(), searchId);
      const definition: RecommenderDefinition = recommenderDefinitions[search.model as Search['model']];
      return {
        search: viewSearch(stores(), search),
        axes: Object.entries(definition.searchSpace).map(([name, range]) => ({ name, range: viewRange(range) })),
        trials: stores().person.labSearches.trials(searchId).map(viewTrial),
      };
    },
  };
}

function modelOption(definition: RecommenderDefinition, protocol: LabProtocol | null): ModelOption {
  const { name, summary, citation, predictsStars, searchSpace, choices = {} } = definition;
  const settings = Object.entries(presetFor(definition, protocol ?? 'train'));
  const isSearched = protocol !== null && protocol !== 'cold-users' && Object.keys(searchSpace).length > 0;
  return {
    name,
    summary,
    citation,
    predictsStars,
    objective: isSearched ? objectiveName(definition, splitProtocols[protocol]) : null,
    hyperparameters: settings.map(([setting, value]) => {
      const range = searchSpace[setting];
      const words = choices[setting] ?? null;
      return {
        name: setting,
        preset: value,
        meaning: meaningOf(setting),
        choices: words === null ? null : [...words],
        range: range === undefined ? null : viewRange(range),
      };
    }),
  };
}

function viewRange(range: SearchRange): Range {
  if (range.kind === 'choice') return { kind: 'choice', values: [...range.values] };
  return { kind: range.kind, min: range.min, max: range.max, integer: range.integer ?? false };
}

const viewTrial = <T extends { readonly hyperparameters: Readonly<Record<string, number | string | boolean>> }>(trial: T) => ({
  ...trial,
  hyperparameters: { ...trial.hyperparameters },
});

export function viewSearch(stores: Stores, search: LabSearch): Search {
  const trials = stores.person.labSearches.trials(search.searchId);
  const best = bestTrial(trials);
  const { searchId, jobId, state, dataset, datasetSha256, protocol, model, method, trials: drawn, seed, objective } = search;
  return {
    searchId,
    jobId,
    state,
    dataset: { name: dataset, sha256: datasetSha256 },
    protocol: protocol as Search['protocol'],
    model: model as Search['model'],
    method: method as Search['method'],
    trials: drawn,
    seed,
    objective,
    createdAt: search.createdAt,
    finishedAt: search.finishedAt,
    numMeasured: trials.length,
    best: best === null ? null : viewTrial(best),
  };
}
