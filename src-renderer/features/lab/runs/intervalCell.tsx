import type { Figure } from '../../../../src-main/contract/experiments.ts';
import type { Run } from '../../../../src-main/contract/runs.ts';
import type { Scale } from '../../../components/charts/scales.ts';
import styles from './runs.module.css';

/** Width of the column, pixels. */
export const INTERVAL_PX = 220;

/** The metric drawn with its interval: the one that sorts, otherwise NDCG@10, RMSE, or none. */
export function intervalMetric(sort: string, runs: readonly Run[]): string | null {
  if (sort.startsWith('metric:')) return sort.slice('metric:'.length);
  return ['ndcg@10', 'rmse'].find((name) => runs.some((run) => run.metrics[name] !== undefined)) ?? null;
}

export interface IntervalCellProps {
  readonly figure: Figure | undefined;
  readonly scale: Scale;
  readonly colour: string;
  readonly width: number;
}

/** A soft bar for the interval and a tick for the mean, on the scale of the whole column. */
export function IntervalCell({ figure, scale, colour, width }: IntervalCellProps) {
  return (
    <svg className={styles.cell} width={width} height={20} aria-hidden="true">
      {scale.ticks.map((tick) => (
        <line key={tick} className={styles.rule} x1={scale(tick)} x2={scale(tick)} y1={-6} y2={26} />
      ))}
      {figure !== undefined && (
        <>
          {figure.ci95 !== null && (
            <rect
              x={scale(Math.max(scale.domain[0], figure.ci95[0]))}
              y={7}
              width={Math.max(1, scale(figure.ci95[1]) - scale(Math.max(scale.domain[0], figure.ci95[0])))}
              height={6}
              rx={1}
              fill={colour}
              opacity={0.6}
            />
          )}
          <rect x={scale(figure.mean) - 1.25} y={3} width={2.5} height={14} fill={colour} />
        </>
      )}
    </svg>
  );
}
