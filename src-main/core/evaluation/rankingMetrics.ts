/**
 * Metrics of one person's list. `list` holds item indices, best first; `isRelevant` marks the person's test films (1) and
 * `numRelevant` counts them, also those that no list can hold. Gain is binary. Every metric lies in [0, 1].
 */
export interface RankedList {
  readonly list: Int32Array;
  readonly isRelevant: Uint8Array;
  readonly numRelevant: number;
}

/** Relevant films among the first k. */
export function hitsAtK({ list, isRelevant }: RankedList, k: number): number {
  let hits = 0;
  for (let rank = 0; rank < Math.min(k, list.length); rank++) hits += isRelevant[list[rank]];
  return hits;
}

/** hits / k: an empty place counts as a miss. */
export const precisionAtK = (ranked: RankedList, k: number): number => hitsAtK(ranked, k) / k;

/** hits / all relevant films. */
export const recallAtK = (ranked: RankedList, k: number): number => hitsAtK(ranked, k) / ranked.numRelevant;

/** Harmonic mean of a precision and a recall; 0 when both are 0. */
export const f1 = (precision: number, recall: number): number =>
  precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);

/** 1 when the first k hold any relevant film. */
export const hitRateAtK = (ranked: RankedList, k: number): number => (hitsAtK(ranked, k) > 0 ? 1 : 0);

/** DCG / IDCG with DCG = sum over hits of 1 / log2(rank + 1), rank from 1 (Järvelin, Kekäläinen, TOIS 2002, base 2), IDCG of min(k, relevant) hits in front. */
export function ndcgAtK({ list, isRelevant, numRelevant }: RankedList, k: number): number {
  let dcg = 0;
  let ideal = 0;
  for (let rank = 0; rank < k; rank++) {
    const gain = 1 / Math.log2(rank + 2);
    if (rank < list.length && isRelevant[list[rank]] === 1) dcg += gain;
    if (rank < numRelevant) ideal += gain;
  }
  return dcg / ideal;
}

/** Average precision: the sum over hits within k of precision at their rank, over min(k, relevant). */
export function averagePrecisionAtK({ list, isRelevant, numRelevant }: RankedList, k: number): number {
  let hits = 0;
  let sum = 0;
  for (let rank = 0; rank < Math.min(k, list.length); rank++) {
    if (isRelevant[list[rank]] === 0) continue;
    hits++;
    sum += hits / (rank + 1);
  }
  return sum / Math.min(k, numRelevant);
}

/** 1 / rank of the first hit within k, else 0. */
export function reciprocalRankAtK({ list, isRelevant }: RankedList, k: number): number {
  for (let rank = 0; rank < Math.min(k, list.length); rank++) if (isRelevant[list[rank]] === 1) return 1 / (rank + 1);
  return 0;
}

/**
 * Probability that a relevant film scores above an irrelevant one, ties half (Mann-Whitney), over all films that are not excluded.
 * @param scores [numItems]
 * @param isExcluded training films, 1 where excluded.
 * @returns null where one of the two kinds is missing.
 */
export function areaUnderCurve(scores: Float32Array, isExcluded: Uint8Array, isRelevant: Uint8Array): number | null {
  const relevant: number[] = [];
  let numIrrelevant = 0;
  for (let i = 0; i < scores.length; i++) {
    if (isExcluded[i] === 1) continue;
    if (isRelevant[i] === 1) relevant.push(scores[i]);
    else numIrrelevant++;
  }
  if (relevant.length === 0 || numIrrelevant === 0) return null;
  const sorted = Float32Array.from(relevant).sort();
  // For each irrelevant film: how many relevant ones lie above it, and how many are equal.
  let wins = 0;
  for (let i = 0; i < scores.length; i++) {
    if (isExcluded[i] === 1 || isRelevant[i] === 1) continue;
    const notAbove = upperBound(sorted, scores[i]);
    wins += sorted.length - notAbove + (notAbove - lowerBound(sorted, scores[i])) / 2;
  }
  return wins / (sorted.length * numIrrelevant);
}

/** Share of the catalogue that stands in anybody's first k. */
export function catalogCoverage(lists: readonly Int32Array[], k: number, numItems: number): number {
  const shown = new Set<number>();
  for (const list of lists) for (const item of list.subarray(0, k)) shown.add(item);
  return shown.size / numItems;
}

/**
 * Mean self-information of the films shown, -log2(share of the training users who rated the film), in bits; films that nobody rated count as
 * rated by one (Vargas, Castells, RecSys 2011; Zhou et al., PNAS 2010).
 * @param counts [numItems] training users who rated each film.
 */
export function novelty(lists: readonly Int32Array[], k: number, counts: Float32Array, numUsers: number): number {
  let bits = 0;
  let shown = 0;
  for (const list of lists) {
    for (const item of list.subarray(0, k)) {
      bits -= Math.log2(Math.max(1, counts[item]) / numUsers);
      shown++;
    }
  }
  return shown === 0 ? 0 : bits / shown;
}

/** Number of entries <= value. */
function upperBound(sorted: Float32Array, value: number): number {
  let low = 0;
  for (let high = sorted.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Number of entries < value. */
function lowerBound(sorted: Float32Array, value: number): number {
  let low = 0;
  for (let high = sorted.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
