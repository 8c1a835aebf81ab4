import type { RefObject } from 'react';
import { Button } from 'react-aria-components';
import { saveFile } from '../saveFile.ts';
import { SaveMenu } from '../saveMenu.tsx';
import { chartAsPng, chartAsSvg } from './chartPicture.ts';
import styles from './charts.module.css';
import type { TableData } from './dataTable.tsx';

const KINDS = [
  { id: 'png', words: 'Picture', note: 'PNG' },
  { id: 'svg', words: 'Drawing', note: 'SVG, any size' },
  { id: 'csv', words: 'Numbers', note: 'CSV' },
] as const;

export interface SaveChartMenuProps {
  readonly title: string;
  readonly table: TableData;
  /** Holds the drawn chart; without one only the numbers can be saved. */
  readonly frame: RefObject<HTMLElement | null>;
}

/** A chart as a picture, a drawing, or its numbers. */
export function SaveChartMenu({ title, table, frame }: SaveChartMenuProps) {
  const name = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  const save = async (kind: (typeof KINDS)[number]['id']): Promise<void> => {
    const chart = frame.current?.querySelector('svg') ?? null;
    if (kind === 'csv' || chart === null) saveFile(`${name}.csv`, 'text/csv', csvOf(table));
    else if (kind === 'svg') saveFile(`${name}.svg`, 'image/svg+xml', chartAsSvg(chart, title));
    else saveFile(`${name}.png`, 'image/png', await chartAsPng(chart, title));
  };
  return (
    <SaveMenu label={`Save: ${title}`} kinds={KINDS} placement="bottom end" onSave={(kind) => void save(kind.id)}>
      <Button className={styles.toggle ?? ''} aria-label={`Save: ${title}`}>
        Save
      </Button>
    </SaveMenu>
  );
}

/** RFC 4180: cells that hold commas, quotes or line ends are quoted. */
export function csvOf({ columns, rows }: TableData): string {
  const cell = (value: string | number | null): string => {
    const text = value === null ? '' : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
