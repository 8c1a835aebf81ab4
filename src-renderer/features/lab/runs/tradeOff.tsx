import { useState } from 'react';
import type { Comparison } from '../../../../src-main/contract/runs.ts';
import { ChartFrame } from '../../../components/charts/chartFrame.tsx';
import { figure } from '../../../components/charts/format.ts';
import { ScatterChart } from '../../../components/charts/scatterChart.tsx';
import { Segmented } from '../../../components/segmented.tsx';
import { metricWords } from '../metricWords.ts';
import type { RunNames } from './compareWords.ts';
import { colourOf } from './runsTable.tsx';
import styles from './runs.module.css';

const AGAINST = [
  { id: 'coverage', label: 'Coverage' },
  { id: 'novelty', label: 'Novelty' },
] as const;

/** Accuracy against how much of the catalogue is shown, or against how surprising the films are. */
export function TradeOff({ data, names }: { readonly data: Comparison; readonly names: RunNames }) {
  const [against, setAgainst] = useState<(typeof AGAINST)[number]['id']>('coverage');
  const points = data.tradeOff.flatMap((point) => {
    const y = point[against];
    const at = data.runs.findIndex(({ runId }) => runId === point.runId);
    return y === null
      ? []
      : [{ id: point.runId, label: names.get(point.runId) ?? '', x: point.accuracy, y, colour: colourOf(Math.max(0, at)) }];
  });
  if (data.tradeOff.every(({ coverage, novelty }) => coverage === null && novelty === null)) return null;
  const widest = points.reduce((found, point) => (point.y > found.y ? point : found), points[0] ?? { label: '', y: 0 });
  return (
    <div className={styles.groups}>
      <Segmented label="Accuracy against" options={AGAINST} value={against} onChange={setAgainst} />
      <ChartFrame
        title={`Accuracy against ${against}`}
        sentence={
          against === 'coverage'
            ? `${widest.label} shows the largest part of the catalogue, ${(widest.y * 100).toFixed(0)} %.`
            : `${widest.label} shows the least expected films, ${figure(widest.y)} bits on average.`
        }
        table={{
          columns: ['run', metricWords(data.metric), against],
          rows: points.map((point) => [point.label, figure(point.x), figure(point.y)]),
        }}
      >
        {(width) => (
          <ScatterChart
            label={`${metricWords(data.metric)} against ${against}`}
            width={width}
            points={points}
            nameX={metricWords(data.metric)}
            nameY={against === 'coverage' ? 'share of the catalogue' : 'bits of surprise'}
          />
        )}
      </ChartFrame>
    </div>
  );
}
