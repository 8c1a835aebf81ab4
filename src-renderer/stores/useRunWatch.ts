import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { AppErrorShape } from '../../src-main/contract/errors.ts';
import type { CurvePoint, Run } from '../../src-main/contract/runs.ts';
import { toAppError } from '../client/appError.ts';
import { useClient, useStores } from './hooks.tsx';

export interface WatchedRun {
  readonly run: Run | null;
  /** Oldest first. */
  readonly points: readonly CurvePoint[];
  readonly error: AppErrorShape | null;
}

const NOTHING: WatchedRun = { run: null, points: [], error: null };
const MAX_POINTS = 4000;

/** A run and its curves, live for as long as the screen shows it. */
export function useRunWatch(runId: string | null): WatchedRun {
  const lab = useClient();
  const { jobs } = useStores();
  // A new connection watches the jobs anew; so does this.
  const epoch = useStore(jobs, (state) => state.watchers);
  const [watched, setWatched] = useState<WatchedRun & { readonly runId: string | null }>({ ...NOTHING, runId: null });

  useEffect(() => {
    if (runId === null) return;
    const controller = new AbortController();
    const follow = async (): Promise<void> => {
      const events = await lab.runs.watch({ runId, maxPoints: MAX_POINTS / 2 }, { signal: controller.signal });
      let isFirst = true;
      for await (const event of events) {
        if (controller.signal.aborted) return;
        if (event.type === 'run')
          setWatched((before) => ({ ...(before.runId === runId ? before : NOTHING), runId, run: event.run, error: null }));
        else {
          const starts = isFirst;
          isFirst = false;
          setWatched((before) => ({
            ...(before.runId === runId ? before : NOTHING),
            runId,
            points: thinned(starts || before.runId !== runId ? event.points : [...before.points, ...event.points]),
          }));
        }
      }
    };
    follow().catch((error: unknown) => {
      const shape = toAppError(error);
      if (!controller.signal.aborted && shape.code !== 'cancelled')
        setWatched((before) => ({ ...(before.runId === runId ? before : NOTHING), runId, error: shape }));
    });
    return () => controller.abort();
  }, [lab, runId, epoch]);

  return watched.runId === runId ? watched : NOTHING;
}

/** Every second one where there are too many; those with a validation figure stay as long as they are not too many themselves. */
function thinned(points: readonly CurvePoint[]): readonly CurvePoint[] {
  if (points.length <= MAX_POINTS) return points;
  const isEven = (at: number): boolean => at % 2 === 0 || at === points.length - 1;
  const kept = points.filter((point, at) => isEven(at) || point.validation !== null);
  return kept.length <= MAX_POINTS ? kept : points.filter((_, at) => isEven(at));
}
