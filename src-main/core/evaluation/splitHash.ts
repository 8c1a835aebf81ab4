import { sha256Hex } from '../base/sha256.ts';
import type { Dataset } from '../data/interactions.ts';
import type { RowSplit } from '../data/splitting.ts';

/** Rows of a data set under a name ("train", "test"). */
export interface NamedRows {
  readonly name: string;
  readonly rows: Int32Array;
}

/** SHA-256 of a split: equal for equal parts whatever the order of the source; see `partsSha256`. */
export const splitSha256 = (dataset: Dataset, split: RowSplit): Promise<string> =>
  partsSha256(
    dataset,
    (['train', 'validation', 'test'] as const).map((name) => ({ name, rows: split[name] })),
  );

/**
 * SHA-256 over the parts' rows in canonical order, so that two figures can be known to be of the same rows: for each part a line
 * `name count\n`, then its rows by user id and film id (a pair that stands twice keeps the order of the source), in columns of little-endian
 * numbers: user ids int32, film ids int32, ratings float32, timestamps float64.
 */
export async function partsSha256({ users, items, interactions }: Dataset, parts: readonly NamedRows[]): Promise<string> {
  const pieces: Uint8Array[] = [];
  for (const { name, rows } of parts) {
    const ordered = stableBy(
      stableBy(rows, (row) => items.ids[interactions.itemIndices[row]]),
      (row) => users.ids[interactions.userIndices[row]],
    );
    pieces.push(new TextEncoder().encode(`${name} ${rows.length}\n`));
    for (const column of [
      Int32Array.from(ordered, (row) => users.ids[interactions.userIndices[row]]),
      Int32Array.from(ordered, (row) => items.ids[interactions.itemIndices[row]]),
      Float32Array.from(ordered, (row) => interactions.ratings[row]),
      Float64Array.from(ordered, (row) => interactions.timestamps[row]),
    ])
      pieces.push(new Uint8Array(column.buffer));
  }
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return sha256Hex(whole);
}

/** Rows by ascending key, equal keys in their old order; linear but for sorting the distinct keys. */
function stableBy(rows: Int32Array, keyOf: (row: number) => number): Int32Array {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  let offset = 0;
  for (const key of [...counts.keys()].sort((a, b) => a - b)) {
    const count = counts.get(key)!;
    counts.set(key, offset);
    offset += count;
  }
  const ordered = new Int32Array(rows.length);
  for (const row of rows) {
    const place = counts.get(keyOf(row))!;
    counts.set(keyOf(row), place + 1);
    ordered[place] = row;
  }
  return ordered;
}
