import { type CancelSignal, type ReportProgress, throwIfCancelled } from '../../base/progress.ts';
import type { Rng } from '../../base/rng.ts';
import { transposeUserItem, type UserItemMatrix } from '../../data/csrMatrix.ts';
import type { TensorRuntime } from '../../engine/tensorRuntime.ts';
import { compileSparseProduct } from './sparseProduct.ts';
import { symmetricEigen } from './symmetricEigen.ts';

export interface SvdOptions {
  /** Singular vectors wanted. */
  readonly rank: number;
  /** Products with X^T X; each separates the wanted directions from the rest by the ratio of squared singular values. */
  readonly iterations: number;
  readonly rng: Rng;
  readonly runtime: TensorRuntime;
  readonly reportProgress: ReportProgress;
  readonly signal?: CancelSignal;
}

/** Directions carried beside the wanted ones (Halko et al. 2011, section 4.2: five or ten). */
const OVERSAMPLING = 10;

/**
 * Right singular vectors V [columns, rank] of a sparse matrix, by descending singular value: randomised subspace iteration (Halko,
 * Martinsson, Tropp, "Finding structure with randomness", SIAM Review 2011, algorithm 4.4) on X^T X, orthonormalised in double precision
 * after every product, and a Rayleigh-Ritz step at the end. Beyond the matrix's rank V has zero columns. The sign of a column is such that
 * its largest entry is positive.
 * @throws DomainError 'cancelled'
 */
export async function rightSingularVectors(
  matrix: UserItemMatrix,
  options: SvdOptions,
): Promise<{ vectors: Float32Array; values: Float64Array }> {
  const { rank, iterations, rng, runtime, reportProgress, signal } = options;
  const n = matrix.numColumns;
  const width = Math.min(n, matrix.numRows, rank + OVERSAMPLING);
  const forward = await compileSparseProduct(matrix, width, runtime);
  const backward = await compileSparseProduct(transposeUserItem(matrix), width, runtime);
  try {
    const basis = orthonormal(rng.normals(n * width), n, width);
    for (let done = 0; done < iterations; done++) {
      throwIfCancelled(signal);
      reportProgress({ phase: 'Singular vectors', done, total: iterations, unit: 'products' });
      basis.set(orthonormal(await backward.run(await forward.run(basis, signal), signal), n, width));
    }
    reportProgress({ phase: 'Singular vectors', done: iterations, total: iterations, unit: 'products' });
    return ritz(basis, await forward.run(basis, signal), n, matrix.numRows, width, rank);
  } finally {
    await forward.dispose();
    await backward.dispose();
  }
}

/** The best V within the basis: eigenvectors of (X B)^T (X B), whose eigenvalues are squared singular values. */
function ritz(basis: Float32Array, image: Float32Array, n: number, numRows: number, width: number, rank: number) {
  const gram = new Float64Array(width * width);
  for (let row = 0; row < numRows; row++) {
    for (let a = 0; a < width; a++) {
      const left = image[row * width + a]!;
      for (let b = 0; b < width; b++) gram[a * width + b]! += left * image[row * width + b]!;
    }
  }
  const { values, vectors: rotation } = symmetricEigen(gram, width);
  const vectors = new Float32Array(n * rank);
  for (let to = 0; to < Math.min(rank, width); to++) {
    const column = new Float64Array(n);
    for (let row = 0; row < n; row++) {
      for (let a = 0; a < width; a++) column[row]! += basis[row * width + a]! * rotation[to * width + a]!;
    }
    const sign = signOf(column);
    column.forEach((entry, row) => (vectors[row * rank + to] = sign * entry));
  }
  return { vectors, values: values.slice(0, Math.min(rank, width)).map((value) => Math.sqrt(Math.max(0, value))) };
}

function signOf(column: Float64Array): number {
  let largest = 0;
  for (const entry of column) if (Math.abs(entry) > Math.abs(largest)) largest = entry;
  return largest < 0 ? -1 : 1;
}

/** Columns of [n, width] made orthonormal by Gram-Schmidt, twice, in double precision; a column within the others' span becomes zero. */
function orthonormal(table: Float32Array, n: number, width: number): Float32Array {
  const columns = Array.from({ length: width }, (_, c) => Float64Array.from({ length: n }, (_, row) => table[row * width + c]!));
  columns.forEach((column, at) => {
    const before = Math.sqrt(dot(column, column));
    for (let pass = 0; pass < 2; pass++) {
      for (let other = 0; other < at; other++) {
        const along = dot(column, columns[other]!);
        for (let row = 0; row < n; row++) column[row]! -= along * columns[other]![row]!;
      }
    }
    const norm = Math.sqrt(dot(column, column));
    const scale = norm > 1e-6 * before ? 1 / norm : 0;
    for (let row = 0; row < n; row++) column[row]! *= scale;
  });
  const result = new Float32Array(n * width);
  columns.forEach((column, c) => column.forEach((entry, row) => (result[row * width + c] = entry)));
  return result;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
