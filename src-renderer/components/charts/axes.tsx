import styles from './charts.module.css';
import { axisNumber } from './format.ts';
import type { Scale } from './scales.ts';

export interface AxesProps {
  readonly x: Scale | null;
  readonly y: Scale | null;
  readonly formatX?: (value: number) => string;
  readonly formatY?: (value: number) => string;
  /** Before the first value of the horizontal axis: "epoch". */
  readonly unitX?: string;
  /** Lines across at the ticks of x too. */
  readonly hasColumns?: boolean;
  readonly plot: PlotBox;
}

/** The inner rectangle of a chart, in pixels. */
export interface PlotBox {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Hairlines and numbers; no frame. */
export function Axes({ x, y, formatX = axisNumber, formatY = axisNumber, unitX, hasColumns = false, plot }: AxesProps) {
  const { left, right, top, bottom } = plot;
  return (
    <g aria-hidden="true">
      {y?.ticks.map((tick) => (
        <g key={tick}>
          <line className={styles.grid} x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
          <text x={left - 8} y={y(tick) + 4} textAnchor="end">
            {formatY(tick)}
          </text>
        </g>
      ))}
      {x?.ticks.map((tick, at) => (
        <g key={tick}>
          {hasColumns && <line className={styles.grid} x1={x(tick)} x2={x(tick)} y1={top} y2={bottom} />}
          <text x={x(tick)} y={bottom + 17} textAnchor={at === 0 && unitX !== undefined ? 'start' : 'middle'}>
            {at === 0 && unitX !== undefined ? `${unitX} ${formatX(tick)}` : formatX(tick)}
          </text>
        </g>
      ))}
    </g>
  );
}
