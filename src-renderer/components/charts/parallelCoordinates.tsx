import styles from './charts.module.css';
import { axisNumber } from './format.ts';
import { extent, linearScale, logScale } from './scales.ts';

export interface ParallelAxis {
  readonly name: string;
  readonly kind: 'linear' | 'log' | 'choice';
  /** For `choice`: all values, in order. */
  readonly values?: readonly string[];
}

export interface ParallelLine {
  readonly id: string;
  /** By axis; null leaves the axis out. */
  readonly values: readonly (number | string | null)[];
  readonly isBest: boolean;
}

export interface ParallelCoordinatesProps {
  readonly label: string;
  readonly axes: readonly ParallelAxis[];
  readonly lines: readonly ParallelLine[];
  readonly width: number;
  readonly height?: number;
}

const SIDE = 28;

/** One upright axis a setting, one line a trial; the best in amber (Inselberg 1985). */
export function ParallelCoordinates({ label, axes, lines, width, height = 240 }: ParallelCoordinatesProps) {
  const [top, bottom] = [36, height - 20];
  const places = axes.map((_, at) => SIDE + (at * (width - 2 * SIDE)) / Math.max(1, axes.length - 1));
  const scales = axes.map((axis, at) =>
    axisScale(
      axis,
      lines.map((line) => line.values[at] ?? null),
      [bottom, top],
    ),
  );
  const path = (line: ParallelLine): string => {
    let text = '';
    for (const [at, value] of line.values.entries()) {
      const y = value === null ? null : scales[at]!.at(value);
      if (y !== null) text += `${text === '' ? 'M' : 'L'}${places[at]!.toFixed(1)} ${y.toFixed(1)}`;
    }
    return text;
  };
  // Names of the outer axes keep inside the picture.
  const anchor = (at: number) => (at === 0 ? 'start' : at === axes.length - 1 ? 'end' : 'middle');
  const edge = (at: number, place: number): number => (at === 0 ? 0 : at === axes.length - 1 ? width : place);
  const ordered = [...lines].sort((a, b) => Number(a.isBest) - Number(b.isBest));
  return (
    <svg className={styles.svg} width={width} height={height} role="img" aria-label={label}>
      {ordered.map((line) => (
        <path
          key={line.id}
          className={styles.line}
          d={path(line)}
          stroke={line.isBest ? 'var(--chart-1)' : 'var(--chart-bar)'}
          style={line.isBest ? { strokeWidth: 2.4 } : { opacity: 0.45, strokeWidth: 1.1 }}
        />
      ))}
      {axes.map((axis, at) => (
        <g key={axis.name} aria-hidden="true">
          <line className={styles.axis} x1={places[at]} x2={places[at]} y1={top} y2={bottom} />
          <text className={styles.second} x={edge(at, places[at]!)} y={12} textAnchor={anchor(at)}>
            {axis.name}
          </text>
          {scales[at]!.ticks.map(({ y, text, isEnd }) =>
            isEnd ? (
              <text key={text} x={edge(at, places[at]!)} y={y <= top ? y - 5 : y + 14} textAnchor={anchor(at)}>
                {text}
              </text>
            ) : (
              <text key={text} x={places[at]! + 5} y={y + 4}>
                {text}
              </text>
            ),
          )}
        </g>
      ))}
    </svg>
  );
}

interface AxisScale {
  at(value: number | string): number | null;
  /** `isEnd`: above or below the axis, not beside it. */
  readonly ticks: readonly { readonly y: number; readonly text: string; readonly isEnd: boolean }[];
}

function axisScale(axis: ParallelAxis, given: readonly (number | string | null)[], range: readonly [number, number]): AxisScale {
  if (axis.kind === 'choice') {
    const names = axis.values ?? [...new Set(given.filter((value) => value !== null).map(String))];
    const place = (name: string): number | null => {
      const at = names.indexOf(name);
      return at < 0 ? null : range[0] + ((at + 0.5) / names.length) * (range[1] - range[0]);
    };
    return { at: (value) => place(String(value)), ticks: names.map((text) => ({ y: place(text) ?? 0, text, isEnd: false })) };
  }
  const [low, high] = extent(given.filter((value) => typeof value === 'number'));
  const scale = axis.kind === 'log' && low > 0 ? logScale([low, high], range) : linearScale([low, high], range, 4);
  const ends = [...new Set([low, high])];
  return {
    at: (value) => (typeof value === 'number' ? scale(value) : null),
    ticks: ends.map((value) => ({
      y: scale(value),
      text: axisNumber(value),
      isEnd: true,
    })),
  };
}
