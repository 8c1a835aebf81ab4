/** How ratings are spread over people or films. */
export interface Activity {
  readonly min: number;
  readonly median: number;
  readonly mean: number;
  readonly max: number;
  readonly bins: { readonly from: number; readonly to: number; readonly count: number }[];
  readonly gini: number;
  readonly lorenz: { readonly share: number; readonly ratings: number }[];
}

/** @param counts ratings of each, none zero */
export function activityOf(counts: Int32Array): Activity {
  const ascending = Int32Array.from(counts).sort();
  const n = ascending.length;
  const cumulative = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) cumulative[i + 1] = cumulative[i] + ascending[i];
  const total = cumulative[n];
  return {
    min: ascending[0],
    median: (ascending[Math.floor((n - 1) / 2)] + ascending[Math.ceil((n - 1) / 2)]) / 2,
    mean: total / n,
    max: ascending[n - 1],
    bins: doublingBins(ascending),
    gini: gini(ascending),
    lorenz: Array.from({ length: 101 }, (_, percent) => ({ share: percent / 100, ratings: lorenzAt(cumulative, percent / 100) })),
  };
}

/**
 * Gini coefficient of ascending counts: sum_i (2i - n - 1) x_i / (n sum x) (Sen 1973, On Economic Inequality). 0 where all are alike.
 */
export function gini(ascending: Int32Array): number {
  const n = ascending.length;
  let weighted = 0;
  let total = 0;
  ascending.forEach((count, i) => {
    weighted += (2 * (i + 1) - n - 1) * count;
    total += count;
  });
  return total === 0 ? 0 : weighted / (n * total);
}

/** Linear between the counts. */
function lorenzAt(cumulative: Float64Array, share: number): number {
  const n = cumulative.length - 1;
  const at = share * n;
  const below = Math.min(n, Math.floor(at));
  const above = Math.min(n, below + 1);
  return (cumulative[below] + (at - below) * (cumulative[above] - cumulative[below])) / cumulative[n];
}

function doublingBins(ascending: Int32Array): { from: number; to: number; count: number }[] {
  const bins: { from: number; to: number; count: number }[] = [];
  for (const count of ascending) {
    const from = 2 ** Math.floor(Math.log2(count));
    const last = bins.at(-1);
    if (last?.from === from) last.count++;
    else {
      for (let gap = last === undefined ? from : last.from * 2; gap < from; gap *= 2) bins.push({ from: gap, to: gap * 2 - 1, count: 0 });
      bins.push({ from, to: from * 2 - 1, count: 1 });
    }
  }
  return bins;
}
