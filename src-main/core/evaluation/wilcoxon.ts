import { twoSidedTail } from '../base/normalDistribution.ts';

/** Up to so many untied differences the null distribution is counted out. */
const EXACT_UP_TO = 50;

/**
 * Wilcoxon's signed-rank test, two-sided (Wilcoxon, "Individual Comparisons by Ranking Methods", Biometrics Bulletin 1945): whether paired
 * differences lie around zero. Zeros are dropped, ties share their mean rank. Exact for up to 50 untied differences, else the normal
 * approximation with the variance corrected for ties (Hollander, Wolfe, Chicken 2014, section 3.1).
 * @returns p; null where every difference is zero.
 */
export function wilcoxonSignedRank(differences: Float64Array): number | null {
  const values = differences.filter((value) => value !== 0).sort((a, b) => Math.abs(a) - Math.abs(b));
  const n = values.length;
  if (n === 0) return null;
  let positive = 0;
  let tied = 0;
  for (let from = 0; from < n; ) {
    let to = from + 1;
    while (to < n && Math.abs(values[to]) === Math.abs(values[from])) to++;
    // Ranks from + 1 .. to share their mean.
    const rank = (from + 1 + to) / 2;
    for (let i = from; i < to; i++) if (values[i] > 0) positive += rank;
    tied += (to - from) ** 3 - (to - from);
    from = to;
  }
  if (n <= EXACT_UP_TO && tied === 0) return exactTail(n, Math.min(positive, (n * (n + 1)) / 2 - positive));
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - tied / 48;
  return twoSidedTail((positive - (n * (n + 1)) / 4) / Math.sqrt(variance));
}

/** 2 P(T <= statistic), where each rank 1..n is positive with probability 1/2. */
function exactTail(n: number, statistic: number): number {
  const ways = new Float64Array((n * (n + 1)) / 2 + 1);
  ways[0] = 1;
  for (let rank = 1; rank <= n; rank++) for (let sum = ways.length - 1; sum >= rank; sum--) ways[sum] += ways[sum - rank];
  let below = 0;
  for (let sum = 0; sum <= statistic; sum++) below += ways[sum];
  return Math.min(1, (2 * below) / 2 ** n);
}

/**
 * Holm's step-down correction (Holm, Scandinavian Journal of Statistics 1979): the i-th smallest of m values is multiplied by m - i + 1 and may
 * not fall below the one before. Controls the chance of any false finding. nulls stay and do not count.
 */
export function holmCorrection(pValues: readonly (number | null)[]): (number | null)[] {
  const order = [...pValues.keys()].filter((at) => pValues[at] !== null).sort((a, b) => pValues[a]! - pValues[b]!);
  const corrected: (number | null)[] = pValues.map(() => null);
  let highest = 0;
  order.forEach((at, i) => {
    highest = Math.max(highest, Math.min(1, pValues[at]! * (order.length - i)));
    corrected[at] = highest;
  });
  return corrected;
}
