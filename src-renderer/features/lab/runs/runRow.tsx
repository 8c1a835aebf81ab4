import { type CSSProperties, type KeyboardEvent, memo } from 'react';
import type { Run } from '../../../../src-main/contract/runs.ts';
import type { Scale } from '../../../components/charts/scales.ts';
import { classNames } from '../../../components/classNames.ts';
import { labAddress } from '../labParts.ts';
import { runName } from '../runWords.ts';
import type { RunColumn } from './columns.ts';
import { withDifference } from './whatDiffers.ts';
import { INTERVAL_PX, IntervalCell } from './intervalCell.tsx';
import styles from './runs.module.css';

export interface RunRowProps {
  readonly run: Run;
  readonly index: number;
  /** Pixels from the first row. */
  readonly top: number;
  /** Widths of the columns. */
  readonly style: CSSProperties;
  readonly columns: readonly RunColumn[];
  /** Drawn with its interval; null where none is. */
  readonly metric: string | null;
  readonly scale: Scale;
  /** Of the chosen run; null where it is not chosen. */
  readonly colour: string | null;
  readonly now: number;
  /** What tells it from other runs of its name. */
  readonly difference: string | undefined;
  readonly onToggle: (runId: string) => void;
  readonly onMove: (toIndex: number) => void;
}

/** One run; drawn again only when something of it changes, so that scrolling costs the rows that come into sight alone. */
export const RunRow = memo(function RunRow({
  run,
  index,
  top,
  style,
  columns,
  metric,
  scale,
  colour,
  now,
  difference,
  onToggle,
  onMove,
}: RunRowProps) {
  const name = withDifference(run, difference);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    onMove(index + (event.key === 'ArrowDown' ? 1 : -1));
  };
  return (
    <div
      data-index={index}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={colour !== null}
      className={classNames(styles.row, styles.line, colour !== null && styles.chosen)}
      style={{ ...style, transform: `translateY(${top}px)` }}
    >
      <span role="cell" className={styles.kept}>
        <input
          type="checkbox"
          className={styles.check}
          checked={colour !== null}
          onChange={() => onToggle(run.runId)}
          onKeyDown={onKeyDown}
          aria-label={`Choose ${name}`}
        />
      </span>
      <span role="rowheader" className={classNames(styles.kept, styles.name)} title={run.note === '' ? name : `${name}: ${run.note}`}>
        <a href={labAddress('train', run.runId)}>{runName(run)}</a>
        {difference !== undefined && <small>{difference}</small>}
      </span>
      {metric !== null && (
        <span role="cell">
          <IntervalCell figure={run.metrics[metric]} scale={scale} colour={colour ?? 'var(--chart-bar)'} width={INTERVAL_PX} />
        </span>
      )}
      {columns.map((column) => {
        const text = column.text(run, now);
        return (
          <span key={column.id} role="cell" className={column.isNumber ? styles.number : styles.word}>
            {text ?? <span title={column.missing}>–</span>}
          </span>
        );
      })}
    </div>
  );
});
