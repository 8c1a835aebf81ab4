import { DomainError } from '../../core/base/errors.ts';
import type { LabRun } from '../../core/storage/person/labRuns.ts';
import type { Stores } from '../stores.ts';

/** @throws DomainError 'not-found' */
export function keptRun({ person }: Stores, runId: string): LabRun {
  const run = person.labRuns.get(runId);
  if (run === null) throw new DomainError('not-found', 'There is no such run; it may have been removed.', { runId });
  return run;
}
