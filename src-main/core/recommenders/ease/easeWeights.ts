import { DomainError } from '../../base/errors.ts';
import { type CancelSignal, ignoreProgress, type ReportProgress, throwIfCancelled } from '../../base/progress.ts';
import { type CsrMatrix, transposeUserItem, type UserItemMatrix } from '../../data/csrMatrix.ts';
import { compileProduct, invertPositiveDefinite } from '../../engine/linearAlgebra.ts';
import type { Tensor } from '../../engine/tensor.ts';
import type { TensorRuntime } from '../../engine/tensorRuntime.ts';
import { emptyWeights, keepStrongest, type StrongestWeights } from './strongestWeights.ts';

/** Above this, the film space alone would hold 1.6 GB and take many minutes. */
export const EASE_MAX_ITEMS = 20_000;

export interface EaseOptions {
  /** lambda of the paper. */
  readonly l2: number;
  readonly weightsPerItem: number;
  readonly signal?: CancelSignal | undefined;
  readonly reportProgress?: ReportProgress;
}

const ROWS_PER_STRIP = 512;

/**
 * Item-item weights B that minimize ||X - X B||^2 + l2 ||B||^2 with a zero diagonal: B_ij = -P_ij / P_jj, where
 * P = (X^T X + l2 I)^-1 (Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019, equation 8). X are the
 * matrix's values. Solved in the smaller of film space and user space; of each film's column only the strongest weights stay.
 * @throws DomainError 'too-large' above 20,000 films, 'cancelled'
 */
export async function easeWeights(matrix: UserItemMatrix, runtime: TensorRuntime, options: EaseOptions): Promise<StrongestWeights> {
  const { numRows: numUsers, numColumns: numItems } = matrix;
  if (numItems > EASE_MAX_ITEMS) {
    throw new DomainError(
      'too-large',
      `EASE compares every film with every other, which for ${numItems} films takes too much memory; choose ials, or a data set of at most ${EASE_MAX_ITEMS} films.`,
      { numItems },
    );
  }
  return numUsers < numItems ? solveInUserSpace(matrix, runtime, options) : solveInItemSpace(matrix, runtime, options);
}

async function solveInItemSpace(
  matrix: UserItemMatrix,
  runtime: TensorRuntime,
  { l2, weightsPerItem, signal, reportProgress }: EaseOptions,
): Promise<StrongestWeights> {
  const n = matrix.numColumns;
  const precision = gram(matrix, l2);
  await invertPositiveDefinite(precision, n, runtime, { signal, ...(reportProgress === undefined ? {} : { reportProgress }) });
  const kept = emptyWeights(n, weightsPerItem);
  // P is symmetric: column j of B lies in row j of P.
  for (let item = 0; item < n; item++)
    keepStrongest(kept, item, precision.subarray(item * n, (item + 1) * n), -1 / precision[item * n + item]!);
  return kept;
}

/**
 * Woodbury: P = (I - X^T K X) / l2 with K = (X X^T + l2 I)^-1, so with Z = X^T K X: B_ij = Z_ij / (1 - Z_jj).
 * Z is made in strips of rows and never held.
 */
async function solveInUserSpace(matrix: UserItemMatrix, runtime: TensorRuntime, options: EaseOptions): Promise<StrongestWeights> {
  const { l2, weightsPerItem, signal, reportProgress = ignoreProgress } = options;
  const { numRows: numUsers, numColumns: numItems } = matrix;
  const byItem = transposeUserItem(matrix);
  const kernel = gram(byItem, l2);
  await invertPositiveDefinite(kernel, numUsers, runtime, { signal });

  const project = await compileProduct(runtime, numUsers, numUsers, numItems);
  const projected = await project.run(float32([numUsers, numUsers], kernel), float32([numUsers, numItems], dense(matrix, 0, numUsers)));
  await project.dispose();

  const kept = emptyWeights(numItems, weightsPerItem);
  const projectedTensor = await runtime.upload(float32([numUsers, numItems], projected));
  const rows = Math.min(ROWS_PER_STRIP, numItems);
  const strip = await compileProduct(runtime, rows, numUsers, numItems);
  try {
    for (let start = 0; start < numItems; start += rows) {
      throwIfCancelled(signal);
      reportProgress({ phase: 'Comparing films', done: start, total: numItems, unit: 'films' });
      const z = await strip.run(float32([rows, numUsers], dense(byItem, start, rows)), projectedTensor);
      for (let item = start; item < Math.min(numItems, start + rows); item++) {
        const row = z.subarray((item - start) * numItems, (item - start + 1) * numItems);
        keepStrongest(kept, item, row, 1 / (1 - row[item]!));
      }
    }
  } finally {
    projectedTensor.dispose();
    await strip.dispose();
  }
  return kept;
}

/** X^T X + l2 I [numColumns, numColumns] of sparse rows. */
function gram({ numRows, numColumns: n, rowOffsets, columnIndices, values }: CsrMatrix, l2: number): Float32Array {
  const result = new Float32Array(n * n);
  for (let row = 0; row < numRows; row++) {
    const from = rowOffsets[row]!;
    const to = rowOffsets[row + 1]!;
    for (let a = from; a < to; a++) {
      const base = columnIndices[a]! * n;
      const value = values[a]!;
      for (let b = from; b < to; b++) result[base + columnIndices[b]!]! += value * values[b]!;
    }
  }
  for (let i = 0; i < n; i++) result[i * n + i]! += l2;
  return result;
}

/** `count` rows from `start`, [count, numColumns]; rows beyond the end are zero. */
function dense({ numRows, numColumns, rowOffsets, columnIndices, values }: CsrMatrix, start: number, count: number): Float32Array {
  const result = new Float32Array(count * numColumns);
  for (let row = start; row < Math.min(numRows, start + count); row++) {
    for (let i = rowOffsets[row]!; i < rowOffsets[row + 1]!; i++) result[(row - start) * numColumns + columnIndices[i]!] = values[i]!;
  }
  return result;
}

const float32 = (shape: readonly number[], data: Float32Array): Tensor => ({ dtype: 'float32', shape, data });
