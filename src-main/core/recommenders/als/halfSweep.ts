import { type CancelSignal, throwIfCancelled } from '../../base/progress.ts';
import type { CsrMatrix } from '../../data/csrMatrix.ts';
import { graph, input } from '../../engine/graph.ts';
import { matMul, mul, transpose } from '../../engine/ops.ts';
import type { Tensor } from '../../engine/tensor.ts';
import type { CompiledGraph, DeviceTensor, TensorRuntime } from '../../engine/tensorRuntime.ts';
import { halfSweepGraph } from './halfSweepGraph.ts';
import { type PaddedBlock, padRows } from './paddedBlocks.ts';

/** What one side's equations are; see halfSweepGraph. */
export interface HalfSweepOptions {
  /** Numbers of a row. */
  readonly width: number;
  /** How many of them, the last ones, are given and not solved for. */
  readonly fixed: number;
  readonly steps: number;
  readonly explicit: boolean;
  /** Regularization of each unknown of a row with `count` entries, [width]. */
  readonly regularization: (count: number) => Float32Array;
  /** Implicit: weight of every cell, observed or not (alpha0 of Rendle et al. 2022). */
  readonly unobservedWeight: number;
  /** Explicit: taken from every value. */
  readonly mean: number;
}

/** Solves all rows of one side, given the other. Compiled once, run once a sweep. */
export interface HalfSweep {
  /**
   * Improves `solution` [numRows + 1, width] in place; rows without entries stay as they are.
   * @param other [numOther + 1, width] the other side's rows as this side meets them, and a zero row.
   * @throws DomainError 'cancelled'
   */
  run(other: Float32Array, solution: Float32Array, signal?: CancelSignal): Promise<void>;
  dispose(): Promise<void>;
}

interface PreparedBlock {
  readonly block: PaddedBlock;
  readonly compiled: CompiledGraph;
  readonly indices: DeviceTensor;
  readonly reg: DeviceTensor;
  readonly targets: DeviceTensor | null;
  readonly regularization: Float32Array;
}

export async function compileHalfSweep(matrix: CsrMatrix, runtime: TensorRuntime, options: HalfSweepOptions): Promise<HalfSweep> {
  const { width, fixed, explicit, unobservedWeight } = options;
  const numOther = matrix.numColumns;
  const compiledShapes = new Map<string, CompiledGraph>();
  const prepared: PreparedBlock[] = [];
  for (const block of padRows(matrix)) prepared.push(await prepareBlock(block, numOther, runtime, options, compiledShapes));
  const gram = explicit ? null : await compileGram(numOther, width, unobservedWeight, runtime);
  const uses = countColumns(matrix);

  return {
    async run(other, solution, signal) {
      const table = await runtime.upload({ dtype: 'float32', shape: [numOther + 1, width], data: other });
      const shared = gram === null ? null : (await gram.run({ table }))['gram']!;
      const squares = meanSquares(other, uses, width);
      const sharedDiagonal = Float32Array.from({ length: width }, (_, i) => (shared === null ? 0 : (shared.data[i * width + i] as number)));
      try {
        for (const { block, compiled, indices, reg, targets, regularization } of prepared) {
          throwIfCancelled(signal);
          const start = gatherRows(solution, block, width);
          const inverseDiagonal = preconditioner(block, regularization, squares, sharedDiagonal, fixed);
          const shape = [block.batch, 1, width];
          const outputs = await compiled.run({
            table,
            indices,
            reg,
            start: { dtype: 'float32', shape, data: start },
            inverseDiagonal: { dtype: 'float32', shape, data: inverseDiagonal },
            ...(shared === null ? {} : { shared }),
            ...(targets === null ? {} : { targets }),
          });
          const solved = outputs['solution']!.data as Float32Array;
          block.rows.forEach((row, i) => solution.set(solved.subarray(i * width, (i + 1) * width), row * width));
        }
      } finally {
        table.dispose();
      }
    },
    async dispose() {
      for (const { indices, reg, targets } of prepared) for (const tensor of [indices, reg, targets]) tensor?.dispose();
      for (const compiled of compiledShapes.values()) await compiled.dispose();
      await gram?.dispose();
    },
  };
}

