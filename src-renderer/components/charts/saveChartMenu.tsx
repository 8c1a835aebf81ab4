import type { RefObject } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import menu from '../menu.module.css';
import { saveFile } from '../saveFile.ts';
import { chartAsPng, chartAsSvg } from './chartPicture.ts';
import styles from './charts.module.css';
import type { TableData } from './dataTable.tsx';

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
  const save = async (kind: string): Promise<void> => {
    const chart = frame.current?.querySelector('svg') ?? null;
    if (kind === 'csv' || chart === null) saveFile(`${name}.csv`, 'text/csv', csvOf(table));
    else if (kind === 'svg') saveFile(`${name}.svg`, 'image/svg+xml', chartAsSvg(chart, title));
    else saveFile(`${name}.png`, 'image/png', await chartAsPng(chart, title));
  };
  return (
    <MenuTrigger>
      <Button className={styles.toggle ?? ''} aria-label={`Save: ${title}`}>
        Save
      </Button>
      <Popover className={menu.popover ?? ''} placement="bottom end">
        <Menu className={menu.list ?? ''} aria-label={`Save: ${title}`} onAction={(key) => void save(String(key))}>
          <MenuItem id="png" textValue="Picture" className={menu.item ?? ''}>
            <span className={menu.word}>
              Picture<span className={menu.note}>PNG</span>
            </span>
          </MenuItem>
          <MenuItem id="svg" textValue="Drawing" className={menu.item ?? ''}>
            <span className={menu.word}>
              Drawing<span className={menu.note}>SVG, any size</span>
            </span>
          </MenuItem>
          <MenuItem id="csv" textValue="Numbers" className={menu.item ?? ''}>
            <span className={menu.word}>
              Numbers<span className={menu.note}>CSV</span>
            </span>
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
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
