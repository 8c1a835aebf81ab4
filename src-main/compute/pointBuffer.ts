import type { RunFiles } from '../core/storage/runFiles.ts';

/** Points of a curve on their way to the disk: written a few times a second, and whenever something that is written must not be ahead of them. */
export interface PointBuffer<T> {
  add(point: T): void;
  flush(): void;
}

export function createPointBuffer<T>(files: Pick<RunFiles, 'appendPoints'>, nowMs: () => number, everyMs: number): PointBuffer<T> {
  let waiting: T[] = [];
  let writtenAt = nowMs();

  function flush(): void {
    if (waiting.length > 0) files.appendPoints(waiting);
    waiting = [];
    writtenAt = nowMs();
  }

  return {
    add(point) {
      waiting.push(point);
      if (nowMs() - writtenAt >= everyMs) flush();
    },
    flush,
  };
}
