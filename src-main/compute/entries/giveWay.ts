import { constants, setPriority } from 'node:os';

/**
 * Below everything that a person waits for: where all cores train or paint, a key or a frame of the window goes first. On Linux the threads
 * that begin later take it on, so this is the first thing that a compute process does.
 */
export function giveWay(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Where a system forbids it, the work goes on as any other.
  }
}
