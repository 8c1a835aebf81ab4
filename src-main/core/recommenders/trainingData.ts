import { userItemEntries } from '../data/csrMatrix.ts';
import type { Dataset } from '../data/interactions.ts';
import { selectRows } from '../data/splitting.ts';
import type { Person, TrainingData } from './recommender.ts';

/** What models are fitted on: all rows, or the given ones; users and films keep their indices. */
export function trainingDataOf(dataset: Dataset, rows: Int32Array | null = null): TrainingData {
  const interactions = rows === null ? dataset.interactions : selectRows(dataset.interactions, rows);
  const { matrix, rows: sources } = userItemEntries(interactions, dataset.users.size, dataset.items.size);
  return {
    matrix,
    timestamps: Float64Array.from(sources, (row) => interactions.timestamps[row]!),
    scale: dataset.scale,
    demographics: dataset.demographics,
    films: dataset.films,
    ...(dataset.features === undefined ? {} : { features: dataset.features }),
  };
}

/** A training user with exactly the training ratings. */
export function trainedPerson({ matrix, demographics, timestamps }: TrainingData, userIndex: number): Person {
  const from = matrix.rowOffsets[userIndex];
  const to = matrix.rowOffsets[userIndex + 1];
  return {
    itemIndices: matrix.columnIndices.slice(from, to),
    ratings: matrix.values.slice(from, to),
    timestamps: timestamps.slice(from, to),
    demographics: demographics[userIndex],
    userIndex,
  };
}

export const clipped = (stars: number, { min, max }: { readonly min: number; readonly max: number }): number =>
  Math.min(max, Math.max(min, stars));
