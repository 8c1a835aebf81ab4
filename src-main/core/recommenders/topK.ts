/** Item indices with their scores, best first. */
export interface RankedItems {
  readonly itemIndices: Int32Array;
  readonly scores: Float32Array;
}

/** Keeps the k best of a stream in O(n log k). Equal scores rank by the lower index, so that a list never depends on the order of asking. */
export interface TopCollector {
  push(index: number, score: number): void;
  /** Best first; the collector is empty afterwards. */
  drain(): RankedItems;
}

/**
 * The k highest scores. NaN and -Infinity never enter.
 * @param scores [numItems]
 * @param exclude item indices that must not appear (seen, hidden).
 */
export function topK(scores: Float32Array, k: number, exclude: Iterable<number> = []): RankedItems {
  const excluded = new Uint8Array(scores.length);
  for (const index of exclude) excluded[index] = 1;
  const collector = createTopCollector(Math.min(k, scores.length));
  for (let i = 0; i < scores.length; i++) if (excluded[i] === 0) collector.push(i, scores[i]);
  return collector.drain();
}

export function createTopCollector(k: number): TopCollector {
  // A binary heap with the worst kept entry on top.
  const indices = new Int32Array(k);
  const scores = new Float32Array(k);
  let size = 0;

  const worse = (a: number, b: number) => scores[a] < scores[b] || (scores[a] === scores[b] && indices[a] > indices[b]);

  function swap(a: number, b: number): void {
    const index = indices[a];
    const score = scores[a];
    indices[a] = indices[b];
    scores[a] = scores[b];
    indices[b] = index;
    scores[b] = score;
  }

  function siftDown(): void {
    for (let at = 0; ; ) {
      let least = at;
      for (let child = 2 * at + 1; child <= 2 * at + 2; child++) if (child < size && worse(child, least)) least = child;
      if (least === at) return;
      swap(at, least);
      at = least;
    }
  }

  function push(index: number, score: number): void {
    if (!(score > Number.NEGATIVE_INFINITY)) return;
    if (size < k) {
      indices[size] = index;
      scores[size] = score;
      for (let at = size++; at > 0; ) {
        const parent = (at - 1) >> 1;
        if (!worse(at, parent)) break;
        swap(at, parent);
        at = parent;
      }
      return;
    }
    if (k === 0) return;
    // Compared at the precision that is kept, so that ties are ties.
    const rounded = Math.fround(score);
    if (rounded < scores[0] || (rounded === scores[0] && index > indices[0])) return;
    indices[0] = index;
    scores[0] = rounded;
    siftDown();
  }

  function drain(): RankedItems {
    const length = size;
    const itemIndices = new Int32Array(length);
    const ranked = new Float32Array(length);
    for (let at = length - 1; at >= 0; at--) {
      itemIndices[at] = indices[0];
      ranked[at] = scores[0];
      size--;
      indices[0] = indices[size];
      scores[0] = scores[size];
      siftDown();
    }
    return { itemIndices, scores: ranked };
  }

  return { push, drain };
}
