import styles from './charts.module.css';
import { axisNumber } from './format.ts';
import { extent, linearScale, niceDomain } from './scales.ts';

export interface Dot {
  readonly label: string;
  readonly value: number;
  /** Says how large the dot is: its area is in proportion. */
  readonly weight: number;
}

export interface DotChartProps {
  readonly label: string;
  readonly dots: readonly Dot[];
  readonly width: number;
  /** A stronger line: the overall mean. */
  readonly level: number;
}

const ROW = 20;
const LARGEST = 8;

/** One line a name, a dot at its value; the area of the dot is how much stands behind it. */
export function DotChart({ label, dots, width, level }: DotChartProps) {
  const bottom = dots.length * ROW;
  const left = Math.min(width * 0.35, 14 + 6.8 * Math.max(0, ...dots.map((dot) => dot.label.length)));
  const x = linearScale(niceDomain(...extent([...dots.map((dot) => dot.value), level]), 4), [left, width - 12], 4);
  const heaviest = Math.max(1, ...dots.map((dot) => dot.weight));
  return (
    <svg className={styles.svg} width={width} height={bottom + 26} role="img" aria-label={label}>
      <g aria-hidden="true">
        {x.ticks.map((tick) => (
          <g key={tick}>
            <line className={styles.grid} x1={x(tick)} x2={x(tick)} y1={0} y2={bottom} />
            <text x={x(tick)} y={bottom + 17} textAnchor="middle">
              {axisNumber(tick)}
            </text>
          </g>
        ))}
        <line className={styles.axis} x1={x(level)} x2={x(level)} y1={0} y2={bottom} />
      </g>
      {dots.map((dot, at) => {
        const y = at * ROW + ROW / 2;
        return (
          <g key={dot.label}>
            <line className={styles.grid} x1={left} x2={x(dot.value)} y1={y} y2={y} />
            <text className={styles.second} x={left - 10} y={y + 4} textAnchor="end">
              {dot.label}
            </text>
            <circle cx={x(dot.value)} cy={y} r={Math.max(1.5, LARGEST * Math.sqrt(dot.weight / heaviest))} fill="var(--chart-bar)">
              <title>{`${dot.label}: ${dot.value.toFixed(2)}, ${dot.weight.toLocaleString('en')} ratings`}</title>
            </circle>
          </g>
        );
      })}
    </svg>
  );
}
