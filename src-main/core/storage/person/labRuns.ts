import type { Connection } from './connection.ts';
import type { JobState } from './jobs.ts';
import type { JsonValue } from './settings.ts';

/** A training or evaluation of one model. */
export interface LabRun {
  readonly runId: string;
  readonly jobId: string | null;
  /** The process that works on it outside the queue; null for a queued one. */
  readonly processId: number | null;
  readonly state: JobState;
  readonly label: string;
  readonly note: string;
  readonly model: string;
  readonly dataset: string;
  readonly datasetSha256: string;
  /** null: a training of all ratings. */
  readonly protocol: string | null;
  /** The experiment file without its result. */
  readonly experiment: JsonValue;
  readonly createdAt: number;
  readonly finishedAt: number | null;
  readonly elapsedMs: number;
  readonly device: string | null;
  readonly deviceNotice: string | null;
  readonly versions: Readonly<Record<string, string>>;
  readonly modelId: string | null;
  readonly error: JsonValue;
}

/** What one seed of a run gave. */
export interface LabSeed {
  readonly seed: number;
  readonly metrics: Readonly<Record<string, number>>;
  readonly splitSha256: string | null;
  readonly hasPerUser: boolean;
}

/** A metric over the seeds. */
export interface LabFigure {
  readonly mean: number;
  readonly ci95: readonly [number, number] | null;
  readonly perSeed: readonly number[];
}

export interface LabRunQuery {
  readonly dataset?: string | undefined;
  readonly protocol?: string | null | undefined;
  readonly models: readonly string[];
  readonly states: readonly string[];
  readonly text: string;
  /** A column of the table, or `metric:<name>`. */
  readonly sort: string;
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
}

export interface LabRunRepository {
  add(run: LabRun): void;
  /** Replaces what is given. */
  update(runId: string, changes: Partial<Omit<LabRun, 'runId'>>): void;
  get(runId: string): LabRun | null;
  list(query: LabRunQuery): { readonly runs: LabRun[]; readonly total: number; readonly metrics: string[] };
  /** Those that somebody works on, or worked on when everything stopped. */
  active(): LabRun[];
  addSeed(runId: string, seed: LabSeed): void;
  seeds(runId: string): LabSeed[];
  /** Seeds of several runs in one query, by run. */
  seedsOf(runIds: readonly string[]): Map<string, LabSeed[]>;
  setFigures(runId: string, figures: Readonly<Record<string, LabFigure>>): void;
  figuresOf(runIds: readonly string[]): Map<string, Record<string, LabFigure>>;
  remove(runId: string): void;
}

interface Row {
  readonly run_id: string;
  readonly job_id: string | null;
  readonly process_id: number | null;
  readonly state: JobState;
  readonly label: string;
  readonly note: string;
  readonly model: string;
  readonly dataset: string;
  readonly dataset_sha256: string;
  readonly protocol: string | null;
  readonly experiment: string;
  readonly created_at: number;
  readonly finished_at: number | null;
  readonly elapsed_ms: number;
  readonly device: string | null;
  readonly device_notice: string | null;
  readonly versions: string;
  readonly model_id: string | null;
  readonly error: string | null;
}

const sortColumns: Readonly<Record<string, string>> = {
  createdAt: 'created_at',
  finishedAt: 'finished_at',
  model: 'model',
  dataset: 'dataset',
  protocol: 'protocol',
  state: 'state',
  elapsedMs: 'elapsed_ms',
};

