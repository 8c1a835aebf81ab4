import { invariant } from '../base/assertions.ts';
import type { TensorType, Value } from './graph.ts';
import { gather, matMul, reduceSum, concat, reshape } from './ops.ts';
import type { Tensor } from './tensor.ts';

/**
 * Sums of weighted rows by segment, S[v] = sum over entries e with row(e) = v of weight(e) x[source(e)]: the gradient of an
 * embedding table, whose rows occur many times in a batch. Entries are sorted by row on the host and cut into chunks of
 * eight; a chunk is a small product, the chunks of a row are summed eight at a time until one is left, and the table gathers
 * its rows from these sums. There is no scatter, so nothing races, the order of additions is fixed, and the same graph runs
 * on every device. The shapes depend on the numbers of entries and rows alone.
 */
export interface SegmentSize {
  /** Most entries of one batch. */
  readonly entries: number;
  /** Rows of the table. */
  readonly rows: number;
}

export interface SegmentEntries {
  /** Row of each entry; a negative one is left out. */
  readonly rowOf: Int32Array;
  /** Which row of x it takes; default: the entry's own number. */
  readonly sourceOf?: Int32Array;
  /** Default 1. */
  readonly weights?: Float32Array;
}

const CHUNK = 8;

/** Chunks of each level; the first of each is left empty and gives the zeros that fill the last chunk of a row. */
function capacities({ entries, rows }: SegmentSize): number[] {
  const levels: number[] = [];
  let whole = entries;
  // Rows that need this level have filled more than one chunk of the level before.
  for (let some = Math.min(entries, rows); levels.length === 0 || some > 0; some = Math.min(some, whole)) {
    whole = Math.floor(whole / CHUNK);
    levels.push(1 + whole + some);
    if (whole === 0) break;
  }
  return levels;
}

/** Inputs that a plan is handed to the graph by, to be spread into the batch of a training step. */
export function segmentInputs(name: string, size: SegmentSize): Record<string, TensorType> {
  const [first, ...others] = capacities(size) as [number, ...number[]];
  return {
    [`${name}/sources`]: { dtype: 'int32', shape: [first, CHUNK] },
    [`${name}/weights`]: { dtype: 'float32', shape: [first, 1, CHUNK] },
    ...Object.fromEntries(others.map((count, i) => [`${name}/level${i + 1}`, { dtype: 'int32', shape: [count, CHUNK] } as const])),
    [`${name}/rows`]: { dtype: 'int32', shape: [size.rows] },
  };
}

/** The tensors of those inputs for one batch, in time linear in entries and rows. */
export function planSegments(name: string, size: SegmentSize, { rowOf, sourceOf, weights }: SegmentEntries): Record<string, Tensor> {
  const levels = capacities(size);
  invariant(rowOf.length <= size.entries, `${rowOf.length} entries where ${size.entries} fit`);
  const { starts, sorted } = sortedByRow(rowOf, size.rows);
  const sources = new Int32Array(levels[0]! * CHUNK);
  const factors = new Float32Array(levels[0]! * CHUNK);
  const upper = levels.slice(1).map((count) => new Int32Array(count * CHUNK));
  const bases = levels.map((_, level) => levels.slice(0, level).reduce((sum, count) => sum + count, 0));
  const used = levels.map(() => 1);
  const rows = new Int32Array(size.rows);

  for (let row = 0; row < size.rows; row++) {
    const count = starts[row + 1]! - starts[row]!;
    if (count === 0) continue;
    let first = used[0]!;
    for (let i = 0; i < count; i++) {
      const entry = sorted[starts[row]! + i]!;
      sources[first * CHUNK + i] = sourceOf === undefined ? entry : sourceOf[entry]!;
      factors[first * CHUNK + i] = weights === undefined ? 1 : weights[entry]!;
    }
    let chunks = Math.ceil(count / CHUNK);
    used[0]! += chunks;
    let level = 0;
    while (chunks > 1) {
      const next = used[level + 1]!;
      for (let i = 0; i < chunks; i++) upper[level]![next * CHUNK + i] = first + i;
      first = next;
      chunks = Math.ceil(chunks / CHUNK);
      used[++level]! += chunks;
    }
    rows[row] = bases[level]! + first;
  }
  return {
    [`${name}/sources`]: { dtype: 'int32', shape: [levels[0]!, CHUNK], data: sources },
    [`${name}/weights`]: { dtype: 'float32', shape: [levels[0]!, 1, CHUNK], data: factors },
    ...Object.fromEntries(
      upper.map((data, i) => [`${name}/level${i + 1}`, { dtype: 'int32', shape: [levels[i + 1]!, CHUNK], data } satisfies Tensor]),
    ),
    [`${name}/rows`]: { dtype: 'int32', shape: [size.rows], data: rows },
  };
}

/** Emits the sums: x [n, d] and the plan's inputs to [rows, d]. */
export function segmentSums(x: Value, name: string, plan: Readonly<Record<string, Value>>): Value {
  const width = x.shape.at(-1)!;
  const sources = plan[`${name}/sources`]!;
  const first = matMul(plan[`${name}/weights`]!, gather(x, sources));
  const levels = [reshape(first, [sources.shape[0]!, width])];
  for (let next = plan[`${name}/level1`]; next !== undefined; next = plan[`${name}/level${levels.length}`])
    levels.push(reduceSum(gather(levels.at(-1)!, next), [1]));
  return gather(levels.length === 1 ? levels[0]! : concat(levels, 0), plan[`${name}/rows`]!);
}

/** Counting sort: the entries of row r are sorted[starts[r]] .. sorted[starts[r + 1] - 1], in their first order. */
function sortedByRow(rowOf: Int32Array, rows: number): { starts: Int32Array; sorted: Int32Array } {
  const starts = new Int32Array(rows + 1);
  for (const row of rowOf) if (row >= 0) starts[row + 1]!++;
  for (let row = 0; row < rows; row++) starts[row + 1]! += starts[row]!;
  const next = starts.slice();
  const sorted = new Int32Array(starts[rows]!);
  rowOf.forEach((row, entry) => {
    if (row >= 0) sorted[next[row]!++] = entry;
  });
  return { starts, sorted };
}
