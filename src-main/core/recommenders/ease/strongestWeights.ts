/** For each film the films that speak for or against it most: row j of both [numItems, perItem]. */
export interface StrongestWeights {
  readonly perItem: number;
  /** Source films, -1 where a film has fewer. */
  readonly sources: Int32Array;
  readonly weights: Float32Array;
}

export function emptyWeights(numItems: number, perItem: number): StrongestWeights {
  return { perItem, sources: new Int32Array(numItems * perItem).fill(-1), weights: new Float32Array(numItems * perItem) };
}

/**
 * Keeps the entries of `row` [numItems] with the largest magnitude, scaled, as row `target`; the target itself and zeros never count.
 * A binary heap with the weakest kept entry on top: most entries cost one comparison.
 */
export function keepStrongest(kept: StrongestWeights, target: number, row: Float32Array, scale: number): void {
  const { perItem, sources, weights } = kept;
  const base = target * perItem;
  let size = 0;
  for (let source = 0; source < row.length; source++) {
    const value = row[source]!;
    const strength = Math.abs(value);
    if (source === target || strength === 0) continue;
    if (size < perItem) {
      let at = size++;
      for (let parent = (at - 1) >> 1; at > 0 && Math.abs(weights[base + parent]!) > strength; at = parent, parent = (at - 1) >> 1) {
        weights[base + at] = weights[base + parent]!;
        sources[base + at] = sources[base + parent]!;
      }
      weights[base + at] = value;
      sources[base + at] = source;
    } else if (strength > Math.abs(weights[base]!)) {
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= size) break;
        if (child + 1 < size && Math.abs(weights[base + child + 1]!) < Math.abs(weights[base + child]!)) child++;
        if (Math.abs(weights[base + child]!) >= strength) break;
        weights[base + at] = weights[base + child]!;
        sources[base + at] = sources[base + child]!;
        at = child;
      }
      weights[base + at] = value;
      sources[base + at] = source;
    }
  }
  for (let i = base; i < base + size; i++) weights[i]! *= scale;
}
