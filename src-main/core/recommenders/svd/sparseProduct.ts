import { type CancelSignal, throwIfCancelled } from '../../base/progress.ts';
import type { CsrMatrix } from '../../data/csrMatrix.ts';
import { graph, input } from '../../engine/graph.ts';
import { gather, matMul } from '../../engine/ops.ts';
import type { CompiledGraph, DeviceTensor, TensorRuntime } from '../../engine/tensorRuntime.ts';
import { type PaddedBlock, padRows } from '../als/paddedBlocks.ts';

/** X B for a sparse X [rows, columns], compiled once for all dense B [columns, width]. */
export interface SparseProduct {
  /** @param table B [columns, width] @returns [rows, width]; rows without entries are zero @throws DomainError 'cancelled' */
  run(table: Float32Array, signal?: CancelSignal): Promise<Float32Array>;
  dispose(): Promise<void>;
}

interface PreparedBlock {
  readonly block: PaddedBlock;
  readonly compiled: CompiledGraph;
  readonly indices: DeviceTensor;
  readonly values: DeviceTensor;
}

/** Rows of like length make dense blocks, so that the product is batched products of [1, length] by [length, width]. */
export async function compileSparseProduct(matrix: CsrMatrix, width: number, runtime: TensorRuntime): Promise<SparseProduct> {
  const { numRows, numColumns } = matrix;
  const shapes = new Map<string, CompiledGraph>();
  const prepared: PreparedBlock[] = [];
  for (const block of padRows(matrix)) {
    const { batch, length } = block;
    const key = `${batch}x${length}`;
    const compiled = shapes.get(key) ?? (await runtime.compile(blockGraph(numColumns, width, batch, length)));
    shapes.set(key, compiled);
    prepared.push({
      block,
      compiled,
      indices: await runtime.upload({ dtype: 'int32', shape: [batch, length], data: block.indices }),
      values: await runtime.upload({ dtype: 'float32', shape: [batch, 1, length], data: block.values }),
    });
  }
  return {
    async run(table, signal) {
      const product = new Float32Array(numRows * width);
      // A last row of zeros, which padded places point at.
      const padded = new Float32Array((numColumns + 1) * width);
      padded.set(table);
      const uploaded = await runtime.upload({ dtype: 'float32', shape: [numColumns + 1, width], data: padded });
      try {
        for (const { block, compiled, indices, values } of prepared) {
          throwIfCancelled(signal);
          const rows = (await compiled.run({ table: uploaded, indices, values }))['rows']!.data as Float32Array;
          block.rows.forEach((row, i) => product.set(rows.subarray(i * width, (i + 1) * width), row * width));
        }
      } finally {
        uploaded.dispose();
      }
      return product;
    },
    async dispose() {
      for (const { indices, values } of prepared) {
        indices.dispose();
        values.dispose();
      }
      for (const compiled of shapes.values()) await compiled.dispose();
    },
  };
}

function blockGraph(numColumns: number, width: number, batch: number, length: number) {
  const table = input('table', 'float32', [numColumns + 1, width]);
  const indices = input('indices', 'int32', [batch, length]);
  const values = input('values', 'float32', [batch, 1, length]);
  return graph('sparse-product', [table, indices, values], { rows: matMul(values, gather(table, indices)) });
}
