import type { Connection } from './connection.ts';
import type { JobState } from './jobs.ts';
import type { JsonValue } from './settings.ts';

/** A training of a painter: what was asked for, how far it is, what came of it. */
export interface PainterTraining {
  readonly trainingId: string;
  /** Name of the painter that comes of it. */
  readonly painter: string;
  readonly order: JsonValue;
  readonly jobId: string | null;
  readonly state: JobState;
  readonly createdAt: number;
  readonly finishedAt: number | null;
  /** Time spent computing, over all stretches; milliseconds. */
  readonly elapsedMs: number;
  readonly device: string | null;
  /** Steps by stage, fixed before the stage begins, so that a resumed one makes as many. */
  readonly steps: Readonly<Record<string, number>>;
  /** What the finished stages are. */
  readonly stages: readonly JsonValue[];
  readonly error: JsonValue;
}

export type TrainingChange = Partial<Omit<PainterTraining, 'trainingId' | 'painter' | 'order' | 'createdAt'>>;

export interface PainterTrainingRepository {
  add(training: Pick<PainterTraining, 'trainingId' | 'painter' | 'order' | 'createdAt'>): void;
  get(trainingId: string): PainterTraining | null;
  /** Newest first. */
  list(): PainterTraining[];
  update(trainingId: string, change: TrainingChange): void;
  remove(trainingId: string): void;
}

interface Row {
  readonly training_id: string;
  readonly painter: string;
  readonly painting_order: string;
  readonly job_id: string | null;
  readonly state: JobState;
  readonly created_at: number;
  readonly finished_at: number | null;
  readonly elapsed_ms: number;
  readonly device: string | null;
  readonly steps: string;
  readonly stages: string;
  readonly error: string | null;
}

export function createPainterTrainings({ sql, write }: Connection): PainterTrainingRepository {
  const get = (trainingId: string): PainterTraining | null => {
    const row = sql('SELECT * FROM painter_trainings WHERE training_id = ?').get(trainingId) as Row | undefined;
    return row === undefined ? null : trainingOf(row);
  };
  return {
    add({ trainingId, painter, order, createdAt }) {
      write(() =>
        sql("INSERT INTO painter_trainings (training_id, painter, painting_order, state, created_at) VALUES (?, ?, ?, 'queued', ?)").run(
          trainingId,
          painter,
          JSON.stringify(order),
          createdAt,
        ),
      );
    },
    get,
    list: () => (sql('SELECT * FROM painter_trainings ORDER BY created_at DESC, rowid DESC').all() as Row[]).map(trainingOf),
    update: (trainingId, change) =>
      write(() => {
        const before = get(trainingId);
        if (before === null) return;
        const { jobId, state, finishedAt, elapsedMs, device, steps, stages, error } = { ...before, ...change };
        sql(
          'UPDATE painter_trainings SET job_id = ?, state = ?, finished_at = ?, elapsed_ms = ?, device = ?, steps = ?, stages = ?, error = ? WHERE training_id = ?',
        ).run(
          jobId,
          state,
          finishedAt,
          elapsedMs,
          device,
          JSON.stringify(steps),
          JSON.stringify(stages),
          error === null ? null : JSON.stringify(error),
          trainingId,
        );
      }),
    remove: (trainingId) => void write(() => sql('DELETE FROM painter_trainings WHERE training_id = ?').run(trainingId)),
  };
}

const trainingOf = (row: Row): PainterTraining => ({
  trainingId: row.training_id,
  painter: row.painter,
  order: JSON.parse(row.painting_order) as JsonValue,
  jobId: row.job_id,
  state: row.state,
  createdAt: row.created_at,
  finishedAt: row.finished_at,
  elapsedMs: row.elapsed_ms,
  device: row.device,
  steps: JSON.parse(row.steps) as Record<string, number>,
  stages: JSON.parse(row.stages) as JsonValue[],
  error: row.error === null ? null : (JSON.parse(row.error) as JsonValue),
});
