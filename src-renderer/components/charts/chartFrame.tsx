import { type ReactNode, useId, useState } from 'react';
import styles from './charts.module.css';
import { DataTable, type TableData } from './dataTable.tsx';
import { SaveChartMenu } from './saveChartMenu.tsx';
import { useWidth } from './useWidth.ts';

export interface ChartFrameProps {
  /** The question. */
  readonly title: string;
  /** The answer, in one sentence. */
  readonly sentence: string;
  /** What the picture is drawn from. */
  readonly table: TableData;
  /** Draws the picture for a width in pixels. */
  readonly children: (width: number) => ReactNode;
}

/** A question, its answer in a sentence, then the data: as a picture, or as a table on request. */
export function ChartFrame({ title, sentence, table, children }: ChartFrameProps) {
  const id = useId();
  const { ref, width } = useWidth<HTMLDivElement>();
  const [isTable, setIsTable] = useState(false);
  return (
    <figure className={styles.chart} aria-labelledby={`${id}t`} aria-describedby={`${id}s`}>
      <div className={styles.head}>
        <h2 id={`${id}t`} className={styles.title}>
          {title}
        </h2>
        <SaveChartMenu title={title} table={table} frame={ref} />
        <button
          type="button"
          className={styles.toggle}
          aria-label={`${isTable ? 'Show as chart' : 'Show as table'}: ${title}`}
          onClick={() => setIsTable(!isTable)}
        >
          {isTable ? 'Show as chart' : 'Show as table'}
        </button>
      </div>
      <p id={`${id}s`} className={styles.sentence}>
        {sentence}
      </p>
      <div ref={ref} className={styles.plot}>
        {isTable ? <DataTable label={title} {...table} /> : children(width)}
      </div>
    </figure>
  );
}
