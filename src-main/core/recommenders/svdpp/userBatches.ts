import type { CsrMatrix } from '../../data/csrMatrix.ts';
import type { LearningRateSchedule } from '../../engine/schedules.ts';
import { type Batches, epochOrder, ratingTensors } from '../sgdMf/ratingBatches.ts';

/**
 * Batches of whole people, in another order every epoch: all ratings of a person stand together, so that the batch itself says whom N(u)
 * holds. Beside the inputs of `ratingBatches` it has implicitNorm [n, 1] = |N(u)|^(-1/2) of every rating's person.
 *
 * People are laid end to end and belong to the batch in which their middle falls: the number of batches is the same in every epoch, and
 * none holds more than the mean and one person.
 */
export function userBatches(
  matrix: CsrMatrix,
  mean: number,
  targetSize: number,
  scheduleOf: (stepsPerEpoch: number) => LearningRateSchedule,
): Batches {
  const { numRows, rowOffsets, values } = matrix;
  const lengthOf = (row: number) => rowOffsets[row + 1]! - rowOffsets[row]!;
  const total = values.length;
  const stepsPerEpoch = Math.max(1, Math.round(total / targetSize));
  const schedule = scheduleOf(stepsPerEpoch);
  const perStep = total / stepsPerEpoch;
  let longest = 0;
  for (let row = 0; row < numRows; row++) longest = Math.max(longest, lengthOf(row));
  const batchSize = Math.max(1, Math.ceil(perStep) + longest);
  const fill = ratingTensors(matrix, mean, batchSize);
  const orderOf = epochOrder(numRows);
  let cutFor = -1;
  let batches: Int32Array[] = [];

  /** The entries of every batch of an epoch. */
  function cut(order: Int32Array): Int32Array[] {
    const entries = Array.from({ length: stepsPerEpoch }, () => [] as number[]);
    let before = 0;
    for (const row of order) {
      const length = lengthOf(row);
      const at = Math.min(stepsPerEpoch - 1, Math.floor((before + length / 2) / perStep));
      for (let entry = rowOffsets[row]!; entry < rowOffsets[row + 1]!; entry++) entries[at]!.push(entry);
      before += length;
    }
    return entries.map((of) => Int32Array.from(of));
  }

  return {
    stepsPerEpoch,
    batchSize,
    schedule,
    batch(step, rng) {
      const epoch = Math.floor(step / stepsPerEpoch);
      if (epoch !== cutFor) {
        batches = cut(orderOf(epoch, rng));
        cutFor = epoch;
      }
      const entries = batches[step % stepsPerEpoch]!;
      const tensors = fill(entries, schedule(step));
      const norms = new Float32Array(batchSize);
      const users = tensors['users']!.data as Int32Array;
      for (let i = 0; i < entries.length; i++) norms[i] = 1 / Math.sqrt(lengthOf(users[i]!));
      return { ...tensors, implicitNorm: { dtype: 'float32', shape: [batchSize, 1], data: norms } };
    },
  };
}
