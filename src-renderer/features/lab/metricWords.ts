const NAMES: Readonly<Record<string, string>> = {
  rmse: 'RMSE',
  mae: 'MAE',
  userRmse: 'RMSE per person',
  userMae: 'MAE per person',
  auc: 'AUC',
  precision: 'Precision',
  recall: 'Recall',
  f1: 'F1',
  f1OfMeans: 'F1 of means',
  ndcg: 'NDCG',
  hr: 'Hit rate',
  map: 'MAP',
  mrr: 'MRR',
  coverage: 'Coverage',
  novelty: 'Novelty',
  intervalCoverage: 'Within the interval',
};

/** "ndcg@10" as "NDCG@10", "recall@20:trainLeftIn" as "Recall@20, training films left in". */
export function metricWords(metric: string): string {
  const [key = '', suffix] = metric.split(':');
  const [name = '', cut] = key.split('@');
  const words = `${NAMES[name] ?? name}${cut === undefined ? '' : `@${cut}`}`;
  return suffix === undefined ? words : `${words}, ${suffixWords(suffix)}`;
}

function suffixWords(suffix: string): string {
  const answered = /^(shown|answered)(\d+)$/.exec(suffix);
  if (answered !== null) return `${answered[2]} ${answered[1]}`;
  return { trainLeftIn: 'training films left in', heldOut: 'held-out films', all: 'all films' }[suffix] ?? suffix;
}

/** Errors are better when small; everything else when large. */
export const isLessBetter = (metric: string): boolean => /^(rmse|mae|userRmse|userMae)\b/.test(metric);