async function prepareBlock(
  block: PaddedBlock,
  numOther: number,
  runtime: TensorRuntime,
  { width, steps, explicit, regularization, mean }: HalfSweepOptions,
  compiledShapes: Map<string, CompiledGraph>,
): Promise<PreparedBlock> {
  const { batch, length } = block;
  const key = `${batch}x${length}`;
  const compiled = compiledShapes.get(key) ?? (await runtime.compile(halfSweepGraph({ numOther, width, batch, length, steps, explicit })));
  compiledShapes.set(key, compiled);
  const reg = new Float32Array(batch * width);
  block.counts.forEach((count, i) => reg.set(regularization(Math.max(1, count)), i * width));
  const targets = explicit ? centred(block, mean) : null;
  const upload = (shape: number[], tensor: Tensor['data'], dtype: 'float32' | 'int32') =>
    runtime.upload({ dtype, shape, data: tensor } as Tensor);
  return {
    block,
    compiled,
    indices: await upload([batch, length], block.indices, 'int32'),
    reg: await upload([batch, 1, width], reg, 'float32'),
    targets: targets === null ? null : await upload([batch, 1, length], targets, 'float32'),
    regularization: reg,
  };
}

/** S = unobservedWeight * Y^T Y; the zero row adds nothing. */
async function compileGram(numOther: number, width: number, unobservedWeight: number, runtime: TensorRuntime): Promise<CompiledGraph> {
  const table = input('table', 'float32', [numOther + 1, width]);
  return runtime.compile(graph('gram', [table], { gram: mul(matMul(transpose(table), table), unobservedWeight) }));
}

/** Values less the mean at real cells, 0 at padded ones. */
function centred({ batch, length, values, counts }: PaddedBlock, mean: number): Float32Array {
  const result = new Float32Array(batch * length);
  for (let row = 0; row < batch; row++) {
    for (let i = row * length; i < row * length + counts[row]!; i++) result[i] = values[i]! - mean;
  }
  return result;
}

function gatherRows(table: Float32Array, { rows, batch }: PaddedBlock, width: number): Float32Array {
  const gathered = new Float32Array(batch * width);
  rows.forEach((row, i) => gathered.set(table.subarray(row * width, (row + 1) * width), i * width));
  return gathered;
}

/** How many entries each column of the matrix has. */
function countColumns({ numColumns, columnIndices }: CsrMatrix): Int32Array {
  const uses = new Int32Array(numColumns);
  for (const column of columnIndices) uses[column]!++;
  return uses;
}

/** Mean square of each column of the other side's table, over all entries, so that popular rows count as often as they are met. */
function meanSquares(table: Float32Array, uses: Int32Array, width: number): Float64Array {
  const squares = new Float64Array(width);
  let total = 0;
  uses.forEach((count, row) => {
    total += count;
    for (let i = 0; i < width; i++) squares[i]! += count * table[row * width + i]! ** 2;
  });
  return squares.map((sum) => sum / Math.max(1, total));
}

/** 1 / (count * E[y_i^2] + S_ii + reg_i), the inverse diagonal that a row's equations have on average; 0 for what is given. */
function preconditioner(
  block: PaddedBlock,
  reg: Float32Array,
  squares: Float64Array,
  sharedDiagonal: Float32Array,
  fixed: number,
): Float32Array {
  const width = squares.length;
  const result = new Float32Array(block.batch * width);
  for (let row = 0; row < block.batch; row++) {
    const count = block.counts[row]!;
    for (let i = 0; i < width - fixed; i++)
      result[row * width + i] = 1 / (count * squares[i]! + sharedDiagonal[i]! + reg[row * width + i]!);
  }
  return result;
}
