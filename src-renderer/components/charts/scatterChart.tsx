import { Axes, type PlotBox } from './axes.tsx';
import styles from './charts.module.css';
import { axisNumber } from './format.ts';
import { extent, linearScale, niceDomain } from './scales.ts';

export interface ScatterPoint {
  readonly id: string;
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly colour: string;
}

export interface ScatterChartProps {
  readonly label: string;
  readonly points: readonly ScatterPoint[];
  readonly width: number;
  readonly height?: number;
  readonly nameX: string;
  readonly nameY: string;
  readonly formatX?: (value: number) => string;
  readonly formatY?: (value: number) => string;
}

/** Two figures against each other, each point with its name. */
export function ScatterChart({
  label,
  points,
  width,
  height = 220,
  nameX,
  nameY,
  formatX = axisNumber,
  formatY = axisNumber,
}: ScatterChartProps) {
  const plot: PlotBox = { left: 48, right: width - 24, top: 22, bottom: height - 40 };
  const pad = ([low, high]: [number, number]): [number, number] => {
    const room = (high - low) * 0.08 || Math.abs(low) * 0.1 || 0.5;
    return [low - room, high + room];
  };
  const x = linearScale(niceDomain(...pad(extent(points.map((point) => point.x))), 4), [plot.left, plot.right], 4);
  const y = linearScale(niceDomain(...pad(extent(points.map((point) => point.y))), 4), [plot.bottom, plot.top], 4);
  return (
    <svg className={styles.svg} width={width} height={height} role="img" aria-label={label}>
      <Axes x={x} y={y} formatX={formatX} formatY={formatY} plot={plot} hasColumns />
      <text x={plot.left - 40} y={10}>
        {nameY}
      </text>
      <text x={plot.right} y={height - 4} textAnchor="end">
        {nameX}
      </text>
      {points.map((point) => {
        const isRight = x(point.x) > width * 0.7;
        return (
          <g key={point.id}>
            <circle cx={x(point.x)} cy={y(point.y)} r={5} fill={point.colour} />
            <text x={x(point.x) + (isRight ? -9 : 9)} y={y(point.y) + 4} textAnchor={isRight ? 'end' : 'start'} className={styles.second}>
              {point.label}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
