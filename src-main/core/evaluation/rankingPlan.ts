import {
  averagePrecisionAtK,
  f1,
  hitRateAtK,
  ndcgAtK,
  precisionAtK,
  type RankedList,
  recallAtK,
  reciprocalRankAtK,
} from './rankingMetrics.ts';

export const rankingMetricNames = ['precision', 'recall', 'f1', 'ndcg', 'hr', 'map', 'mrr'] as const;
export type RankingMetricName = (typeof rankingMetricNames)[number];

/** One way of ranking and what to report of it. */
export interface RankingPlan {
  /** After the metric's key: '', ':trainLeftIn', ':heldOut', ':all'. */
  readonly suffix: string;
  /** Cut-offs per metric. */
  readonly metrics: Partial<Readonly<Record<RankingMetricName, readonly number[]>>>;
  /** Per-user AUC over all films that are not excluded. */
  readonly auc?: boolean;
  /** F1 of the averaged precision and recall, coverage and novelty at these cut-offs. */
  readonly aggregates?: readonly number[];
  /** Training films stay in the ranking (and count as misses). */
  readonly leaveTrainIn?: boolean;
  /** [numItems] 1 for films that may be ranked; absent: the whole catalogue. */
  readonly candidates?: Uint8Array;
}

export const perUserMetrics: { readonly [K in RankingMetricName]: (ranked: RankedList, k: number) => number } = {
  precision: precisionAtK,
  recall: recallAtK,
  f1: (ranked, k) => f1(precisionAtK(ranked, k), recallAtK(ranked, k)),
  ndcg: ndcgAtK,
  hr: hitRateAtK,
  map: averagePrecisionAtK,
  mrr: reciprocalRankAtK,
};

/** Keys with their cut-off, in the order of report. */
export function planKeys({
  metrics,
  suffix,
}: RankingPlan): { readonly name: RankingMetricName; readonly k: number; readonly key: string }[] {
  return rankingMetricNames.flatMap((name) => (metrics[name] ?? []).map((k) => ({ name, k, key: `${name}@${k}${suffix}` })));
}

export const longestList = ({ metrics, aggregates = [] }: RankingPlan): number =>
  Math.max(0, ...aggregates, ...Object.values(metrics).flat());

const ten = [10] as const;

/** Everything at 10 over the whole catalogue, training films removed. */
export const fullRankingAt10: RankingPlan = {
  suffix: '',
  metrics: { precision: ten, recall: ten, f1: ten, ndcg: ten, hr: ten, map: ten, mrr: ten },
  auc: true,
  aggregates: ten,
};
