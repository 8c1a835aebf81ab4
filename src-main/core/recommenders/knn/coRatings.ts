import { pause } from '../../base/pause.ts';
import { type CancelSignal, type ReportProgress, throwIfCancelled } from '../../base/progress.ts';
import type { CsrMatrix } from '../../data/csrMatrix.ts';
import { createTopCollector, type TopCollector } from '../topK.ts';
import type { NeighbourLists } from './neighbourLists.ts';

/** Sums over the people who rated both films of a pair, for one film against all others. Valid where `counts` is not 0. */
export interface PairSums {
  /** [numItems] how many rated both. */
  readonly counts: Float64Array;
  /** sum a_ui a_uj of the weights */
  readonly dots: Float64Array;
  /** sum e_ui e_uj of the residuals */
  readonly products: Float64Array;
  /** sum e_ui^2 over those who rated j too */
  readonly ownSquares: Float64Array;
  /** sum e_uj^2 over those who rated i too */
  readonly otherSquares: Float64Array;
}

export interface CoRatingInput {
  /** users x items; values are not used */
  readonly byUser: CsrMatrix;
  /** items x users, entry for entry the transpose */
  readonly byItem: CsrMatrix;
  /** Weight of a user in cosine: a_ui = userWeights[u]. */
  readonly userWeights: Float32Array;
  /** Residual of each entry of `byUser`. */
  readonly residuals: Float32Array;
}

export interface Measure {
  /** Neighbours kept per film. */
  readonly width: number;
  similarity(item: number, other: number, sums: PairSums): number;
}

/**
 * Nearest films under several measures in one pass over all pairs with a common rater: O(sum over users of n_u^2).
 * @throws DomainError 'cancelled'
 */
export async function nearestItems(
  { byUser, byItem, userWeights, residuals }: CoRatingInput,
  measures: readonly Measure[],
  reportProgress: ReportProgress,
  signal: CancelSignal | undefined,
): Promise<readonly NeighbourLists[]> {
  const numItems = byUser.numColumns;
  const sums: PairSums = {
    counts: new Float64Array(numItems),
    dots: new Float64Array(numItems),
    products: new Float64Array(numItems),
    ownSquares: new Float64Array(numItems),
    otherSquares: new Float64Array(numItems),
  };
  const touched = new Int32Array(numItems);
  const itemResiduals = transposedEntries(byUser, byItem, residuals);
  const builders = measures.map(({ width }) => createListBuilder(numItems, width));
  for (let item = 0; item < numItems; item++) {
    if (item % 64 === 0) {
      throwIfCancelled(signal);
      reportProgress({ phase: 'Comparing films', done: item, total: numItems, unit: 'films' });
      await pause();
    }
    let numTouched = 0;
    for (let e = byItem.rowOffsets[item]; e < byItem.rowOffsets[item + 1]; e++) {
      const user = byItem.columnIndices[e];
      const own = itemResiduals[e];
      const ownSquare = own * own;
      const weight = userWeights[user] * userWeights[user];
      for (let f = byUser.rowOffsets[user]; f < byUser.rowOffsets[user + 1]; f++) {
        const other = byUser.columnIndices[f];
        const residual = residuals[f];
        if (sums.counts[other] === 0) touched[numTouched++] = other;
        sums.counts[other]++;
        sums.dots[other] += weight;
        sums.products[other] += own * residual;
        sums.ownSquares[other] += ownSquare;
        sums.otherSquares[other] += residual * residual;
      }
    }
    measures.forEach((measure, at) => {
      const { collector } = builders[at];
      for (let t = 0; t < numTouched; t++) {
        const other = touched[t];
        if (other === item) continue;
        const similarity = measure.similarity(item, other, sums);
        if (similarity > 0) collector.push(other, similarity);
      }
      builders[at].close(item);
    });
    for (let t = 0; t < numTouched; t++) {
      const other = touched[t];
      sums.counts[other] = 0;
      sums.dots[other] = 0;
      sums.products[other] = 0;
      sums.ownSquares[other] = 0;
      sums.otherSquares[other] = 0;
    }
  }
  return builders.map(({ finish }) => finish());
}

/** Entry values of the transpose, given those of the matrix. */
function transposedEntries(byUser: CsrMatrix, byItem: CsrMatrix, values: Float32Array): Float32Array {
  const next = byItem.rowOffsets.slice(0, byItem.numRows);
  const out = new Float32Array(values.length);
  for (let e = 0; e < values.length; e++) out[next[byUser.columnIndices[e]]++] = values[e];
  return out;
}

interface ListBuilder {
  readonly collector: TopCollector;
  close(item: number): void;
  finish(): NeighbourLists;
}

function createListBuilder(numItems: number, width: number): ListBuilder {
  const collector = createTopCollector(Math.min(width, numItems));
  const offsets = new Int32Array(numItems + 1);
  const parts: { itemIndices: Int32Array; scores: Float32Array }[] = [];
  return {
    collector,
    close(item) {
      const ranked = collector.drain();
      parts.push(ranked);
      offsets[item + 1] = offsets[item] + ranked.itemIndices.length;
    },
    finish() {
      const neighbours = new Int32Array(offsets[numItems]);
      const similarities = new Float32Array(offsets[numItems]);
      parts.forEach((part, item) => {
        neighbours.set(part.itemIndices, offsets[item]);
        similarities.set(part.scores, offsets[item]);
      });
      return { numItems, offsets, neighbours, similarities };
    },
  };
}
