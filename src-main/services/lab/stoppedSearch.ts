import { DomainError } from '../../core/base/errors.ts';
import { isAlive } from '../../core/storage/datasetFiles.ts';
import type { LabSearch } from '../../core/storage/person/labSearches.ts';
import type { Stores } from '../stores.ts';

/** Whether another process, or the queue, has a run or a search in hand. */
export const isHeld = ({ state, processId }: Pick<LabSearch, 'state' | 'processId'>): boolean =>
  state === 'queued' || (state === 'running' && (processId === null || isAlive(processId)));

/**
 * A search that was stopped and can go on, from the page as from the terminal.
 * @param searchId id, or how it begins, or `last` for the newest that was stopped @throws DomainError 'not-found', 'conflict'
 */
export function stoppedSearch({ person }: Stores, searchId: string): LabSearch {
  const all = person.labSearches.list();
  const isStopped = (search: LabSearch): boolean => search.state !== 'done' && !isHeld(search);
  const found = searchId === 'last' ? all.find(isStopped) : all.find((search) => search.searchId.startsWith(searchId));
  if (found === undefined) throw new DomainError('not-found', 'There is no such search that was stopped; begin a new one.', { searchId });
  if (isStopped(found)) return found;
  throw new DomainError('conflict', 'This search is under way or done; only one that was stopped can be resumed.', {
    searchId: found.searchId,
    state: found.state,
  });
}
