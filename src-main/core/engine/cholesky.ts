import { DomainError } from '../base/errors.ts';

/**
 * Solves A x = b for one small symmetric positive definite A (a person's own normal equations), in double precision.
 * A = L L^T is factored in place: the lower triangle of `matrix` [n, n] becomes L, `vector` [n] becomes x.
 * Golub and Van Loan, Matrix Computations, 4th ed., algorithm 4.2.1 (row-oriented).
 * @throws DomainError 'model-invalid' when A is not positive definite.
 */
export function solvePositiveDefinite(matrix: Float64Array, vector: Float64Array): void {
  const n = vector.length;
  for (let row = 0; row < n; row++) {
    const rowAt = row * n;
    let residual = vector[row]!;
    for (let column = 0; column <= row; column++) {
      const columnAt = column * n;
      let sum = matrix[rowAt + column]!;
      for (let i = 0; i < column; i++) sum -= matrix[rowAt + i]! * matrix[columnAt + i]!;
      if (column < row) {
        const entry = sum / matrix[columnAt + column]!;
        matrix[rowAt + column] = entry;
        residual -= entry * vector[column]!;
      } else {
        if (!(sum > 0)) throw notPositiveDefinite(row, sum);
        matrix[rowAt + row] = Math.sqrt(sum);
      }
    }
    // Forward substitution L z = b rides along.
    vector[row] = residual / matrix[rowAt + row]!;
  }
  // Back substitution L^T x = z.
  for (let row = n - 1; row >= 0; row--) {
    const x = vector[row]! / matrix[row * n + row]!;
    vector[row] = x;
    for (let i = 0; i < row; i++) vector[i]! -= matrix[row * n + i]! * x;
  }
}

function notPositiveDefinite(row: number, pivot: number): DomainError {
  return new DomainError(
    'model-invalid',
    `The equations of a model have no single solution (pivot ${row} is ${pivot}): its regularization is too small; train it again with a larger one.`,
    { row, pivot },
  );
}
