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

/**
 * Inverse of a symmetric positive definite A [n, n], in place and in double precision, through A = L L^T and A^-1 = L^-T L^-1
 * (Golub and Van Loan, 4th ed., section 4.2). Only the lower triangle is read; both are written.
 * @throws DomainError 'model-invalid' when A is not positive definite.
 */
export function invertPositiveDefiniteSmall(matrix: Float64Array, n: number): void {
  factor(matrix, n);
  invertLowerTriangle(matrix, n);
  // (L^-T L^-1)[row, column] for column <= row reads rows from `row` on alone, so writing row by row is safe.
  for (let row = 0; row < n; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = 0;
      for (let i = row; i < n; i++) sum += matrix[i * n + row]! * matrix[i * n + column]!;
      matrix[row * n + column] = sum;
    }
  }
  for (let row = 0; row < n; row++) for (let column = row + 1; column < n; column++) matrix[row * n + column] = matrix[column * n + row]!;
}

/** Lower triangle of A becomes L. */
function factor(matrix: Float64Array, n: number): void {
  for (let row = 0; row < n; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * n + column]!;
      for (let i = 0; i < column; i++) sum -= matrix[row * n + i]! * matrix[column * n + i]!;
      if (column < row) matrix[row * n + column] = sum / matrix[column * n + column]!;
      else if (sum > 0) matrix[row * n + row] = Math.sqrt(sum);
      else throw notPositiveDefinite(row, sum);
    }
  }
}

/** L becomes L^-1, column by column from the left: entries of later columns are still L's when they are read. */
function invertLowerTriangle(matrix: Float64Array, n: number): void {
  for (let column = 0; column < n; column++) {
    const pivot = 1 / matrix[column * n + column]!;
    for (let row = column + 1; row < n; row++) {
      let sum = matrix[row * n + column]! * pivot;
      for (let i = column + 1; i < row; i++) sum += matrix[row * n + i]! * matrix[i * n + column]!;
      matrix[row * n + column] = -sum / matrix[row * n + row]!;
    }
    matrix[column * n + column] = pivot;
  }
}
