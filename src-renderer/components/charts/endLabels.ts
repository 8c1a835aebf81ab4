import type { PlotBox } from './axes.tsx';
import type { LineSeries } from './lineChart.tsx';
import type { Scale } from './scales.ts';

export interface EndLabel {
  readonly line: LineSeries;
  readonly px: number;
  readonly py: number;
  /** Where its words stand, moved so that no two lie on one another. */
  readonly labelY: number;
  readonly value: number;
}

const APART = 14;

/** A label at the last point of each line. */
export function endLabels(lines: readonly LineSeries[], x: Scale, y: Scale, plot: PlotBox): EndLabel[] {
  const ends = lines.flatMap((line) => {
    const last = line.points.at(-1);
    return last === undefined || !Number.isFinite(last[1]) ? [] : [{ line, px: x(last[0]), py: y(last[1]), value: last[1] }];
  });
  const ordered = [...ends].sort((a, b) => a.py - b.py);
  const places: number[] = [];
  for (const [i, end] of ordered.entries()) places.push(Math.max(end.py, i === 0 ? plot.top : places[i - 1]! + APART));
  // What was pushed below the plot goes up again.
  for (let i = places.length - 1, floor = plot.bottom + 4; i >= 0; i--) {
    places[i] = Math.min(places[i]!, floor);
    floor = places[i]! - APART;
  }
  return ordered.map((end, i) => ({ ...end, labelY: places[i]! }));
}
