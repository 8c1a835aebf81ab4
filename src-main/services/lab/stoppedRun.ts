import { DomainError } from '../../core/base/errors.ts';
import type { LabRun } from '../../core/storage/person/labRuns.ts';
import { openRunFiles } from '../../core/storage/runFiles.ts';
import type { Stores } from '../stores.ts';
import { keptRun } from './keptRun.ts';
import { isHeld } from './stoppedSearch.ts';

export const isStopped = (run: LabRun): boolean => run.state !== 'done' && !isHeld(run);

/**
 * A run that was stopped and can go on, from the page as from the terminal.
 * @throws DomainError 'not-found', 'conflict' while it is under way or when it is done
 */
export function stoppedRun(stores: Stores, runId: string): LabRun {
  const run = keptRun(stores, runId);
  if (isStopped(run)) return run;
  throw new DomainError('conflict', 'This run is under way or done; only one that was stopped can be resumed.', {
    runId,
    state: run.state,
  });
}

/** Whether something of a stopped run is kept that it need not do again: a seed, a part of one, or a checkpoint. */
export const canGoOn = ({ dataDir }: Stores, run: LabRun, seedsDone: number): boolean =>
  isStopped(run) && (seedsDone > 0 || openRunFiles(dataDir, run.runId).hasProgress());
