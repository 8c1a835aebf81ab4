import type { CurvePoint } from '../../src-main/contract/runs.ts';
import { createRng } from '../../src-main/core/base/rng.ts';
import { openPersonStore } from '../../src-main/core/storage/personStore.ts';
import { openRunFiles } from '../../src-main/core/storage/runFiles.ts';
import { newRun } from '../../src-main/services/lab/experimentFile.ts';

const METRICS = ['ndcg@10', 'recall@10', 'precision@10', 'hr@10', 'map@10', 'mrr@10', 'coverage@10', 'novelty@10', 'rmse', 'mae', 'fitMs'];
const MODELS = ['als', 'ease', 'ials', 'bias', 'sgd-mf', 'two-tower'] as const;
const MINUTE_MS = 60_000;

export interface ManyRuns {
  readonly count: number;
  /** Points of each curve; 0 leaves curves out. */
  readonly points: number;
  /** When the last one ended, milliseconds since 1970. */
  readonly until: number;
}

/** Made-up runs in a data folder: finished, with figures of five seeds and curves. @returns their metrics, and their ids, oldest first */
export function writeManyRuns(
  dataDir: string,
  { count, points, until }: ManyRuns,
): { readonly metrics: readonly string[]; readonly runIds: readonly string[] } {
  const person = openPersonStore(dataDir, { clock: () => until });
  const rng = createRng(1, 'runs');
  const runIds = Array.from({ length: count }, (_, at) => `run-${at}`);
  try {
    for (const [at, runId] of runIds.entries()) {
      const now = until - (count - at) * MINUTE_MS;
      const model = MODELS[at % MODELS.length]!;
      const run = newRun(
        {
          format: 'marquee-experiment-1',
          dataset: { name: at % 3 === 0 ? 'ml-1m' : 'ml-latest-small', sha256: String(at % 3).repeat(64) },
          protocol: at % 5 === 0 ? 'recbole-811' : 'rows-80-20',
          model,
          hyperparameters: { factors: 8 + (at % 120), regularization: Number((0.01 + rng.uniform()).toPrecision(3)) },
          seeds: [1, 2, 3, 4, 5],
          device: 'cpu',
          label: at % 7 === 0 ? `${model}, ${at % 120} more factors` : '',
          result: null,
        },
        { runId, processId: null, now },
      );
      person.labRuns.add({ ...run, state: 'done', device: 'cpu', finishedAt: now + MINUTE_MS, elapsedMs: 10_000 * rng.uniform() });
      const figures = METRICS.map((metric) => {
        const middle = (metric === 'fitMs' ? 4000 : 0.1) * (1 + rng.uniform());
        const perSeed = Array.from({ length: 5 }, () => middle * (1 + 0.02 * rng.normal()));
        return [metric, { mean: middle, ci95: [middle * 0.97, middle * 1.03] as const, perSeed }] as const;
      });
      person.labRuns.setFigures(runId, Object.fromEntries(figures));
      if (points > 0) openRunFiles(dataDir, runId).appendPoints(curveOf(points, rng.uniform()));
    }
  } finally {
    person.close();
  }
  return { metrics: METRICS, runIds };
}

function curveOf(points: number, level: number): CurvePoint[] {
  return Array.from({ length: points }, (_, at) => ({
    seed: 1,
    step: at + 1,
    epoch: at + 1,
    totalSteps: points,
    loss: level + 1 / (1 + at / 10),
    validation: at % 10 === 9 ? { metric: 'rmse', value: 0.9 + level / 10 + 1 / (10 + at) } : null,
    examplesPerSecond: 1e6,
    elapsedMs: at * 20,
    device: 'cpu',
  }));
}
