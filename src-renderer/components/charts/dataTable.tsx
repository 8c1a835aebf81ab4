import { formatCount } from '../numberWords.ts';
import styles from './charts.module.css';

export interface TableData {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** Rows beyond these are counted, not drawn. */
const MOST = 500;

/** The numbers behind a chart. */
export function DataTable({ label, columns, rows }: TableData & { readonly label: string }) {
  return (
    // A box that scrolls must be reachable by keyboard (axe: scrollable-region-focusable).
    <div className={styles.tableBox} role="region" aria-label={`${label}, table`} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST).map((row, at) => (
            <tr key={at}>
              {row.map((cell, column) => (
                <td key={columns[column] ?? column}>{cell === null ? '–' : typeof cell === 'number' ? formatCount(cell) : cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MOST && <p className={styles.more}>{`and ${formatCount(rows.length - MOST)} more`}</p>}
    </div>
  );
}
