import type { Comparison } from '../../../../src-main/contract/runs.ts';
import { ChartFrame } from '../../../components/charts/chartFrame.tsx';
import { figure } from '../../../components/charts/format.ts';
import { IntervalChart } from '../../../components/charts/intervalChart.tsx';
import { isLessBetter, metricWords } from '../metricWords.ts';
import type { RunNames } from './compareWords.ts';
import { colourOf } from './runsTable.tsx';

/** The chosen metric of every run with its 95 % interval over seeds. */
export function CompareFigures({ data, names }: { readonly data: Comparison; readonly names: RunNames }) {
  const rows = data.runs.flatMap((run, at) => {
    const measured = run.metrics[data.metric];
    return measured === undefined ? [] : [{ run, at, measured }];
  });
  if (rows.length === 0) return null;
  const words = metricWords(data.metric);
  return (
    <ChartFrame
      title={words}
      sentence={`Mean over seeds; bars are 95 % intervals where there is more than one seed. ${isLessBetter(data.metric) ? 'Less is better.' : 'More is better.'}`}
      table={{
        columns: ['run', words, 'from', 'to', 'seeds'],
        rows: rows.map(({ run, measured }) => [
          names.get(run.runId) ?? run.label,
          figure(measured.mean),
          measured.ci95 === null ? null : figure(measured.ci95[0]),
          measured.ci95 === null ? null : figure(measured.ci95[1]),
          measured.perSeed.length,
        ]),
      }}
    >
      {(width) => (
        <IntervalChart
          label={`${words} of each run`}
          width={width}
          least={0}
          rows={rows.map(({ run, at, measured }) => ({
            id: run.runId,
            label: names.get(run.runId) ?? run.label,
            value: measured.mean,
            interval: measured.ci95,
            colour: colourOf(at),
            text: figure(measured.mean),
          }))}
        />
      )}
    </ChartFrame>
  );
}
