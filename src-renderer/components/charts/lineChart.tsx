import { type KeyboardEvent, type PointerEvent, useMemo, useState } from 'react';
import { Axes, type PlotBox } from './axes.tsx';
import styles from './charts.module.css';
import { axisNumber, figure } from './format.ts';
import { endLabels } from './endLabels.ts';
import { extent, linearScale, logScale, niceDomain, type Scale } from './scales.ts';

export interface LineSeries {
  readonly id: string;
  readonly label: string;
  /** Any colour token. */
  readonly colour: string;
  /** By x, in order. */
  readonly points: readonly (readonly [x: number, y: number])[];
  /** A raw trace: drawn thin, without a label at its end. */
  readonly isRaw?: boolean;
  /** A mark on each point where there are few. */
  readonly hasMarks?: boolean;
}

export interface LineChartProps {
  readonly label: string;
  readonly series: readonly LineSeries[];
  readonly width: number;
  readonly height?: number;
  readonly xDomain?: readonly [number, number];
  readonly yFromZero?: boolean;
  readonly isLogX?: boolean;
  readonly isLogY?: boolean;
  readonly unitX?: string;
  readonly formatX?: (value: number) => string;
  readonly formatY?: (value: number) => string;
  /** The value beside a label at the end of a line; empty text leaves it out. */
  readonly formatEnd?: (value: number) => string;
  /** A dashed level across, with its name. */
  readonly level?: { readonly value: number; readonly label: string } | null;
}

const LEFT = 48;
const FEW = 60;

/** Lines over one axis, labelled at their ends in their own colour; pointer and arrow keys read values off. */
export function LineChart(props: LineChartProps) {
  const {
    label,
    series,
    width,
    height = 220,
    isLogX = false,
    unitX,
    formatX = axisNumber,
    formatY = axisNumber,
    formatEnd = figure,
    level,
  } = props;
  const named = series.filter((line) => line.isRaw !== true && line.points.length > 0);
  const longest = Math.max(0, level?.label.length ?? 0, ...named.map((line) => line.label.length + 8));
  const plot: PlotBox = { left: LEFT, right: Math.max(LEFT + 60, width - Math.min(170, longest * 6.4 + 10)), top: 8, bottom: height - 26 };
  const { x, y } = scales(props, plot);
  const [at, setAt] = useState<number | null>(null);

  const places = useMemo(() => [...new Set(named.flatMap((line) => line.points.map(([place]) => place)))].sort((a, b) => a - b), [named]);
  const nearest = (place: number): number => {
    let best = 0;
    for (let i = 1; i < places.length; i++) if (Math.abs(x(places[i]!) - place) < Math.abs(x(places[best]!) - place)) best = i;
    return best;
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    if (places.length > 0) setAt(nearest(plot.left + event.clientX - box.left));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0 || places.length === 0) return;
    event.preventDefault();
    setAt((before) => Math.min(places.length - 1, Math.max(0, (before ?? (step > 0 ? -1 : places.length)) + step)));
  };
  const place = at === null ? undefined : places[at];
  const read = place === undefined ? [] : named.flatMap((line) => valueAt(line, place) ?? []);

  return (
    <>
      <svg className={styles.svg} width={width} height={height} role="img" aria-label={label}>
        <Axes x={x} y={y} formatX={formatX} formatY={formatY} plot={plot} {...(unitX === undefined ? {} : { unitX })} hasColumns={isLogX} />
        {level != null && (
          <>
            <line className={styles.rule} x1={plot.left} x2={plot.right} y1={y(level.value)} y2={y(level.value)} />
            <text x={plot.right + 6} y={y(level.value) + 4}>
              {level.label}
            </text>
          </>
        )}
        {series.map((line) => (
          <path key={line.id} className={line.isRaw === true ? styles.thin : styles.line} d={pathOf(line, x, y)} stroke={line.colour} />
        ))}
        {named
          .filter((line) => line.hasMarks === true && line.points.length <= FEW)
          .flatMap((line) =>
            line.points.map(([px, py]) => <circle key={`${line.id} ${px}`} cx={x(px)} cy={y(py)} r={2.6} fill={line.colour} />),
          )}
        {endLabels(named, x, y, plot).map(({ line, px, py, labelY, value }) => (
          <g key={line.id}>
            <circle cx={px} cy={py} r={3} fill={line.colour} />
            <text x={px + 8} y={labelY + 4} style={{ fill: line.colour }}>
              {`${line.label} ${formatEnd(value)}`.trim()}
            </text>
          </g>
        ))}
        {place !== undefined && <line className={styles.rule} x1={x(place)} x2={x(place)} y1={plot.top} y2={plot.bottom} />}
      </svg>
      {places.length > 1 && (
        <div
          className={styles.reader}
          style={{ left: plot.left, top: plot.top, width: plot.right - plot.left, height: plot.bottom - plot.top }}
          role="slider"
          tabIndex={0}
          aria-label={`Read values: ${label}`}
          aria-valuemin={0}
          aria-valuemax={places.length - 1}
          aria-valuenow={at ?? 0}
          aria-valuetext={place === undefined ? 'Arrow keys read values' : readingText(formatX(place), read)}
          onPointerMove={onPointerMove}
          onPointerLeave={() => setAt(null)}
          onBlur={() => setAt(null)}
          onKeyDown={onKeyDown}
        />
      )}
      {place !== undefined && (
        <div
          className={styles.tip}
          aria-hidden="true"
          style={x(place) > width / 2 ? { right: width - x(place) + 8 } : { left: x(place) + 8 }}
        >
          <b>{`${unitX === undefined ? '' : `${unitX} `}${formatX(place)}`}</b>
          {read.map(({ line, value }) => (
            <span key={line.id}>
              <i>{line.label}</i>
              {figure(value)}
            </span>
          ))}
        </div>
      )}
    </>
  );
}

const readingText = (place: string, read: readonly { readonly line: LineSeries; readonly value: number }[]): string =>
  `${place}: ${read.map(({ line, value }) => `${line.label} ${figure(value)}`.trim()).join(', ')}`;

function scales({ series, xDomain, yFromZero, isLogX, isLogY, level }: LineChartProps, plot: PlotBox): { x: Scale; y: Scale } {
  const xs = xDomain ?? extent(series.flatMap((line) => line.points.map(([value]) => value)));
  const [low, high] = extent([...series.flatMap((line) => line.points.map(([, value]) => value)), ...(level == null ? [] : [level.value])]);
  const rangeX = [plot.left, plot.right] as const;
  const rangeY = [plot.bottom, plot.top] as const;
  return {
    x: isLogX === true ? logScale(xs, rangeX) : linearScale(xs, rangeX, Math.max(3, Math.min(7, (plot.right - plot.left) / 90))),
    y: isLogY === true ? logScale([low, high], rangeY) : linearScale(niceDomain(yFromZero === true ? Math.min(0, low) : low, high), rangeY),
  };
}

function pathOf({ points }: LineSeries, x: Scale, y: Scale): string {
  let text = '';
  for (const [px, py] of points) if (Number.isFinite(py)) text += `${text === '' ? 'M' : 'L'}${x(px).toFixed(1)} ${y(py).toFixed(1)}`;
  return text;
}

/** The value at this place, or the last one before it. */
function valueAt(line: LineSeries, place: number): { line: LineSeries; value: number } | null {
  let value: number | null = null;
  for (const [px, py] of line.points) {
    if (px > place) break;
    value = py;
  }
  return value === null ? null : { line, value };
}
