import { type CancelSignal, ignoreProgress, type ReportProgress, throwIfCancelled } from '../base/progress.ts';
import { invertPositiveDefiniteSmall } from './cholesky.ts';
import { graph, input } from './graph.ts';
import { matMul, sub } from './ops.ts';
import type { Tensor } from './tensor.ts';
import type { CompiledGraph, DeviceTensor, TensorRuntime } from './tensorRuntime.ts';

type Operand = Tensor | DeviceTensor;

/** A compiled product [m, k] x [k, n] on the device; `run` copies the result home. */
export interface Product {
  run(a: Operand, b: Operand): Promise<Float32Array>;
  dispose(): Promise<void>;
}

export async function compileProduct(runtime: TensorRuntime, m: number, k: number, n: number): Promise<Product> {
  const a = input('a', 'float32', [m, k]);
  const b = input('b', 'float32', [k, n]);
  const compiled = await runtime.compile(graph('product', [a, b], { product: matMul(a, b) }));
  return {
    run: async (left, right) => (await compiled.run({ a: left, b: right }))['product']!.data as Float32Array,
    dispose: () => compiled.dispose(),
  };
}

export interface InverseOptions {
  readonly signal?: CancelSignal | undefined;
  readonly reportProgress?: ReportProgress;
  /** Rows eliminated at once. */
  readonly blockSize?: number;
}

/** Rows updated by one run: enough work for the product, little beside the matrix. */
const ROWS_PER_RUN = 1024;
const BLOCK_SIZE = 256;

/**
 * Inverse of a symmetric positive definite A [n, n], in place: blocked Gauss-Jordan elimination, which needs no pivoting for
 * such matrices (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., section 14.4). For every block k with
 * D = A_kk^-1 (double precision):
 *   A_ij -= A_ik D A_kj,  A_ik = -A_ik D,  A_kj = D A_kj,  A_kk = D.
 * All but D are products on the device; beside A there are two panels and one strip of rows.
 * @throws DomainError 'model-invalid' when A is not positive definite, 'cancelled'
 */
export async function invertPositiveDefinite(
  matrix: Float32Array,
  n: number,
  runtime: TensorRuntime,
  options: InverseOptions = {},
): Promise<void> {
  const { signal, reportProgress = ignoreProgress, blockSize = BLOCK_SIZE } = options;
  const block = Math.min(blockSize, n);
  const panel = await compileProduct(runtime, block, block, n);
  const updates = new Map<number, CompiledGraph>();
  try {
    for (let start = 0; start < n; start += block) {
      throwIfCancelled(signal);
      reportProgress({ phase: 'Inverting a matrix', done: start, total: n, unit: 'rows' });
      await eliminate(matrix, n, start, block, runtime, panel, updates);
    }
  } finally {
    await panel.dispose();
    for (const update of updates.values()) await update.dispose();
  }
}

async function eliminate(
  matrix: Float32Array,
  n: number,
  start: number,
  block: number,
  runtime: TensorRuntime,
  panel: Product,
  updates: Map<number, CompiledGraph>,
): Promise<void> {
  const size = Math.min(block, n - start);
  const inverse = diagonalInverse(matrix, n, start, size, block);
  const pivotRows = new Float32Array(block * n);
  pivotRows.set(matrix.subarray(start * n, (start + size) * n));
  // R = D A_k: with D itself in the block's own columns, so that the update below also writes -A_ik D there.
  const scaledRows = await panel.run(float32([block, block], inverse), float32([block, n], pivotRows));
  for (let i = 0; i < size; i++) scaledRows.set(inverse.subarray(i * block, i * block + size), i * n + start);

  const columns = takeColumns(matrix, n, start, size, block);
  const rowsTensor = await runtime.upload(float32([block, n], scaledRows));
  try {
    for (let row = 0; row < n; row += ROWS_PER_RUN) {
      const rows = Math.min(ROWS_PER_RUN, n - row);
      const update = updates.get(rows) ?? (await compileUpdate(runtime, rows, block, n));
      updates.set(rows, update);
      const strip = matrix.subarray(row * n, (row + rows) * n);
      const result = await update.run({
        strip: float32([rows, n], strip),
        columns: float32([rows, block], columns.subarray(row * block, (row + rows) * block)),
        rows: rowsTensor,
      });
      strip.set(result['updated']!.data as Float32Array);
    }
  } finally {
    rowsTensor.dispose();
  }
  matrix.set(scaledRows.subarray(0, size * n), start * n);
}

async function compileUpdate(runtime: TensorRuntime, numRows: number, block: number, n: number): Promise<CompiledGraph> {
  const strip = input('strip', 'float32', [numRows, n]);
  const columns = input('columns', 'float32', [numRows, block]);
  const rows = input('rows', 'float32', [block, n]);
  return runtime.compile(graph('eliminate', [strip, columns, rows], { updated: sub(strip, matMul(columns, rows)) }));
}

/** A_kk^-1 as [block, block]; beyond `size` zero, for the last and shorter block. */
function diagonalInverse(matrix: Float32Array, n: number, start: number, size: number, block: number): Float32Array {
  const diagonal = new Float64Array(size * size);
  for (let i = 0; i < size; i++) diagonal.set(matrix.subarray((start + i) * n + start, (start + i) * n + start + size), i * size);
  invertPositiveDefiniteSmall(diagonal, size);
  const result = new Float32Array(block * block);
  for (let i = 0; i < size; i++) result.set(diagonal.subarray(i * size, (i + 1) * size), i * block);
  return result;
}

/** Takes the block's columns out of the matrix [n, block], leaving zeros; the block's own rows count as zero. */
function takeColumns(matrix: Float32Array, n: number, start: number, size: number, block: number): Float32Array {
  const columns = new Float32Array(n * block);
  for (let row = 0; row < n; row++) {
    const part = matrix.subarray(row * n + start, row * n + start + size);
    if (row < start || row >= start + size) columns.set(part, row * block);
    part.fill(0);
  }
  return columns;
}

const float32 = (shape: readonly number[], data: Float32Array): Tensor => ({ dtype: 'float32', shape, data });
