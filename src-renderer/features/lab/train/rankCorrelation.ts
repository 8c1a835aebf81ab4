/**
 * Spearman's rank correlation of two equally long lists, equal values sharing their mean rank; null where one of them does not vary or
 * there are fewer than three.
 */
export function rankCorrelation(a: readonly number[], b: readonly number[]): number | null {
  if (a.length < 3 || a.length !== b.length) return null;
  const [x, y] = [ranks(a), ranks(b)];
  const mean = (a.length + 1) / 2;
  let [xy, xx, yy] = [0, 0, 0];
  for (let at = 0; at < a.length; at++) {
    const [dx, dy] = [x[at]! - mean, y[at]! - mean];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  return xx === 0 || yy === 0 ? null : xy / Math.sqrt(xx * yy);
}

function ranks(values: readonly number[]): number[] {
  const order = values.map((value, at) => ({ value, at })).sort((p, q) => p.value - q.value);
  const ranked = new Array<number>(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to + 1 < order.length && order[to + 1]!.value === order[from]!.value) to++;
    for (let at = from; at <= to; at++) ranked[order[at]!.at] = 1 + (from + to) / 2;
    from = to + 1;
  }
  return ranked;
}
