import type { Connection } from './connection.ts';
import type { JobState } from './jobs.ts';

type Settings = Readonly<Record<string, number | string | boolean>>;

/** A search of hyper-parameters. */
export interface LabSearch {
  readonly searchId: string;
  readonly jobId: string | null;
  readonly processId: number | null;
  readonly state: JobState;
  readonly dataset: string;
  readonly datasetSha256: string;
  readonly protocol: string;
  readonly model: string;
  readonly method: string;
  readonly trials: number;
  readonly seed: number;
  /** What every trial has in common, complete. */
  readonly hyperparameters: Settings;
  readonly objective: string;
  readonly createdAt: number;
  readonly finishedAt: number | null;
}

export interface LabTrial {
  readonly trial: number;
  readonly rung: number;
  readonly budget: number;
  readonly hyperparameters: Settings;
  /** Higher is better. */
  readonly value: number;
  readonly fitMs: number;
}

export interface LabSearchRepository {
  add(search: LabSearch): void;
  setState(searchId: string, changes: Pick<LabSearch, 'state' | 'jobId' | 'processId' | 'finishedAt'>): void;
  get(searchId: string): LabSearch | null;
  /** Newest first. */
  list(): LabSearch[];
  addTrial(searchId: string, trial: LabTrial): void;
  /** In the order of trial and rung. */
  trials(searchId: string): LabTrial[];
}

interface Row extends Omit<LabSearch, 'hyperparameters'> {
  readonly hyperparameters: string;
}

const columns = `search_id AS searchId, job_id AS jobId, process_id AS processId, state, dataset, dataset_sha256 AS datasetSha256, protocol, model,
  method, trials, seed, hyperparameters, objective, created_at AS createdAt, finished_at AS finishedAt`;

const searchOf = (row: Row): LabSearch => ({ ...row, hyperparameters: JSON.parse(row.hyperparameters) as Settings });

export function createLabSearches({ sql, write }: Connection): LabSearchRepository {
  return {
    add(search) {
      const { searchId, jobId, processId, state, dataset, datasetSha256, protocol, model, method, trials, seed } = search;
      const { hyperparameters, objective, createdAt, finishedAt } = search;
      write(() =>
        sql('INSERT INTO lab_searches VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
          searchId,
          jobId,
          processId,
          state,
          dataset,
          datasetSha256,
          protocol,
          model,
          method,
          trials,
          seed,
          JSON.stringify(hyperparameters),
          objective,
          createdAt,
          finishedAt,
        ),
      );
    },
    setState(searchId, { state, jobId, processId, finishedAt }) {
      write(() =>
        sql('UPDATE lab_searches SET state = ?, job_id = ?, process_id = ?, finished_at = ? WHERE search_id = ?').run(
          state,
          jobId,
          processId,
          finishedAt,
          searchId,
        ),
      );
    },
    get(searchId) {
      const row = sql(`SELECT ${columns} FROM lab_searches WHERE search_id = ?`).get(searchId) as Row | undefined;
      return row === undefined ? null : searchOf(row);
    },
    list: () => (sql(`SELECT ${columns} FROM lab_searches ORDER BY created_at DESC, rowid DESC`).all() as Row[]).map(searchOf),
    addTrial(searchId, { trial, rung, budget, hyperparameters, value, fitMs }) {
      write(() =>
        sql('INSERT OR REPLACE INTO lab_trials VALUES (?, ?, ?, ?, ?, ?, ?)').run(
          searchId,
          trial,
          rung,
          budget,
          JSON.stringify(hyperparameters),
          value,
          fitMs,
        ),
      );
    },
    trials(searchId) {
      const rows = sql(
        'SELECT trial, rung, budget, hyperparameters, value, fit_ms AS fitMs FROM lab_trials WHERE search_id = ? ORDER BY trial, rung',
      ).all(searchId) as (Omit<LabTrial, 'hyperparameters'> & { hyperparameters: string })[];
      return rows.map((row) => ({ ...row, hyperparameters: JSON.parse(row.hyperparameters) as Settings }));
    },
  };
}
