import { type Job, jobSchema } from '../contract/jobs.ts';
import type { JobRecord } from '../core/storage/person/jobs.ts';
import type { JsonValue } from '../core/storage/person/settings.ts';
import type { JobRecords } from './jobQueue.ts';
import type { Stores } from './stores.ts';

/** Jobs in the table of the person data base. */
export function createJobRecords(stores: () => Stores): JobRecords {
  return {
    save({ secondsLeft: _secondsLeft, canPause: _canPause, canResume: _canResume, ...job }, report, input) {
      stores().person.jobs.save({ ...job, input, result: (report ?? null) as JsonValue });
    },
    list: () =>
      stores()
        .person.jobs.list()
        .flatMap((record) => {
          const job = toJob(record);
          return job === null ? [] : [{ job, input: record.input }];
        }),
    report: (jobId) => stores().person.jobs.get(jobId)?.result ?? null,
  };
}

/** null for a job of a kind that this version does not know. */
function toJob({ input, result: _result, ...job }: JobRecord): Job | null {
  const isUnderWay = job.state === 'queued' || job.state === 'running';
  const hasStopped = job.state === 'paused' || job.state === 'interrupted' || job.state === 'failed';
  const parsed = jobSchema.safeParse({
    ...job,
    secondsLeft: null,
    canPause: input !== null && isUnderWay,
    canResume: input !== null && hasStopped,
  });
  return parsed.success ? parsed.data : null;
}