export function createLabRuns({ sql, write }: Connection): LabRunRepository {
  function get(runId: string): LabRun | null {
    const row = sql('SELECT * FROM lab_runs WHERE run_id = ?').get(runId) as Row | undefined;
    return row === undefined ? null : runOf(row);
  }

  function put(run: LabRun): void {
    sql(`INSERT INTO lab_runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (run_id) DO UPDATE SET job_id = excluded.job_id, process_id = excluded.process_id, state = excluded.state, label = excluded.label,
      note = excluded.note, experiment = excluded.experiment, finished_at = excluded.finished_at, elapsed_ms = excluded.elapsed_ms,
      device = excluded.device, device_notice = excluded.device_notice, versions = excluded.versions, model_id = excluded.model_id,
      error = excluded.error`).run(
      run.runId,
      run.jobId,
      run.processId,
      run.state,
      run.label,
      run.note,
      run.model,
      run.dataset,
      run.datasetSha256,
      run.protocol,
      JSON.stringify(run.experiment),
      run.createdAt,
      run.finishedAt,
      run.elapsedMs,
      run.device,
      run.deviceNotice,
      JSON.stringify(run.versions),
      run.modelId,
      run.error === null ? null : JSON.stringify(run.error),
    );
  }

  return {
    add: (run) => write(() => put(run)),
    update(runId, changes) {
      write(() => {
        const run = get(runId);
        if (run !== null) put({ ...run, ...changes });
      });
    },
    get,
    list(query) {
      const { where, values } = filterOf(query);
      const total = sql(`SELECT count(*) AS n FROM lab_runs ${where}`).get(...values) as { n: number };
      const metrics = sql(
        `SELECT DISTINCT metric FROM lab_figures WHERE run_id IN (SELECT run_id FROM lab_runs ${where}) ORDER BY metric`,
      ).all(...values) as { metric: string }[];
      const direction = query.descending ? 'DESC' : 'ASC';
      const metric = query.sort.startsWith('metric:') ? query.sort.slice('metric:'.length) : null;
      const key = metric === null ? (sortColumns[query.sort] ?? 'created_at') : 'sorted.mean';
      const join = metric === null ? '' : 'LEFT JOIN lab_figures sorted ON sorted.run_id = lab_runs.run_id AND sorted.metric = ?';
      const rows = sql(
        `SELECT lab_runs.* FROM lab_runs ${join} ${where} ORDER BY ${key} IS NULL, ${key} ${direction}, created_at DESC, lab_runs.rowid DESC LIMIT ? OFFSET ?`,
      ).all(...(metric === null ? [] : [metric]), ...values, query.limit, query.offset) as Row[];
      return { runs: rows.map(runOf), total: total.n, metrics: metrics.map((row) => row.metric) };
    },
    active: () => (sql("SELECT * FROM lab_runs WHERE state IN ('queued', 'running')").all() as Row[]).map(runOf),
    addSeed(runId, { seed, metrics, splitSha256, hasPerUser }) {
      write(() =>
        sql('INSERT OR REPLACE INTO lab_seeds VALUES (?, ?, ?, ?, ?)').run(
          runId,
          seed,
          JSON.stringify(metrics),
          splitSha256,
          hasPerUser ? 1 : 0,
        ),
      );
    },
    seeds: (runId) => seedsOf([runId]).get(runId) ?? [],
    seedsOf,
    setFigures(runId, figures) {
      write(() => {
        sql('DELETE FROM lab_figures WHERE run_id = ?').run(runId);
        for (const [metric, { mean, ci95, perSeed }] of Object.entries(figures)) {
          sql('INSERT INTO lab_figures VALUES (?, ?, ?, ?, ?, ?)').run(
            runId,
            metric,
            mean,
            ci95?.[0] ?? null,
            ci95?.[1] ?? null,
            JSON.stringify(perSeed),
          );
        }
      });
    },
    figuresOf(runIds) {
      const rows = sql('SELECT * FROM lab_figures WHERE run_id IN (SELECT value FROM json_each(?)) ORDER BY run_id, metric').all(
        JSON.stringify(runIds),
      ) as { run_id: string; metric: string; mean: number; low: number | null; high: number | null; per_seed: string }[];
      const byRun = new Map<string, Record<string, LabFigure>>();
      for (const { run_id, metric, mean, low, high, per_seed } of rows) {
        const figures = byRun.get(run_id) ?? {};
        figures[metric] = { mean, ci95: low === null || high === null ? null : [low, high], perSeed: JSON.parse(per_seed) as number[] };
        byRun.set(run_id, figures);
      }
      return byRun;
    },
    remove(runId) {
      write(() => sql('DELETE FROM lab_runs WHERE run_id = ?').run(runId));
    },
  };

  function seedsOf(runIds: readonly string[]): Map<string, LabSeed[]> {
    const rows = sql('SELECT * FROM lab_seeds WHERE run_id IN (SELECT value FROM json_each(?)) ORDER BY run_id, seed').all(
      JSON.stringify(runIds),
    ) as { run_id: string; seed: number; metrics: string; split_sha256: string | null; has_per_user: number }[];
    const byRun = new Map<string, LabSeed[]>();
    for (const { run_id, seed, metrics, split_sha256, has_per_user } of rows) {
      const seeds = byRun.get(run_id) ?? [];
      seeds.push({
        seed,
        metrics: JSON.parse(metrics) as LabSeed['metrics'],
        splitSha256: split_sha256,
        hasPerUser: has_per_user === 1,
      });
      byRun.set(run_id, seeds);
    }
    return byRun;
  }
}

function filterOf({ dataset, protocol, models, states, text }: LabRunQuery): { where: string; values: unknown[] } {
  const conditions: string[] = [];
  const values: unknown[] = [];
  const add = (condition: string, ...given: unknown[]): void => {
    conditions.push(condition);
    values.push(...given);
  };
  if (dataset !== undefined) add('dataset = ? COLLATE NOCASE', dataset);
  if (protocol !== undefined) add('protocol IS ?', protocol);
  if (models.length > 0) add('model IN (SELECT value FROM json_each(?))', JSON.stringify(models));
  if (states.length > 0) add('state IN (SELECT value FROM json_each(?))', JSON.stringify(states));
  if (text !== '') add("instr(lower(label || ' ' || note || ' ' || model || ' ' || dataset), lower(?)) > 0", text);
  return { where: conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`, values };
}

function runOf(row: Row): LabRun {
  return {
    runId: row.run_id,
    jobId: row.job_id,
    processId: row.process_id,
    state: row.state,
    label: row.label,
    note: row.note,
    model: row.model,
    dataset: row.dataset,
    datasetSha256: row.dataset_sha256,
    protocol: row.protocol,
    experiment: JSON.parse(row.experiment) as JsonValue,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    elapsedMs: row.elapsed_ms,
    device: row.device,
    deviceNotice: row.device_notice,
    versions: JSON.parse(row.versions) as LabRun['versions'],
    modelId: row.model_id,
    error: row.error === null ? null : (JSON.parse(row.error) as JsonValue),
  };
}
