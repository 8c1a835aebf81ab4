import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { Run } from '../../../../src-main/contract/runs.ts';
import { classNames } from '../../../components/classNames.ts';
import { extent, linearScale, niceDomain } from '../../../components/charts/scales.ts';
import { axisNumber } from '../../../components/charts/format.ts';
import { SortHead } from '../../../components/sortHead.tsx';
import { isLessBetter, metricWords } from '../metricWords.ts';
import type { RunColumn } from './columns.ts';
import { INTERVAL_PX, intervalMetric } from './intervalCell.tsx';
import { RunRow } from './runRow.tsx';
import styles from './runs.module.css';
import { whatDiffers } from './whatDiffers.ts';

export interface RunOrder {
  readonly sort: string;
  readonly descending: boolean;
}

export interface RunsTableProps {
  readonly runs: readonly Run[];
  readonly columns: readonly RunColumn[];
  readonly order: RunOrder;
  readonly onOrder: (order: RunOrder) => void;
  readonly chosen: readonly string[];
  readonly onChosen: (runIds: readonly string[]) => void;
}

const ROW_PX = 32;
const NAME_PX = 230;
/** Amber for the first that is chosen, then the chart colours in order. */
export const RUN_COLOURS = [
  'var(--chart-1)',
  'var(--chart-2)',
  'var(--chart-3)',
  'var(--chart-4)',
  'var(--chart-5)',
  'var(--chart-6)',
] as const;
export const colourOf = (at: number): string => RUN_COLOURS[at % RUN_COLOURS.length] ?? 'var(--chart-bar)';

/** A table of a thousand runs that draws only what is in sight; arrow keys move, Space chooses. */
export function RunsTable({ runs, columns, order, onOrder, chosen, onChosen }: RunsTableProps) {
  const box = useRef<HTMLDivElement>(null);
  const [now] = useState(() => Date.now());
  const rows = useVirtualizer({
    count: runs.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
    getItemKey: (index) => runs[index]?.runId ?? index,
  });
  const differences = useMemo(() => whatDiffers(runs, now), [runs, now]);
  const metric = intervalMetric(order.sort, runs);
  const scale = useMemo(() => {
    const values =
      metric === null ? [] : runs.flatMap((run) => [run.metrics[metric]?.mean ?? Number.NaN, ...(run.metrics[metric]?.ci95 ?? [])]);
    return linearScale(niceDomain(...atLeastZero(extent(values), runs, metric), 3), [6, INTERVAL_PX - 18], 3);
  }, [runs, metric]);
  const template = `2rem ${NAME_PX}px${metric === null ? '' : ` ${INTERVAL_PX}px`} ${columns.map(({ width }) => `${Math.round(width)}px`).join(' ')}`;
  const width = 32 + NAME_PX + (metric === null ? 0 : INTERVAL_PX) + columns.reduce((sum, column) => sum + column.width + 12, 24);
  const style = useMemo(() => ({ gridTemplateColumns: template, minWidth: width }), [template, width]);

  const latest = useRef(chosen);
  latest.current = chosen;
  const toggle = useCallback(
    (runId: string): void => {
      const now = latest.current;
      onChosen(now.includes(runId) ? now.filter((id) => id !== runId) : [...now, runId]);
    },
    [onChosen],
  );
  const move = useCallback(
    (to: number): void => {
      if (to < 0 || to >= runs.length) return;
      rows.scrollToIndex(to, { align: 'auto' });
      requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-index="${to}"] input`)?.focus());
    },
    [rows, runs.length],
  );

  return (
    // A box that scrolls must be reachable by keyboard.
    <div
      ref={box}
      className={styles.box}
      style={{ maxHeight: `min(60vh, ${runs.length * ROW_PX + 64}px)` }}
      role="region"
      aria-label="Runs"
      tabIndex={0}
    >
      <div role="table" aria-label="Runs" aria-rowcount={runs.length + 1}>
        <div role="rowgroup" className={styles.headGroup}>
          <div role="row" aria-rowindex={1} className={classNames(styles.row, styles.headRow)} style={style}>
            <span role="columnheader" className={styles.kept}>
              <span className={styles.unseen}>Chosen</span>
            </span>
            <Head column={{ label: 'Model', sort: 'model', isNumber: false }} className={styles.kept} order={order} onOrder={onOrder} />
            {metric !== null && (
              <span role="columnheader" className={classNames(styles.head, styles.interval)}>
                {`${metricWords(metric)}, 95 % interval`}
                <svg width={INTERVAL_PX} height={14} aria-hidden="true">
                  {scale.ticks.map((tick) => (
                    <text key={tick} x={scale(tick)} y={12} textAnchor="middle">
                      {axisNumber(tick)}
                    </text>
                  ))}
                </svg>
              </span>
            )}
            {columns.map((column) => (
              <Head key={column.id} column={column} order={order} onOrder={onOrder} />
            ))}
          </div>
        </div>
        <div role="rowgroup" className={styles.body} style={{ height: rows.getTotalSize(), minWidth: width }}>
          {rows.getVirtualItems().map((item) => {
            const run = runs[item.index];
            if (run === undefined) return null;
            const at = chosen.indexOf(run.runId);
            return (
              <RunRow
                key={item.key}
                run={run}
                index={item.index}
                top={item.start}
                style={style}
                columns={columns}
                metric={metric}
                scale={scale}
                colour={at < 0 ? null : colourOf(at)}
                now={now}
                difference={differences.get(run.runId)}
                onToggle={toggle}
                onMove={move}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** An interval of few seeds may reach below zero, where a figure that is never negative cannot be. */
function atLeastZero([low, high]: [number, number], runs: readonly Run[], metric: string | null): [number, number] {
  const isNever = metric !== null && runs.every((run) => (run.metrics[metric]?.perSeed ?? []).every((value) => value >= 0));
  return isNever ? [Math.max(0, low), high] : [low, high];
}

interface HeadProps {
  readonly column: Pick<RunColumn, 'label' | 'isNumber' | 'sort'>;
  readonly order: RunOrder;
  readonly onOrder: (order: RunOrder) => void;
  readonly className?: string | undefined;
}

function Head({ column: { label, sort, isNumber }, order, onOrder, className: own }: HeadProps) {
  const className = classNames(own, styles.head, isNumber ? styles.number : styles.word);
  if (sort === undefined) {
    return (
      <span role="columnheader" className={className}>
        {label}
      </span>
    );
  }
  const isSorted = order.sort === sort;
  return (
    <SortHead
      name={label}
      className={className}
      sorted={isSorted ? (order.descending ? 'descending' : 'ascending') : null}
      onSort={() => onOrder({ sort, descending: isSorted ? !order.descending : isNumber && !isLessBetter(sort.replace('metric:', '')) })}
    />
  );
}
