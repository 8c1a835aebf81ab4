import type { CsrMatrix } from '../data/csrMatrix.ts';

/** Half stars 0.5, 1, ..., 5. */
export const numHalfStars = 10;

/** How often each film got each half star: aggregates over everybody, all that asking a newcomer needs. */
export interface FilmStatistics {
  /** [numItems, 10] */
  readonly histogram: Float32Array;
  /** [numItems] */
  readonly counts: Float32Array;
  /** [numItems] mean stars, 0 without ratings. */
  readonly means: Float32Array;
  /** [numItems] Shannon entropy of the ratings in bits; 0 without ratings. */
  readonly entropies: Float32Array;
}

export function filmHistogram({ numColumns, columnIndices, values }: CsrMatrix): Float32Array {
  const histogram = new Float32Array(numColumns * numHalfStars);
  for (let e = 0; e < values.length; e++) {
    const half = Math.min(numHalfStars, Math.max(1, Math.round(values[e] * 2)));
    histogram[columnIndices[e] * numHalfStars + half - 1]++;
  }
  return histogram;
}

export function filmStatistics(histogram: Float32Array): FilmStatistics {
  const numItems = histogram.length / numHalfStars;
  const counts = new Float32Array(numItems);
  const means = new Float32Array(numItems);
  const entropies = new Float32Array(numItems);
  for (let item = 0; item < numItems; item++) {
    const row = histogram.subarray(item * numHalfStars, (item + 1) * numHalfStars);
    const count = row.reduce((sum, n) => sum + n, 0);
    if (count === 0) continue;
    counts[item] = count;
    means[item] = row.reduce((sum, n, half) => sum + (n * (half + 1)) / 2, 0) / count;
    entropies[item] = row.reduce((bits, n) => (n === 0 ? bits : bits - (n / count) * Math.log2(n / count)), 0);
  }
  return { histogram, counts, means, entropies };
}
