import type { Run } from '../../../../src-main/contract/runs.ts';
import { isLessBetter } from '../metricWords.ts';
import type { Picked } from './columns.ts';

/**
 * Of each model on the same data and protocol: the run with the leading figure, or the newest. The figure is the one that the table is
 * sorted by, otherwise NDCG@10, otherwise RMSE. The table's order stays.
 */
export function picked(runs: readonly Run[], pick: Picked, sort: string): readonly Run[] {
  if (pick === 'all') return runs;
  const metric = sort.startsWith('metric:') ? sort.slice('metric:'.length) : null;
  const kept = new Map<string, Run>();
  for (const run of runs) {
    const key = `${run.experiment.model} ${run.experiment.dataset.sha256} ${run.experiment.protocol}`;
    const held = kept.get(key);
    if (held === undefined || (pick === 'last' ? run.createdAt > held.createdAt : isAhead(run, held, metric))) kept.set(key, run);
  }
  const ids = new Set([...kept.values()].map((run) => run.runId));
  return runs.filter((run) => ids.has(run.runId));
}

function isAhead(a: Run, b: Run, metric: string | null): boolean {
  for (const name of metric === null ? ['ndcg@10', 'rmse'] : [metric]) {
    const [x, y] = [a.metrics[name]?.mean, b.metrics[name]?.mean];
    if (x === undefined && y === undefined) continue;
    if (x === undefined || y === undefined) return x !== undefined;
    return isLessBetter(name) ? x < y : x > y;
  }
  return a.createdAt > b.createdAt;
}
