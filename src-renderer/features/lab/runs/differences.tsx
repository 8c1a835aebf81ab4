import type { Comparison } from '../../../../src-main/contract/runs.ts';
import { ChartFrame } from '../../../components/charts/chartFrame.tsx';
import { figure, signedFigure, signedPercent } from '../../../components/charts/format.ts';
import { IntervalChart } from '../../../components/charts/intervalChart.tsx';
import { metricWords } from '../metricWords.ts';
import { isShown, type RunNames } from './compareWords.ts';

/** The first chosen run less each other, under every metric, relative to the other. */
export function Differences({ data, names }: { readonly data: Comparison; readonly names: RunNames }) {
  const [first, ...others] = data.runs;
  if (first === undefined) return null;
  return others.map((other) => {
    const pairs = data.pairs.filter((pair) => pair.a === first.runId && pair.b === other.runId && pair.relative !== null);
    const name = `${names.get(first.runId)} minus ${names.get(other.runId)}`;
    const shown = pairs.filter(isShown).length;
    if (pairs.length === 0) return null;
    return (
      <ChartFrame
        key={other.runId}
        title={`Difference per metric, ${name}`}
        sentence={`Relative to ${names.get(other.runId)}, with paired 95 % intervals: ${shown} of ${pairs.length} leave out zero.`}
        table={{
          columns: ['metric', 'difference', 'from', 'to', 'relative', 'people'],
          rows: pairs.map((pair) => [
            metricWords(pair.metric),
            signedFigure(pair.difference),
            figure(pair.ci95[0]),
            figure(pair.ci95[1]),
            signedPercent(pair.relative?.difference ?? 0),
            pair.people,
          ]),
        }}
      >
        {(width) => (
          <IntervalChart
            label={`Differences per metric, ${name}`}
            width={width}
            isDifference
            format={(value) => signedPercent(value).replace('.0', '')}
            rows={pairs.map((pair) => ({
              id: pair.metric,
              label: metricWords(pair.metric),
              value: pair.relative?.difference ?? 0,
              interval: pair.relative?.ci95 ?? null,
              colour: isShown(pair) ? 'var(--chart-1)' : 'var(--chart-bar)',
              text: signedPercent(pair.relative?.difference ?? 0),
            }))}
          />
        )}
      </ChartFrame>
    );
  });
}
