import { randomUUID } from 'node:crypto';
import { type Experiment, type ExperimentDraft, experimentDraftSchema, type SearchTrial } from '../../contract/experiments.ts';
import type { Run } from '../../contract/runs.ts';
import type { Clock } from '../../core/base/clock.ts';
import { DomainError } from '../../core/base/errors.ts';
import { isAlive } from '../../core/storage/datasetFiles.ts';
import type { LabSearch } from '../../core/storage/person/labSearches.ts';
import type { Stores } from '../stores.ts';
import { differences, newRun } from './experimentFile.ts';
import { keepEvaluation, type MeasuredEvaluation } from './keepEvaluation.ts';
import { stoppedRun } from './stoppedRun.ts';
import { stoppedSearch } from './stoppedSearch.ts';
import { performRun, type LabOptions, type WorkContext } from './performRun.ts';
import { newSearch, performSearch, type SearchRequest } from './performSearch.ts';
import { readExperiment, resolveDraft } from './resolveExperiment.ts';
import { viewRun } from './runView.ts';

/** Runs and searches worked in this process, without the queue: what a terminal waits for. */
export interface LabTerminal {
  /** @throws DomainError 'not-found', 'invalid-input' */
  resolve(draft: ExperimentDraft): Experiment;
  /** An experiment file. @throws DomainError 'invalid-input', 'not-found', 'conflict' */
  read(text: string): Experiment;
  /** Metrics that came out other than the file says. */
  differences(experiment: Experiment, run: Run): string[];
  run(experiment: Experiment, context: WorkContext): Promise<Run>;
  /** A run that was stopped, from its last checkpoint. @throws DomainError 'not-found', 'conflict' */
  resume(runId: string, context: WorkContext): Promise<Run>;
  /** What was measured without a run, written down as finished runs. */
  keep(evaluation: MeasuredEvaluation): void;
  /** @throws DomainError 'not-found', 'invalid-input' */
  search(asked: SearchRequest, context: WorkContext): Promise<SearchFound>;
  /**
   * A search that was stopped, with the trials that it lacks.
   * @param searchId id, or how it begins, or `last` for the newest that was stopped @throws DomainError 'not-found', 'conflict'
   */
  resumeSearch(searchId: string, context: WorkContext): Promise<SearchFound>;
}

export interface SearchFound {
  readonly searchId: string;
  readonly model: string;
  readonly objective: string;
  readonly trials: SearchTrial[];
}

export function createLabTerminal(options: LabOptions & { readonly clock: Clock }): LabTerminal {
  const { stores, clock } = options;

  async function work(runId: string, context: WorkContext): Promise<Run> {
    const { labRuns } = stores().person;
    labRuns.update(runId, { state: 'running', processId: process.pid, jobId: null, finishedAt: null, error: null });
    try {
      await performRun(runId, options, context);
      labRuns.update(runId, { state: 'done', processId: null, finishedAt: clock() });
    } catch (error) {
      // Whoever ends it by Ctrl-C may want to go on: what is on disk stays.
      const state = context.signal.aborted ? 'interrupted' : 'failed';
      const told =
        error instanceof DomainError && state === 'failed' ? { code: error.code, message: error.message, data: { ...error.data } } : null;
      labRuns.update(runId, { state, processId: null, finishedAt: clock(), error: told });
      throw error;
    }
    return viewRun(stores(), runId);
  }

  async function workSearch({ searchId, model, objective }: LabSearch, context: WorkContext): Promise<SearchFound> {
    const { labSearches } = stores().person;
    labSearches.setState(searchId, { state: 'running', jobId: null, processId: process.pid, finishedAt: null });
    const end = (state: LabSearch['state']): void =>
      labSearches.setState(searchId, { state, jobId: null, processId: null, finishedAt: clock() });
    try {
      await performSearch(searchId, options, context);
      end('done');
    } catch (error) {
      end(context.signal.aborted ? 'interrupted' : 'failed');
      if (!context.signal.aborted) throw error;
      throw new DomainError(
        'cancelled',
        `The search was stopped; what it measured is kept. Go on with: marquee search --resume ${searchId}`,
        {
          searchId,
        },
      );
    }
    const trials = labSearches.trials(searchId).map((trial) => ({ ...trial, hyperparameters: { ...trial.hyperparameters } }));
    return { searchId, model, objective, trials };
  }

  return {
    resolve: (draft) => resolveDraft(stores(), experimentDraftSchema.parse(draft)),
    read: (text) => readExperiment(stores(), text),
    differences: ({ result }, { metrics }) => differences(result, metrics),
    run(experiment, context) {
      const run = newRun(experiment, { runId: randomUUID(), processId: process.pid, now: clock() });
      stores().person.labRuns.add(run);
      return work(run.runId, context);
    },
    resume(runId, context) {
      return work(stoppedRun(stores(), runId).runId, context);
    },
    keep: (evaluation) => keepEvaluation(stores(), { ...evaluation, versions: { marquee: options.version, ...evaluation.versions } }),
    search(asked, context) {
      const search = newSearch(stores(), asked, { searchId: randomUUID(), processId: process.pid, now: clock() });
      stores().person.labSearches.add(search);
      return workSearch(search, context);
    },
    resumeSearch(searchId, context) {
      return workSearch(stoppedSearch(stores(), searchId), context);
    },
  };
}

/** At the start of whoever owns the folder: what ran in a terminal that is gone is interrupted. Jobs of the queue see to their own runs. */
export function markInterruptedRuns({ person }: Stores, now: number): void {
  for (const { runId, jobId, processId } of person.labRuns.active()) {
    const isGone = jobId === null ? processId === null || !isAlive(processId) : person.jobs.get(jobId) === null;
    if (isGone) person.labRuns.update(runId, { state: 'interrupted', processId: null, finishedAt: now });
  }
  for (const search of person.labSearches.list()) {
    const { searchId, jobId, state, processId } = search;
    const isActive = state === 'running' || state === 'queued';
    if (isActive && jobId === null && (processId === null || !isAlive(processId)))
      person.labSearches.setState(searchId, { state: 'interrupted', jobId, processId: null, finishedAt: now });
  }
}
