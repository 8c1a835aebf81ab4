import { type Job, jobSchema } from '../contract/jobs.ts';
import type { JsonValue } from '../core/storage/person/settings.ts';
import type { JobRecord } from '../core/storage/person/jobs.ts';
import type { JobRecords } from './jobQueue.ts';
import type { Stores } from './stores.ts';

/** Jobs in the table of the person data base. */
export function createJobRecords(stores: () => Stores): JobRecords {
  return {
    save(job, report) {
      const { secondsLeft: _secondsLeft, ...kept } = job;
      stores().person.jobs.save({ ...kept, input: null, result: (report ?? null) as JsonValue });
    },
    list: () =>
      stores()
        .person.jobs.list()
        .map(toJob)
        .filter((job) => job !== null),
    report: (jobId) => stores().person.jobs.get(jobId)?.result ?? null,
  };
}

/** null for a job of a kind that this version does not know. */
function toJob(record: JobRecord): Job | null {
  const { input: _input, result: _result, ...job } = record;
  const parsed = jobSchema.safeParse({ ...job, secondsLeft: null });
  return parsed.success ? parsed.data : null;
}
