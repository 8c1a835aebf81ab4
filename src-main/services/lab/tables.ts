import { parquetWriteBuffer } from 'hyparquet-writer';
import { csvCell } from '../csvCell.ts';

export type Cell = string | number | null;

/** A table to export: every row has one cell a column; a column holds words or numbers, not both. */
export interface Table {
  readonly columns: readonly { readonly name: string; readonly type: 'text' | 'number' | 'integer' }[];
  readonly rows: readonly (readonly Cell[])[];
}

/** RFC 4180, numbers in full. */
export function toCsv({ columns, rows }: Table): string {
  const lines = [columns.map(({ name }) => name), ...rows.map((row) => row.map((cell) => (cell === null ? '' : cell)))];
  return lines.map((line) => `${line.map((cell) => (typeof cell === 'number' ? String(cell) : csvCell(cell))).join(',')}\r\n`).join('');
}

export function toParquet({ columns, rows }: Table): Uint8Array {
  const types = { text: 'STRING', number: 'DOUBLE', integer: 'INT64' } as const;
  const columnData = columns.map(({ name, type }, at) => ({
    name,
    type: types[type],
    nullable: true,
    data: rows.map((row) => {
      const cell = row[at] ?? null;
      return type === 'integer' && typeof cell === 'number' ? BigInt(Math.round(cell)) : cell;
    }),
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}

/** A booktabs table; needs \\usepackage{booktabs}. */
export function toLatex({ columns, rows }: Table, caption: string): string {
  const body = rows.map((row) => `    ${row.map((cell, at) => latexCell(cell, columns[at]!.type)).join(' & ')} \\\\`);
  return [
    '\\begin{table}',
    '  \\centering',
    `  \\caption{${latexText(caption)}}`,
    `  \\begin{tabular}{${columns.map(({ type }) => (type === 'text' ? 'l' : 'r')).join('')}}`,
    '    \\toprule',
    `    ${columns.map(({ name }) => latexText(name)).join(' & ')} \\\\`,
    '    \\midrule',
    ...body,
    '    \\bottomrule',
    '  \\end{tabular}',
    '\\end{table}',
    '',
  ].join('\n');
}

function latexCell(cell: Cell, type: Table['columns'][number]['type']): string {
  if (cell === null) return '--';
  if (typeof cell === 'string') return latexText(cell);
  return type === 'integer' ? String(cell) : Math.abs(cell) >= 100 ? cell.toFixed(0) : cell.toFixed(4);
}

const latexEscapes: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

const latexText = (text: string): string => text.replace(/[\\~^]|[&%$#_{}]/g, (sign) => latexEscapes[sign] ?? `\\${sign}`);
