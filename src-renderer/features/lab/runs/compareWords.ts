import type { Comparison, Pair, Run } from '../../../../src-main/contract/runs.ts';
import { figure } from '../../../components/charts/format.ts';
import { formatCount } from '../../../components/numberWords.ts';
import { isLessBetter, metricWords } from '../metricWords.ts';
import { runName } from '../runWords.ts';

export type RunNames = ReadonlyMap<string, string>;

export function comparisonTitle(runs: readonly Run[]): string {
  const names = runs.map(runName);
  return names.length <= 3 ? new Intl.ListFormat('en').format(names) : `${names[0]} and ${names.length - 1} others`;
}

/** Whether the interval leaves out zero. */
export const isShown = ({ ci95: [low, high] }: Pair): boolean => low > 0 || high < 0;

/**
 * "EASE is ahead by 0.013 NDCG@10. The paired 95 % interval over 610 people, 0.006 to 0.020, leaves out zero." or that no difference can be
 * shown. Of several runs, the one in front against the next.
 */
export function comparisonSentence(data: Comparison, names: RunNames): string {
  const pair = leadingPair(data);
  if (pair === undefined) return 'No pair of people was measured in both.';
  const isFirstAhead = isLessBetter(pair.metric) ? pair.difference < 0 : pair.difference > 0;
  const ahead = names.get(isFirstAhead ? pair.a : pair.b) ?? '';
  const [low, high] = pair.ci95.map(Math.abs).sort((a, b) => a - b) as [number, number];
  const interval = `The paired 95 % interval over ${formatCount(pair.people)} people`;
  if (!isShown(pair)) {
    return `No difference can be shown with this data: ${metricWords(pair.metric)} differs by ${figure(Math.abs(pair.difference))}. ${interval} holds zero.`;
  }
  const holm = pair.pHolm === null ? '' : ` Wilcoxon’s p after Holm is ${pair.pHolm < 1e-4 ? 'under 0.0001' : pair.pHolm.toFixed(4)}.`;
  return `${ahead} is ahead by ${figure(Math.abs(pair.difference))} ${metricWords(pair.metric)}. ${interval}, ${figure(low)} to ${figure(high)}, leaves out zero.${holm}`;
}

/** The run in front against the one behind it, under the chosen metric. */
function leadingPair(data: Comparison): Pair | undefined {
  const means = data.runs.map((run) => ({ runId: run.runId, mean: run.metrics[data.metric]?.mean ?? Number.NaN }));
  means.sort((a, b) => (isLessBetter(data.metric) ? a.mean - b.mean : b.mean - a.mean));
  const [first, second] = means;
  const own = data.pairs.filter((pair) => pair.metric === data.metric);
  return (
    own.find(
      (pair) =>
        first !== undefined && second !== undefined && [pair.a, pair.b].includes(first.runId) && [pair.a, pair.b].includes(second.runId),
    ) ?? own[0]
  );
}
