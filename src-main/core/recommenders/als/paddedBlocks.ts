import type { CsrMatrix } from '../../data/csrMatrix.ts';

/**
 * Rows of a sparse matrix as dense blocks [batch, length] for batched products. Rows of like length share a block; a cell
 * beyond a row's end points at row `numColumns` of the factor table, which is zero and so adds nothing.
 */
export interface PaddedBlock {
  readonly batch: number;
  readonly length: number;
  /** The matrix row of each block row; may be fewer than `batch`. */
  readonly rows: Int32Array;
  /** [batch, length] columns of the entries. */
  readonly indices: Int32Array;
  /** [batch, length] values of the entries, 0 where padded. */
  readonly values: Float32Array;
  /** [batch] entries of each row. */
  readonly counts: Float32Array;
}

/** Cells of a block: 16,384 rows of 64 factors are 4 MiB, which stay in the last-level cache through all products. */
export const CELLS_PER_BLOCK = 16_384;

/** Lengths grow by this factor from class to class: few shapes to compile against few wasted cells. */
const LENGTH_GROWTH = 1.13;
const LENGTH_STEP = 8;

/** Splits all rows that have entries. Blocks of one length class have one shape, so that each class is compiled once. */
export function padRows(matrix: CsrMatrix, cellsPerBlock = CELLS_PER_BLOCK): PaddedBlock[] {
  const lengthOf = (row: number) => matrix.rowOffsets[row + 1]! - matrix.rowOffsets[row]!;
  const rows = Int32Array.from({ length: matrix.numRows }, (_, row) => row).filter((row) => lengthOf(row) > 0);
  rows.sort((a, b) => lengthOf(b) - lengthOf(a) || a - b);
  const blocks: PaddedBlock[] = [];
  for (let start = 0; start < rows.length; ) {
    const length = roundUp(lengthOf(rows[start]!));
    const end = endOfClass(rows, start, length, lengthOf, cellsPerBlock);
    const numBlocks = Math.ceil(((end - start) * length) / cellsPerBlock);
    const batch = Math.ceil((end - start) / numBlocks);
    for (let at = start; at < end; at += batch) blocks.push(fillBlock(matrix, rows.slice(at, Math.min(end, at + batch)), batch, length));
    start = end;
  }
  return blocks;
}

/** A class takes rows down to the next shorter length, and at least one block's worth so that rare lengths do not each get a shape. */
function endOfClass(rows: Int32Array, start: number, length: number, lengthOf: (row: number) => number, cellsPerBlock: number): number {
  const shortest = length / LENGTH_GROWTH;
  const atLeast = start + Math.floor(cellsPerBlock / length);
  let end = start + 1;
  while (end < rows.length && (lengthOf(rows[end]!) > shortest || end < atLeast)) end++;
  return end;
}

function fillBlock(matrix: CsrMatrix, rows: Int32Array, batch: number, length: number): PaddedBlock {
  const indices = new Int32Array(batch * length).fill(matrix.numColumns);
  const values = new Float32Array(batch * length);
  const counts = new Float32Array(batch);
  rows.forEach((row, i) => {
    const from = matrix.rowOffsets[row]!;
    const to = matrix.rowOffsets[row + 1]!;
    indices.set(matrix.columnIndices.subarray(from, to), i * length);
    values.set(matrix.values.subarray(from, to), i * length);
    counts[i] = to - from;
  });
  return { batch, length, rows, indices, values, counts };
}

const roundUp = (length: number): number => Math.ceil(length / LENGTH_STEP) * LENGTH_STEP;
