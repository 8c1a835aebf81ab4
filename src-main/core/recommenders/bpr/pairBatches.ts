import type { Rng } from '../../base/rng.ts';
import type { CsrMatrix } from '../../data/csrMatrix.ts';
import type { LearningRateSchedule } from '../../engine/schedules.ts';
import { planSegments } from '../../engine/segments.ts';
import type { Tensor } from '../../engine/tensor.ts';
import { dampingOf, FACTOR_CURVATURE } from '../sgdMf/dampedEmbedding.ts';
import { type Batches, epochOrder, rowOfEntry } from '../sgdMf/ratingBatches.ts';

/** -ln sigma bends at most a quarter as much as a squared error. */
const LOGISTIC_CURVATURE = 0.25;

/** Every watched film once an epoch in random order, each with one film drawn uniformly from those that its person has not watched. */
export function pairBatches(matrix: CsrMatrix, batchSize: number, scheduleOf: (stepsPerEpoch: number) => LearningRateSchedule): Batches {
  const { numRows, numColumns, columnIndices } = matrix;
  const stepsPerEpoch = Math.max(1, Math.ceil(columnIndices.length / batchSize));
  const schedule = scheduleOf(stepsPerEpoch);
  const rowOf = rowOfEntry(matrix);
  const orderOf = epochOrder(columnIndices.length);
  const userCounts = new Float32Array(numRows);
  const itemCounts = new Float32Array(numColumns);
  return {
    stepsPerEpoch,
    batchSize,
    schedule,
    batch(step, rng) {
      const from = (step % stepsPerEpoch) * batchSize;
      const entries = orderOf(Math.floor(step / stepsPerEpoch), rng).subarray(from, from + batchSize);
      const drawing = rng.fork(`unwatched ${step}`);
      const users = new Int32Array(batchSize);
      const items = new Int32Array(2 * batchSize);
      // Places that a short last batch leaves empty belong to no row.
      const userRows = new Int32Array(batchSize).fill(-1);
      const itemRows = new Int32Array(2 * batchSize).fill(-1);
      entries.forEach((entry, i) => {
        users[i] = userRows[i] = rowOf[entry]!;
        items[i] = itemRows[i] = columnIndices[entry]!;
        items[batchSize + i] = itemRows[batchSize + i] = drawUnwatched(matrix, users[i]!, drawing);
      });
      const rate = schedule(step);
      const column = (ids: Int32Array, curvature: number, counts: Float32Array): Tensor => {
        const data = dampingOf(ids, rate, LOGISTIC_CURVATURE * curvature, counts);
        return { dtype: 'float32', shape: [ids.length, 1], data };
      };
      return {
        users: { dtype: 'int32', shape: [batchSize], data: users },
        items: { dtype: 'int32', shape: [2 * batchSize], data: items },
        present: { dtype: 'float32', shape: [batchSize], data: new Float32Array(batchSize).fill(1, 0, entries.length) },
        userDamping: column(userRows, FACTOR_CURVATURE, userCounts),
        itemDamping: column(itemRows, FACTOR_CURVATURE, itemCounts),
        itemBiasDamping: column(itemRows, 1, itemCounts),
        ...planSegments('byUser', { entries: batchSize, rows: numRows }, { rowOf: userRows }),
        ...planSegments('byItem', { entries: 2 * batchSize, rows: numColumns }, { rowOf: itemRows }),
      };
    },
  };
}

/** A column without an entry in the row; any column where the row is full. */
function drawUnwatched({ rowOffsets, columnIndices, numColumns }: CsrMatrix, row: number, rng: Rng): number {
  const from = rowOffsets[row]!;
  const to = rowOffsets[row + 1]!;
  if (to - from === numColumns) return rng.integer(numColumns);
  for (;;) {
    const column = rng.integer(numColumns);
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (columnIndices[middle]! < column) low = middle + 1;
      else high = middle;
    }
    if (low === to || columnIndices[low] !== column) return column;
  }
}
