import type { SearchTrial } from '../../../../src-main/contract/experiments.ts';
import { ChartFrame } from '../../../components/charts/chartFrame.tsx';
import { IntervalChart } from '../../../components/charts/intervalChart.tsx';
import { rankCorrelation } from './rankCorrelation.ts';
import { settingWords } from './settingWords.ts';

export interface SearchInfluenceProps {
  readonly settings: readonly string[];
  readonly trials: readonly SearchTrial[];
  /** "RMSE". */
  readonly objective: string;
}

const FEWEST = 5;

/** Which settings went with good results: rank correlation with how good a trial was, over trials on equally many rows. */
export function SearchInfluence({ settings, trials, objective }: SearchInfluenceProps) {
  const alike = trials.filter(({ rung }) => rung === 0);
  const rows = settings.flatMap((name) => {
    const values = alike.map(({ hyperparameters }) => hyperparameters[name]);
    if (!values.every((value) => typeof value === 'number')) return [];
    const correlation = rankCorrelation(
      values,
      alike.map(({ value }) => value),
    );
    return correlation === null ? [] : [{ name: settingWords(name), correlation }];
  });
  rows.sort((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation));
  const [most] = rows;
  if (alike.length < FEWEST || most === undefined) return null;
  const words = (correlation: number): string => `${correlation < 0 ? '−' : '+'}${Math.abs(correlation).toFixed(2)}`;
  return (
    <ChartFrame
      title="What mattered"
      sentence={`${most.name} went with the result most: ${most.correlation > 0 ? 'larger' : 'smaller'} was better. Rank correlation of each setting with how good ${objective} was, over ${alike.length} settings; a few say little.`}
      table={{ columns: ['setting', 'rank correlation'], rows: rows.map(({ name, correlation }) => [name, words(correlation)]) }}
    >
      {(width) => (
        <IntervalChart
          label={`Rank correlation of each setting with ${objective}`}
          width={width}
          isDifference
          rows={rows.map(({ name, correlation }) => ({
            id: name,
            label: name,
            value: correlation,
            interval: [Math.min(0, correlation), Math.max(0, correlation)],
            colour: 'var(--chart-1)',
            text: words(correlation),
          }))}
        />
      )}
    </ChartFrame>
  );
}
