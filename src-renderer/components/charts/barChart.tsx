import { Axes, type PlotBox } from './axes.tsx';
import styles from './charts.module.css';
import { axisNumber } from './format.ts';
import { linearScale, niceDomain } from './scales.ts';

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** An amber line across the bar: the person's own share of the same. */
  readonly own?: number;
}

export interface BarChartProps {
  readonly label: string;
  readonly bars: readonly Bar[];
  readonly width: number;
  readonly height?: number;
  readonly format?: (value: number) => string;
}

/** The number itself, not shortened as on an axis. */
const figureOf = (value: number): string => new Intl.NumberFormat('en', { maximumFractionDigits: 2 }).format(value);

const LEFT = 48;
const SPACE_FOR_LABEL = 38;

/** Upright bars from zero; the highest carries its number. */
export function BarChart({ label, bars, width, height = 220, format = axisNumber }: BarChartProps) {
  const plot: PlotBox = { left: LEFT, right: width - 2, top: 18, bottom: height - 26 };
  const most = Math.max(1e-9, ...bars.flatMap(({ value, own }) => [value, own ?? 0]));
  const y = linearScale(niceDomain(0, most, 4), [plot.bottom, plot.top], 4);
  const step = (plot.right - plot.left) / Math.max(1, bars.length);
  const gap = Math.min(8, step * 0.15);
  const every = Math.max(1, Math.ceil(SPACE_FOR_LABEL / step));
  const highest = bars.reduce((best, bar, at) => (bar.value > (bars[best]?.value ?? -1) ? at : best), 0);
  return (
    <svg className={styles.svg} width={width} height={height} role="img" aria-label={label}>
      <Axes x={null} y={y} formatY={format} plot={plot} />
      {bars.map((bar, at) => {
        const left = plot.left + at * step + gap / 2;
        return (
          <g key={bar.label}>
            <rect x={left} y={y(bar.value)} width={Math.max(1, step - gap)} height={plot.bottom - y(bar.value)} fill="var(--chart-bar)">
              <title>{`${bar.label}: ${format(bar.value)}`}</title>
            </rect>
            {bar.own !== undefined && (
              <rect x={left - 1} y={y(bar.own) - 1.5} width={Math.max(1, step - gap) + 2} height={3} fill="var(--chart-1)">
                <title>{`${bar.label}, yours: ${format(bar.own)}`}</title>
              </rect>
            )}
            {at % every === 0 && (
              <text x={left + (step - gap) / 2} y={plot.bottom + 17} textAnchor="middle">
                {bar.label}
              </text>
            )}
            {at === highest && (
              <text className={styles.label} x={left + (step - gap) / 2} y={y(bar.value) - 6} textAnchor="middle">
                {figureOf(bar.value)}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
