import type { Connection } from './connection.ts';
import type { JsonValue } from './settings.ts';

export const jobStates = ['queued', 'running', 'paused', 'done', 'failed', 'cancelled', 'interrupted'] as const;
export type JobState = (typeof jobStates)[number];

export interface JobRecord {
  readonly jobId: string;
  readonly kind: string;
  readonly title: string;
  readonly state: JobState;
  readonly phase: string;
  readonly done: number;
  readonly total: number | null;
  readonly unit: string;
  readonly createdAt: number;
  readonly finishedAt: number | null;
  /** One sentence about the result. */
  readonly summary: string | null;
  readonly error: JsonValue;
  /** What makes the same work again after a restart; null for work that ends with its process. */
  readonly input: JsonValue;
  readonly result: JsonValue;
  /** Id of the run or search that it does. */
  readonly subject: string | null;
  /** Orders what waits; lower runs earlier. */
  readonly place: number;
}

export interface JobRepository {
  /** Adds or replaces. */
  save(job: JobRecord): void;
  get(jobId: string): JobRecord | null;
  /** All that waits, runs, is paused or can go on, then as many of the others; newest first within each. */
  list(limitOfOthers?: number): JobRecord[];
  /** Removes finished jobs older than this. */
  forgetBefore(time: number): void;
}

interface Row {
  readonly job_id: string;
  readonly kind: string;
  readonly title: string;
  readonly state: JobState;
  readonly phase: string;
  readonly done: number;
  readonly total: number | null;
  readonly unit: string;
  readonly created_at: number;
  readonly finished_at: number | null;
  readonly summary: string | null;
  readonly error: string | null;
  readonly input: string | null;
  readonly result: string | null;
  readonly subject: string | null;
  readonly place: number;
}

/** Work that was broken off can go on where its input is known. */
const OPEN = "(state IN ('queued', 'running', 'paused') OR (state = 'interrupted' AND input IS NOT NULL))";

export function createJobs({ sql, write }: Connection): JobRepository {
  return {
    save(job) {
      write(() =>
        sql('INSERT OR REPLACE INTO jobs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
          job.jobId,
          job.kind,
          job.title,
          job.state,
          job.phase,
          job.done,
          job.total,
          job.unit,
          job.createdAt,
          job.finishedAt,
          job.summary,
          textOf(job.error),
          textOf(job.input),
          textOf(job.result),
          job.subject,
          job.place,
        ),
      );
    },
    get(jobId) {
      const row = sql('SELECT * FROM jobs WHERE job_id = ?').get(jobId) as Row | undefined;
      return row === undefined ? null : recordOf(row);
    },
    list(limitOfOthers = 100) {
      const newest = 'ORDER BY created_at DESC, rowid DESC';
      const open = sql(`SELECT * FROM jobs WHERE ${OPEN} ${newest}`).all() as Row[];
      const others = sql(`SELECT * FROM jobs WHERE NOT ${OPEN} ${newest} LIMIT ?`).all(limitOfOthers) as Row[];
      return [...open, ...others].map(recordOf);
    },
    forgetBefore(time) {
      write(() => sql('DELETE FROM jobs WHERE finished_at < ?').run(time));
    },
  };
}

function textOf(value: JsonValue): string | null {
  return value === null ? null : JSON.stringify(value);
}

function recordOf(row: Row): JobRecord {
  const json = (text: string | null): JsonValue => (text === null ? null : (JSON.parse(text) as JsonValue));
  return {
    jobId: row.job_id,
    kind: row.kind,
    title: row.title,
    state: row.state,
    phase: row.phase,
    done: row.done,
    total: row.total,
    unit: row.unit,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    summary: row.summary,
    error: json(row.error),
    input: json(row.input),
    result: json(row.result),
    subject: row.subject,
    place: row.place,
  };
}
