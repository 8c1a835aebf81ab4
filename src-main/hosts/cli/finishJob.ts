import type { Job } from '../../contract/jobs.ts';
import { DomainError, type DomainErrorCode, domainErrorCodes } from '../../core/base/errors.ts';
import type { AppClient } from '../../services/transports/inProcess.ts';
import type { CommandContext } from './command.ts';

const known: ReadonlySet<string> = new Set(domainErrorCodes);

/** Follows a job to its end, with progress on standard error; Ctrl-C cancels it. @throws what it failed with */
export async function finishJob(client: AppClient, jobId: string, { signal, reportProgress }: CommandContext): Promise<Job> {
  const cancel = (): void => void client.jobs.cancel({ jobId });
  signal.addEventListener('abort', cancel, { once: true });
  try {
    for await (const { job } of await client.jobs.watch()) {
      if (job.jobId !== jobId) continue;
      const { state, phase, done, total, unit, error } = job;
      if (state === 'running') reportProgress({ phase, done, total, unit });
      if (state === 'queued' || state === 'running') continue;
      if (state === 'done') return job;
      const code = error !== null && known.has(error.code) ? (error.code as DomainErrorCode) : 'cancelled';
      throw new DomainError(code, error?.message ?? 'The work was cancelled; what was finished is kept.');
    }
    throw new DomainError('cancelled', 'Marquee closed before the work was done; what was finished is kept.');
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
