import { type Rng, shuffleInPlace } from '../../base/rng.ts';
import type { CsrMatrix } from '../../data/csrMatrix.ts';
import type { LearningRateSchedule } from '../../engine/schedules.ts';
import { planSegments } from '../../engine/segments.ts';
import type { Tensor } from '../../engine/tensor.ts';
import { BIAS_CURVATURE, dampingOf, FACTOR_CURVATURE } from './dampedEmbedding.ts';

/** Batches by their number; the same numbers and seed give the same batches, wherever a run begins. */
export interface Batches {
  readonly stepsPerEpoch: number;
  /** Most examples of a batch. */
  readonly batchSize: number;
  readonly schedule: LearningRateSchedule;
  batch(step: number, rng: Rng): Record<string, Tensor>;
}

/**
 * Ratings in random order, another in every epoch.
 * @param mean taken from every rating @param scheduleOf by steps of an epoch; damping follows the rate
 */
export function ratingBatches(
  matrix: CsrMatrix,
  mean: number,
  batchSize: number,
  scheduleOf: (stepsPerEpoch: number) => LearningRateSchedule,
): Batches {
  const stepsPerEpoch = Math.max(1, Math.ceil(matrix.values.length / batchSize));
  const schedule = scheduleOf(stepsPerEpoch);
  const orderOf = epochOrder(matrix.values.length);
  const fill = ratingTensors(matrix, mean, batchSize);
  return {
    stepsPerEpoch,
    batchSize,
    schedule,
    batch(step, rng) {
      const from = (step % stepsPerEpoch) * batchSize;
      const order = orderOf(Math.floor(step / stepsPerEpoch), rng);
      return fill(order.subarray(from, from + batchSize), schedule(step));
    },
  };
}

/** A permutation of 0 .. count - 1 for every epoch, drawn anew by whoever resumes in the middle of one. */
export function epochOrder(count: number): (epoch: number, rng: Rng) => Int32Array {
  let drawnFor = -1;
  let order = new Int32Array(0);
  return (epoch, rng) => {
    if (epoch !== drawnFor) {
      const unshuffled = Int32Array.from({ length: count }, (_, at) => at);
      order = shuffleInPlace(unshuffled, rng.fork(`epoch ${epoch}`));
      drawnFor = epoch;
    }
    return order;
  };
}

/** Makes the inputs of `ratingInputs` from entries of the matrix. */
export function ratingTensors(matrix: CsrMatrix, mean: number, batchSize: number) {
  const { numRows, numColumns, columnIndices, values } = matrix;
  const rowOf = rowOfEntry(matrix);
  const userCounts = new Float32Array(numRows);
  const itemCounts = new Float32Array(numColumns);
  return (entries: Int32Array, rate: number): Record<string, Tensor> => {
    const users = new Int32Array(batchSize);
    const items = new Int32Array(batchSize);
    const targets = new Float32Array(batchSize);
    entries.forEach((entry, i) => {
      users[i] = rowOf[entry]!;
      items[i] = columnIndices[entry]!;
      targets[i] = values[entry]! - mean;
    });
    const byUser = users.subarray(0, entries.length);
    const byItem = items.subarray(0, entries.length);
    const column = (ids: Int32Array, curvature: number, counts: Float32Array): Tensor => {
      const data = new Float32Array(batchSize);
      data.set(dampingOf(ids, rate, curvature, counts));
      return { dtype: 'float32', shape: [batchSize, 1], data };
    };
    const shape = [batchSize];
    return {
      users: { dtype: 'int32', shape, data: users },
      items: { dtype: 'int32', shape, data: items },
      targets: { dtype: 'float32', shape, data: targets },
      present: { dtype: 'float32', shape, data: new Float32Array(batchSize).fill(1, 0, entries.length) },
      userDamping: column(byUser, FACTOR_CURVATURE, userCounts),
      userBiasDamping: column(byUser, BIAS_CURVATURE, userCounts),
      itemDamping: column(byItem, FACTOR_CURVATURE, itemCounts),
      itemBiasDamping: column(byItem, BIAS_CURVATURE, itemCounts),
      ...planSegments('byUser', { entries: batchSize, rows: numRows }, { rowOf: byUser }),
      ...planSegments('byItem', { entries: batchSize, rows: numColumns }, { rowOf: byItem }),
    };
  };
}

/** The row of every entry of a sparse matrix. */
export function rowOfEntry({ numRows, rowOffsets, columnIndices }: CsrMatrix): Int32Array {
  const rows = new Int32Array(columnIndices.length);
  for (let row = 0; row < numRows; row++) rows.fill(row, rowOffsets[row]!, rowOffsets[row + 1]!);
  return rows;
}
