import { z } from 'zod';
import { modelWords } from '../../contract/modelWords.ts';
import type { ModelName } from '../../contract/shared.ts';
import type { Job } from '../../contract/jobs.ts';
import { datasetFilterSchema } from '../../contract/explore.ts';
import { DomainError } from '../../core/base/errors.ts';
import type { JsonValue } from '../../core/storage/person/settings.ts';
import type { JobWork } from '../jobQueue.ts';
import { chosenDevice, performRun, type LabOptions } from './performRun.ts';
import { performSearch } from './performSearch.ts';

const inputSchema = z.discriminatedUnion('work', [
  z.object({ work: z.literal('run'), runId: z.string() }),
  z.object({ work: z.literal('search'), searchId: z.string() }),
  z.object({ work: z.literal('update'), modelId: z.string(), dataset: z.string(), profileId: z.string() }),
  z.object({ work: z.literal('derive'), dataset: z.string(), name: z.string(), filter: datasetFilterSchema }),
]);
type LabInput = z.infer<typeof inputSchema>;

/** The work of the lab's jobs, from what is kept of them: the same after a restart as before. */
export interface LabJobs {
  work(input: LabInput): JobWork;
  /** null for an input of another kind, or whose run is gone. */
  revive(kind: Job['kind'], input: JsonValue): JobWork | null;
}

export function createLabJobs(options: LabOptions): LabJobs {
  const { stores, compute, events } = options;

  function runWork(runId: string): JobWork {
    const run = stores().person.labRuns.get(runId);
    const kind = run?.protocol === null ? 'train' : 'evaluate';
    const title =
      run === null || run.label !== '' ? (run?.label ?? 'Run') : `${kind === 'train' ? 'Train' : 'Evaluate'} ${modelWords(run.model)}`;
    return {
      kind,
      title,
      input: { work: 'run', runId },
      subject: runId,
      run: async (context) => ({ summary: await performRun(runId, options, context) }),
      onState({ jobId, state, finishedAt, error }) {
        stores().person.labRuns.update(runId, { jobId, state, finishedAt, error: error === null ? null : { ...error } });
        events.changed(runId);
      },
    };
  }

  function searchWork(searchId: string): JobWork {
    return {
      kind: 'search',
      title: `Search ${stores().person.labSearches.get(searchId)?.model ?? ''}`.trim(),
      input: { work: 'search', searchId },
      subject: searchId,
      run: async (context) => ({ summary: await performSearch(searchId, options, context) }),
      onState: ({ jobId, state, finishedAt }) =>
        stores().person.labSearches.setState(searchId, { jobId, state, finishedAt, processId: null }),
    };
  }

  function deriveWork(input: Extract<LabInput, { work: 'derive' }>): JobWork {
    const { dataset, filter, name } = input;
    return {
      kind: 'derive',
      title: `Make ${name}`,
      input: { ...input, filter: { ...filter } },
      async run({ signal, reportProgress }) {
        const made = await compute.call('derive', { dataDir: stores().dataDir, dataset, filter, name }, { signal, reportProgress });
        stores().refreshDatasets();
        const { rows, users, films } = made;
        const figures = `${rows.toLocaleString('en')} ratings by ${users.toLocaleString('en')} people of ${films.toLocaleString('en')} films`;
        return { summary: `${made.name}: ${figures}.`, report: { ...made } };
      },
    };
  }

  function updateWork(input: Extract<LabInput, { work: 'update' }>): JobWork {
    const { modelId, dataset, profileId } = input;
    return {
      kind: 'train',
      title: `Update ${nameOf(modelId)}`,
      input,
      async run({ signal, reportProgress }) {
        const { dataDir, models } = stores();
        const from = models.directoryOf(modelId);
        const device = await chosenDevice({ device: 'auto' }, options, signal);
        const asked = { dataDir, dataset, model: nameOf(modelId), set: {}, seed: 1, device, profile: profileId, from };
        const made = await compute.call('train', asked, { signal, reportProgress });
        stores().models.refresh();
        return { summary: `${made.model} went on with your ratings and is among the models.` };
      },
    };
  }

  /** @throws DomainError 'not-found' */
  function nameOf(modelId: string): ModelName {
    const card = stores()
      .models.cards()
      .find((known) => known.modelId === modelId);
    if (card === undefined)
      throw new DomainError('not-found', `The model "${modelId}" is not at hand; choose another.`, { model: modelId });
    return card.name;
  }

  function work(input: LabInput): JobWork {
    switch (input.work) {
      case 'run':
        return runWork(input.runId);
      case 'search':
        return searchWork(input.searchId);
      case 'update':
        return updateWork(input);
      case 'derive':
        return deriveWork(input);
    }
  }

  return {
    work,
    revive(_kind, json) {
      const { data: input } = inputSchema.safeParse(json);
      if (input === undefined) return null;
      const { person, models } = stores();
      if (input.work === 'run' && person.labRuns.get(input.runId) === null) return null;
      if (input.work === 'search' && person.labSearches.get(input.searchId) === null) return null;
      if (input.work === 'update' && !models.cards().some(({ modelId }) => modelId === input.modelId)) return null;
      return work(input);
    },
  };
}
