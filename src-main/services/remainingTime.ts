import type { Progress } from '../core/base/progress.ts';

/**
 * Seconds left: the work's own estimate where it has one, otherwise from the pace within the present phase; null until a tenth of a second and some progress are there, and
 * where the end is not known.
 */
export function createRemainingTime(clock: () => number): (progress: Progress) => number | null {
  let phase: string | null = null;
  let startedAt = 0;
  let startedWith = 0;
  return (progress) => {
    if (progress.secondsLeft !== undefined) return progress.secondsLeft;
    const now = clock();
    if (progress.phase !== phase || progress.done < startedWith) {
      phase = progress.phase;
      startedAt = now;
      startedWith = progress.done;
      return null;
    }
    const elapsed = (now - startedAt) / 1000;
    const done = progress.done - startedWith;
    if (progress.total === null || elapsed < 0.1 || done <= 0) return null;
    return Math.max(0, ((progress.total - progress.done) / done) * elapsed);
  };
}
