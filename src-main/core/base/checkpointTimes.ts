/** When checkpoints are written: every so many steps, every so many milliseconds, whichever comes first; never where neither is given. */
export interface CheckpointTimes {
  readonly everySteps?: number;
  readonly everyMs?: number;
}

const MINUTE_MS = 60_000;

/**
 * Checkpoint times as a person sets them.
 * @param steps between two checkpoints; 0 sets none
 * @param minutes between two checkpoints; 0 sets none
 * @param otherwiseMs milliseconds between two checkpoints where neither is set
 */
export function checkpointTimes({ steps, minutes }: { steps: number; minutes: number }, otherwiseMs: number): CheckpointTimes {
  if (steps === 0 && minutes === 0) return { everyMs: otherwiseMs };
  return { ...(steps > 0 ? { everySteps: steps } : {}), ...(minutes > 0 ? { everyMs: minutes * MINUTE_MS } : {}) };
}

/** @param now and `saved` of the present and of the last checkpoint: steps made, milliseconds */
export function isCheckpointDue(
  { everySteps = Number.POSITIVE_INFINITY, everyMs = Number.POSITIVE_INFINITY }: CheckpointTimes,
  now: { step: number; ms: number },
  saved: { step: number; ms: number },
): boolean {
  return now.step > saved.step && (now.step - saved.step >= everySteps || now.ms - saved.ms >= everyMs);
}
