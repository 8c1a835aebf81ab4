import type { CsrMatrix } from '../../src-main/core/data/csrMatrix.ts';

/** Double-precision half sweeps by Gaussian elimination, written for clearness alone: what the graphs must agree with. */

/** Solves A x = b with partial pivoting; A [n][n] and b [n] are copied. */
function solve(matrix: readonly (readonly number[])[], vector: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, vector[i]!]);
  const n = vector.length;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++) if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let row = column + 1; row < n; row++) {
      const factor = rows[row]![column]! / rows[column]![column]!;
      for (let i = column; i <= n; i++) rows[row]![i]! -= factor * rows[column]![i]!;
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let row = n - 1; row >= 0; row--) {
    let sum = rows[row]![n]!;
    for (let i = row + 1; i < n; i++) sum -= rows[row]![i]! * x[i]!;
    x[row] = sum / rows[row]![row]!;
  }
  return x;
}

export interface ReferenceHalfSweep {
  readonly width: number;
  /** Added to the normal equations of every row. */
  readonly shared: (i: number, j: number) => number;
  readonly regularization: (count: number, unknown: number) => number;
  /** What entry `value` in column `column` should be explained as. */
  readonly target: (value: number, column: number) => number;
}

/** Exact solution of all rows: (Y^T Y + shared + diag(reg)) x = Y^T targets; rows without entries are zero. */
export function referenceHalfSweep(matrix: CsrMatrix, table: Float32Array, options: ReferenceHalfSweep): number[][] {
  const { width, shared, regularization, target } = options;
  return Array.from({ length: matrix.numRows }, (_, row) => {
    const entries: { y: number[]; goal: number }[] = [];
    for (let at = matrix.rowOffsets[row]!; at < matrix.rowOffsets[row + 1]!; at++) {
      const column = matrix.columnIndices[at]!;
      entries.push({ y: Array.from(table.subarray(column * width, (column + 1) * width)), goal: target(matrix.values[at]!, column) });
    }
    if (entries.length === 0) return new Array<number>(width).fill(0);
    const normal = Array.from({ length: width }, (_, i) =>
      Array.from({ length: width }, (__, j) => {
        const data = entries.reduce((sum, { y }) => sum + y[i]! * y[j]!, 0);
        return data + shared(i, j) + (i === j ? regularization(entries.length, i) : 0);
      }),
    );
    return solve(
      normal,
      Array.from({ length: width }, (_, i) => entries.reduce((sum, { y, goal }) => sum + y[i]! * goal, 0)),
    );
  });
}
