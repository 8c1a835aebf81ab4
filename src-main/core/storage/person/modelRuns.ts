import type { Connection } from './connection.ts';

/** One training, for the list of models and for tracing a figure back. */
export interface ModelRun {
  readonly runId: string;
  readonly model: string;
  readonly dataset: string;
  readonly datasetSha256: string;
  /** Folder of the model, relative to the data folder. */
  readonly path: string;
  readonly sha256: string;
  readonly seed: number;
  readonly hyperparameters: Readonly<Record<string, number | string | boolean>>;
  readonly metrics: Readonly<Record<string, number>>;
  readonly fitMs: number;
  readonly createdAt: number;
}

export interface ModelRunRepository {
  /** Adds or replaces. */
  add(run: ModelRun): void;
  get(runId: string): ModelRun | null;
  /** Newest first. */
  list(): ModelRun[];
  remove(runId: string): void;
}

interface Row {
  readonly run_id: string;
  readonly model: string;
  readonly dataset: string;
  readonly dataset_sha256: string;
  readonly path: string;
  readonly sha256: string;
  readonly seed: number;
  readonly hyperparameters: string;
  readonly metrics: string;
  readonly fit_ms: number;
  readonly created_at: number;
}

export function createModelRuns({ sql, write }: Connection): ModelRunRepository {
  return {
    add(run) {
      write(() =>
        sql('INSERT OR REPLACE INTO model_runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
          run.runId,
          run.model,
          run.dataset,
          run.datasetSha256,
          run.path,
          run.sha256,
          run.seed,
          JSON.stringify(run.hyperparameters),
          JSON.stringify(run.metrics),
          run.fitMs,
          run.createdAt,
        ),
      );
    },
    get(runId) {
      const row = sql('SELECT * FROM model_runs WHERE run_id = ?').get(runId) as Row | undefined;
      return row === undefined ? null : runOf(row);
    },
    list: () => (sql('SELECT * FROM model_runs ORDER BY created_at DESC, rowid DESC').all() as Row[]).map(runOf),
    remove(runId) {
      write(() => sql('DELETE FROM model_runs WHERE run_id = ?').run(runId));
    },
  };
}

function runOf(row: Row): ModelRun {
  return {
    runId: row.run_id,
    model: row.model,
    dataset: row.dataset,
    datasetSha256: row.dataset_sha256,
    path: row.path,
    sha256: row.sha256,
    seed: row.seed,
    hyperparameters: JSON.parse(row.hyperparameters) as ModelRun['hyperparameters'],
    metrics: JSON.parse(row.metrics) as ModelRun['metrics'],
    fitMs: row.fit_ms,
    createdAt: row.created_at,
  };
}
