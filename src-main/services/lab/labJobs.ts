import { z } from 'zod';
import type { Job } from '../../contract/jobs.ts';
import { datasetFilterSchema } from '../../contract/explore.ts';
import type { JsonValue } from '../../core/storage/person/settings.ts';
import type { JobWork } from '../jobQueue.ts';
import { performRun, type LabOptions } from './performRun.ts';
import { performSearch } from './performSearch.ts';

const inputSchema = z.discriminatedUnion('work', [
  z.object({ work: z.literal('run'), runId: z.string() }),
  z.object({ work: z.literal('search'), searchId: z.string() }),
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
    const title = run === null || run.label !== '' ? (run?.label ?? 'Run') : `${kind === 'train' ? 'Train' : 'Evaluate'} ${run.model}`;
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

  function work(input: LabInput): JobWork {
    switch (input.work) {
      case 'run':
        return runWork(input.runId);
      case 'search':
        return searchWork(input.searchId);
      case 'derive':
        return deriveWork(input);
    }
  }

  return {
    work,
    revive(_kind, json) {
      const input = inputSchema.safeParse(json);
      if (!input.success) return null;
      const { person } = stores();
      if (input.data.work === 'run' && person.labRuns.get(input.data.runId) === null) return null;
      if (input.data.work === 'search' && person.labSearches.get(input.data.searchId) === null) return null;
      return work(input.data);
    },
  };
}
