import { memo, useMemo } from 'react';
import type { CurvePoint, Run } from '../../../../src-main/contract/runs.ts';
import { ChartFrame } from '../../../components/charts/chartFrame.tsx';
import { figure } from '../../../components/charts/format.ts';
import { LineChart } from '../../../components/charts/lineChart.tsx';
import { formatCount } from '../../../components/numberWords.ts';
import { curvesOf } from '../curves.ts';
import { metricWords } from '../metricWords.ts';
import styles from './train.module.css';

/** Loss, validation and speed over the steps of the seed that runs, or ran last. */
export const RunCurves = memo(function RunCurves({ run, points }: { readonly run: Run; readonly points: readonly CurvePoint[] }) {
  const seed = points.at(-1)?.seed;
  const curves = useMemo(() => curvesOf(points.filter((point) => point.seed === seed)), [points, seed]);
  if (points.length === 0) {
    return (
      <p className={styles.citation}>
        {run.state === 'done' ? 'This model is solved at once: there is no curve.' : 'The curves begin with the first steps.'}
      </p>
    );
  }
  const { loss, smooth, validation, metric, speed, unit, end } = curves;
  const domain = [0, Math.max(end, 1)] as const;
  const ofSeed = run.experiment.seeds.length > 1 ? ` Seed ${seed}.` : '';
  return (
    <div>
      {loss.length > 0 && (
        <ChartFrame
          title="Loss"
          sentence={`${lossSentence(smooth)}${loss.length > smooth.length ? ' Thin: every report. Thick: their moving mean.' : ''}${ofSeed}`}
          table={{ columns: [unit, 'training loss'], rows: loss.map(([x, y]) => [formatCount(x), figure(y)]) }}
        >
          {(width) => (
            <LineChart
              label={`Training loss by ${unit}`}
              width={width}
              height={230}
              unitX={unit}
              xDomain={domain}
              series={[
                { id: 'raw', label: 'raw', colour: 'var(--chart-1)', points: loss, isRaw: true },
                { id: 'loss', label: 'training', colour: 'var(--chart-1)', points: smooth },
              ]}
            />
          )}
        </ChartFrame>
      )}
      <div className={styles.minor}>
        {validation.length > 0 && metric !== null && (
          <ChartFrame
            title={`${metricWords(metric)} on validation rows`}
            sentence={validationSentence(metric, validation, unit)}
            table={{ columns: [unit, metricWords(metric)], rows: validation.map(([x, y]) => [formatCount(x), figure(y)]) }}
          >
            {(width) => (
              <LineChart
                label={`${metricWords(metric)} by ${unit}`}
                width={width}
                height={160}
                unitX={unit}
                xDomain={domain}
                series={[{ id: 'validation', label: '', colour: 'var(--chart-1)', points: validation, hasMarks: true }]}
              />
            )}
          </ChartFrame>
        )}
        {speed.length > 0 && (
          <ChartFrame
            title="Examples per second"
            sentence={`${formatCount(Math.round(median(speed.map(([, y]) => y))))} in the middle; dips are checkpoints and validation.`}
            table={{ columns: [unit, 'examples per second'], rows: speed.map(([x, y]) => [formatCount(x), Math.round(y)]) }}
          >
            {(width) => (
              <LineChart
                label={`Examples per second by ${unit}`}
                width={width}
                height={160}
                unitX={unit}
                xDomain={domain}
                yFromZero
                series={[{ id: 'speed', label: '', colour: 'var(--chart-bar)', points: speed }]}
              />
            )}
          </ChartFrame>
        )}
      </div>
    </div>
  );
});

function lossSentence(points: readonly (readonly [number, number])[]): string {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return 'Nothing was reported yet.';
  return last[1] <= first[1]
    ? `From ${figure(first[1])} down to ${figure(last[1])}.`
    : `From ${figure(first[1])} up to ${figure(last[1])}: the learning rate may be too high.`;
}

function validationSentence(metric: string, points: readonly (readonly [number, number])[], unit: string): string {
  const isLessBetter = metric === 'rmse' || metric === 'mae';
  const ahead = points.reduce((found, point) => ((isLessBetter ? point[1] < found[1] : point[1] > found[1]) ? point : found));
  return `${isLessBetter ? 'Lowest' : 'Highest'} so far ${figure(ahead[1])}, at ${unit} ${formatCount(ahead[0])}.`;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
