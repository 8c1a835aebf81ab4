import styles from './charts.module.css';
import { axisNumber } from './format.ts';
import { extent, linearScale, niceDomain } from './scales.ts';

export interface IntervalRow {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  /** null where there is no interval. */
  readonly interval: readonly [number, number] | null;
  readonly colour: string;
  /** At the right end: "+3.6 %". */
  readonly text: string;
}

export interface IntervalChartProps {
  readonly label: string;
  readonly rows: readonly IntervalRow[];
  readonly width: number;
  /** A difference: zero is always in sight and drawn stronger. */
  readonly isDifference?: boolean;
  /** Where a figure cannot be less than this, no interval is drawn below it. */
  readonly least?: number;
  readonly format?: (value: number) => string;
}

const ROW = 26;

/** One line a figure: a soft bar for the interval, a solid tick for the value. */
export function IntervalChart({
  label,
  rows,
  width,
  isDifference = false,
  least = Number.NEGATIVE_INFINITY,
  format = axisNumber,
}: IntervalChartProps) {
  const height = rows.length * ROW + 26;
  const left = Math.min(width * 0.38, 12 + 7 * Math.max(0, ...rows.map((row) => row.label.length)));
  const right = width - 12 - 7 * Math.max(0, ...rows.map((row) => row.text.length));
  const [low, high] = extent([
    ...rows.flatMap(({ value, interval }) => [value, ...(interval ?? []).map((end) => Math.max(least, end))]),
    ...(isDifference ? [0] : []),
  ]);
  const x = linearScale(niceDomain(low, high, 4), [left, Math.max(left + 40, right)], Math.max(2, (right - left) / 90));
  const bottom = rows.length * ROW;
  return (
    <svg className={styles.svg} width={width} height={height} role="img" aria-label={label}>
      <g aria-hidden="true">
        {x.ticks.map((tick) => (
          <g key={tick}>
            <line className={isDifference && tick === 0 ? styles.axis : styles.grid} x1={x(tick)} x2={x(tick)} y1={0} y2={bottom} />
            <text x={x(tick)} y={bottom + 17} textAnchor="middle">
              {format(tick)}
            </text>
          </g>
        ))}
      </g>
      {rows.map((row, at) => {
        const y = at * ROW + ROW / 2;
        return (
          <g key={row.id}>
            <text className={styles.second} x={left - 10} y={y + 4} textAnchor="end">
              {row.label}
            </text>
            {row.interval !== null && (
              <rect
                className={styles.interval}
                x={x(Math.max(least, row.interval[0]))}
                y={y - 4}
                width={Math.max(1, x(row.interval[1]) - x(Math.max(least, row.interval[0])))}
                height={8}
                rx={1}
                fill={row.colour}
              />
            )}
            <rect x={x(row.value) - 1.5} y={y - 9} width={3} height={18} fill={row.colour} />
            <text className={styles.label} x={width} y={y + 4} textAnchor="end">
              {row.text}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
