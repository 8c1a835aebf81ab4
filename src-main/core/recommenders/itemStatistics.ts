import type { CsrMatrix } from '../data/csrMatrix.ts';

/** Per column of a users x items matrix. */
export interface ItemStatistics {
  /** [numItems] how many people rated the film. */
  readonly counts: Float32Array;
  /** [numItems] sum of its ratings. */
  readonly sums: Float64Array;
  /** Mean over all ratings; 0 without any. */
  readonly mean: number;
}

export function itemStatistics(matrix: CsrMatrix): ItemStatistics {
  const counts = new Float32Array(matrix.numColumns);
  const sums = new Float64Array(matrix.numColumns);
  let total = 0;
  for (let e = 0; e < matrix.values.length; e++) {
    const item = matrix.columnIndices[e];
    counts[item]++;
    sums[item] += matrix.values[e];
    total += matrix.values[e];
  }
  return { counts, sums, mean: matrix.values.length === 0 ? 0 : total / matrix.values.length };
}

/**
 * Damped mean of every film: `damping` ratings at the overall mean are added to each film's own, so that one rating of 5.0 does not
 * lead ([numItems]; Funk, "Netflix Update: Try This at Home", 2006, "better mean"; LensKit's `damping`).
 */
export function dampedMeans({ counts, sums, mean }: ItemStatistics, damping: number): Float32Array {
  return Float32Array.from(counts, (count, i) => (count + damping === 0 ? mean : (sums[i] + damping * mean) / (count + damping)));
}
