import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { CsrMatrix } from '../../../../../src-main/core/data/csrMatrix.ts';
import { padRows } from '../../../../../src-main/core/recommenders/als/paddedBlocks.ts';
import '../../../../helpers/propertySeed.ts';

const NUM_COLUMNS = 400;

/** Row r has lengths[r] entries in its first columns; value = 1000 row + column. */
function matrixOf(lengths: readonly number[]): CsrMatrix {
  const rowOffsets = Int32Array.from([0, ...lengths]);
  for (let i = 1; i < rowOffsets.length; i++) rowOffsets[i]! += rowOffsets[i - 1]!;
  const columnIndices = Int32Array.from(lengths.flatMap((length) => Array.from({ length }, (_, column) => column)));
  const values = Float32Array.from(lengths.flatMap((length, row) => Array.from({ length }, (_, column) => 1000 * row + column)));
  return { numRows: lengths.length, numColumns: NUM_COLUMNS, rowOffsets, columnIndices, values };
}

describe('padded blocks', () => {
  test.prop([fc.array(fc.integer({ min: 0, max: NUM_COLUMNS }), { maxLength: 80 }), fc.integer({ min: 8, max: 3000 })])(
    'hold every entry once, and point everything else at the zero row',
    (lengths, cellsPerBlock) => {
      const seen = new Map<number, number[]>();
      for (const { batch, length, rows, indices, values, counts } of padRows(matrixOf(lengths), cellsPerBlock)) {
        expect(indices).toHaveLength(batch * length);
        expect(rows.length).toBeLessThanOrEqual(batch);
        // One row alone may be longer than a block.
        expect(batch === 1 || (batch - 1) * length <= cellsPerBlock).toBe(true);
        for (let i = 0; i < batch; i++) {
          const real = [...indices.subarray(i * length, (i + 1) * length)].filter((column) => column !== NUM_COLUMNS);
          expect(real).toHaveLength(counts[i]!);
          if (i < rows.length) {
            seen.set(rows[i]!, real);
            expect([...values.subarray(i * length, i * length + real.length)]).toEqual(real.map((column) => 1000 * rows[i]! + column));
          }
        }
      }
      lengths.forEach((length, row) => expect(seen.get(row) ?? []).toEqual(Array.from({ length }, (_, column) => column)));
      expect(seen.size).toBe(lengths.filter((length) => length > 0).length);
    },
  );
});
