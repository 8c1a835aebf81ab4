import { useMemo } from 'react';
import type { PainterPoint } from '../../../../src-main/contract/painters.ts';
import { ChartFrame } from '../../../components/charts/chartFrame.tsx';
import { figure } from '../../../components/charts/format.ts';
import { LineChart } from '../../../components/charts/lineChart.tsx';
import { type Curve, movingMean } from '../../../components/charts/movingMean.ts';
import { formatCount, formatDuration } from '../../../components/numberWords.ts';
import styles from './train.module.css';
import { stageWords } from './trainingWords.ts';

const FEW = 40;

/** The loss of one stage over its steps: thin as reported, thick its moving mean. */
export function LossChart({ stage, points }: { readonly stage: string; readonly points: readonly PainterPoint[] }) {
  const loss: Curve = useMemo(
    () => points.filter((point) => point.stage === stage).map(({ step, loss: value }) => [step, value] as const),
    [points, stage],
  );
  const smooth = useMemo(() => (loss.length > FEW ? movingMean(loss, Math.max(5, Math.round(loss.length / 20))) : loss), [loss]);
  const [first, last] = [smooth[0], smooth.at(-1)];
  const newest = points.findLast((point) => point.stage === stage);
  if (first === undefined || last === undefined || newest === undefined)
    return <p className={styles.note}>The curve begins with the first steps.</p>;
  const direction = last[1] <= first[1] ? 'down' : 'up';
  const perStep = newest.elapsedMs / Math.max(1, newest.step);
  const left = newest.totalSteps - newest.step;
  const time = left > 0 ? ` ${formatDuration((perStep * left) / 1000)} left at this pace.` : '';
  return (
    <ChartFrame
      title={`Loss at ${stageWords(stage)}`}
      sentence={`From ${figure(first[1])} ${direction} to ${figure(last[1])} at step ${formatCount(newest.step)} of ${formatCount(newest.totalSteps)}.${time}`}
      table={{ columns: ['step', 'loss'], rows: loss.map(([x, y]) => [formatCount(x), figure(y)]) }}
    >
      {(width) => (
        <LineChart
          label={`Loss at ${stageWords(stage)} by step`}
          width={width}
          height={230}
          unitX="step"
          xDomain={[0, Math.max(newest.totalSteps, 1)]}
          series={[
            { id: 'raw', label: 'raw', colour: 'var(--chart-1)', points: loss, isRaw: true },
            { id: 'loss', label: '', colour: 'var(--chart-1)', points: smooth },
          ]}
        />
      )}
    </ChartFrame>
  );
}
