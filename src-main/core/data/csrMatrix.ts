import type { Interactions } from './interactions.ts';

/**
 * Compressed sparse rows. Row r holds columnIndices/values[rowOffsets[r] .. rowOffsets[r + 1]), columns ascending.
 */
export interface CsrMatrix {
  readonly numRows: number;
  readonly numColumns: number;
  readonly rowOffsets: Int32Array;
  readonly columnIndices: Int32Array;
  readonly values: Float32Array;
}

// Orientation is part of the type: mixing the two up would transpose a model's factors without a word.
declare const orientation: unique symbol;
export type UserItemMatrix = CsrMatrix & { readonly [orientation]: 'user-item' };
export type ItemUserMatrix = CsrMatrix & { readonly [orientation]: 'item-user' };

/** Builds the users x items matrix. Where a user rated an item more than once the last row counts. */
export function userItemMatrix(interactions: Interactions, numUsers: number, numItems: number): UserItemMatrix {
  return userItemEntries(interactions, numUsers, numItems).matrix;
}

/** The same, with the row of `interactions` that each value of the matrix is from. */
export function userItemEntries(
  { userIndices, itemIndices, ratings }: Interactions,
  numUsers: number,
  numItems: number,
): { readonly matrix: UserItemMatrix; readonly rows: Int32Array } {
  const { sources, ...matrix } = compress(userIndices, itemIndices, ratings, numUsers, numItems);
  return { matrix: matrix as CsrMatrix as UserItemMatrix, rows: sources };
}

/** The only bridge from one orientation to the other. */
export function transposeUserItem(matrix: UserItemMatrix): ItemUserMatrix {
  return transpose(matrix) as ItemUserMatrix;
}

export function transposeItemUser(matrix: ItemUserMatrix): UserItemMatrix {
  return transpose(matrix) as UserItemMatrix;
}

function transpose(matrix: CsrMatrix): CsrMatrix {
  const { numRows, numColumns, rowOffsets, columnIndices, values } = matrix;
  const offsets = new Int32Array(numColumns + 1);
  for (const column of columnIndices) offsets[column + 1]!++;
  for (let c = 0; c < numColumns; c++) offsets[c + 1]! += offsets[c]!;
  const next = offsets.slice(0, numColumns);
  const outColumns = new Int32Array(columnIndices.length);
  const outValues = new Float32Array(values.length);
  for (let row = 0; row < numRows; row++) {
    for (let i = rowOffsets[row]!; i < rowOffsets[row + 1]!; i++) {
      const at = next[columnIndices[i]!]!++;
      outColumns[at] = row;
      outValues[at] = values[i]!;
    }
  }
  return { numRows: numColumns, numColumns: numRows, rowOffsets: offsets, columnIndices: outColumns, values: outValues };
}

function compress(rows: Int32Array, columns: Int32Array, values: Float32Array, numRows: number, numColumns: number) {
  // Two stable counting passes (by column, then by row) sort the entries; equal cells stay in source order.
  const byColumn = stableOrder(columns, numColumns, null);
  const order = stableOrder(rows, numRows, byColumn);
  const rowOffsets = new Int32Array(numRows + 1);
  const columnIndices = new Int32Array(rows.length);
  const outValues = new Float32Array(rows.length);
  const sources = new Int32Array(rows.length);
  let length = 0;
  let previousRow = -1;
  for (const entry of order) {
    const row = rows[entry]!;
    const column = columns[entry]!;
    if (row === previousRow && columnIndices[length - 1] === column) {
      outValues[length - 1] = values[entry]!;
      sources[length - 1] = entry;
      continue;
    }
    columnIndices[length] = column;
    outValues[length] = values[entry]!;
    sources[length] = entry;
    length++;
    rowOffsets[row + 1]!++;
    previousRow = row;
  }
  for (let row = 0; row < numRows; row++) rowOffsets[row + 1]! += rowOffsets[row]!;
  return {
    numRows,
    numColumns,
    rowOffsets,
    columnIndices: columnIndices.slice(0, length),
    values: outValues.slice(0, length),
    sources: sources.slice(0, length),
  };
}

function stableOrder(keys: Int32Array, numKeys: number, order: Int32Array | null): Int32Array {
  const next = new Int32Array(numKeys + 1);
  for (const key of keys) next[key + 1]!++;
  for (let key = 0; key < numKeys; key++) next[key + 1]! += next[key]!;
  const sorted = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const entry = order === null ? i : order[i]!;
    sorted[next[keys[entry]!]!++] = entry;
  }
  return sorted;
}
