import type { CurvePoint, Run, RunEvent } from '../../contract/runs.ts';
import { createWatchers } from '../watchers.ts';

/** Tells whoever looks at a run what became of it. */
export interface RunEvents {
  changed(runId: string): void;
  point(runId: string, point: CurvePoint): void;
  /** Points that came since this process took the run up. */
  livePoints(runId: string): readonly CurvePoint[];
  /** Before a stretch of work. */
  begin(runId: string): void;
  /** @param first points so far, thinned @param read the run as it is now */
  watch(
    runId: string,
    first: readonly CurvePoint[],
    read: () => Run,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<RunEvent, void, void>;
  close(): void;
}

interface Change {
  readonly runId: string;
  readonly what: 'run' | 'points';
}

/** Curves grow ten times a second at most, however quickly points come. */
const BATCH_MS = 100;

export function createRunEvents(): RunEvents {
  const watchers = createWatchers<Change>(({ runId, what }) => `${what} ${runId}`, BATCH_MS);
  const live = new Map<string, CurvePoint[]>();

  return {
    changed: (runId) => watchers.publish({ runId, what: 'run' }),
    point(runId, point) {
      live.get(runId)?.push(point);
      watchers.publish({ runId, what: 'points' });
    },
    livePoints: (runId) => live.get(runId) ?? [],
    begin(runId) {
      // Of runs that are over, the file has everything.
      live.clear();
      live.set(runId, []);
    },
    async *watch(runId, first, read, signal) {
      let points = live.get(runId);
      let sent = points?.length ?? 0;
      yield { type: 'run', run: read() };
      yield { type: 'points', points: [...first] };
      for await (const change of watchers.watch([], signal)) {
        if (change.runId !== runId) continue;
        if (change.what === 'run') {
          yield { type: 'run', run: read() };
          continue;
        }
        const now = live.get(runId);
        if (now !== points) [points, sent] = [now, 0];
        const added = points?.slice(sent) ?? [];
        sent += added.length;
        if (added.length > 0) yield { type: 'points', points: added };
      }
    },
    close: () => watchers.close(),
  };
}

/** Evenly chosen, the last always among them. */
export function thinned<T>(points: readonly T[], maxPoints: number): T[] {
  if (points.length <= maxPoints) return [...points];
  const stride = (points.length - 1) / (maxPoints - 1);
  return Array.from({ length: maxPoints }, (_, at) => points[Math.round(at * stride)]!);
}
