/** A row that was left out, and why; `line` is 1-based, null where the whole file is meant. */
export interface SkippedRow {
  readonly file: string;
  readonly line: number | null;
  readonly why: string;
}

/** Counts every skipped row and keeps the first ones, so that a broken file of a gigabyte costs no memory. */
export interface SkipLog {
  skip(file: string, line: number | null, why: string): void;
  /** The first 1,000. */
  readonly rows: readonly SkippedRow[];
  readonly count: number;
}

export const KEPT_SKIPS = 1000;

export function createSkipLog(): SkipLog {
  const rows: SkippedRow[] = [];
  let count = 0;
  return {
    skip(file, line, why) {
      count++;
      if (rows.length < KEPT_SKIPS) rows.push({ file, line, why });
    },
    rows,
    get count() {
      return count;
    },
  };
}
