import { describe, expect, it } from 'vitest';
import { cellsOf, readAxis, readGrid } from '../../../src-main/contract/grids.ts';

describe('axes of a sheet', () => {
  it('reads lists of values', () => {
    expect(readAxis('seed', '1, 2,3')).toEqual({ axis: 'seed', values: [1, 2, 3] });
    expect(readAxis('guidance', '1.5,20')).toEqual({ axis: 'guidance', values: [1.5, 20] });
    expect(readAxis('sampler', 'euler, dpm++2m')).toEqual({ axis: 'sampler', values: ['euler', 'dpm++2m'] });
  });

  it.each([
    ['seed', ''],
    ['seed', '1,,2'],
    ['seed', '-1'],
    ['seed', '1.5'],
    ['steps', '0'],
    ['steps', 'ten'],
    ['guidance', '21'],
    ['guidance', 'Infinity'],
    ['sampler', 'magic'],
    ['seed', '1,2,3,4,5,6,7,8,9,10,11'],
  ] as const)('takes no %s from "%s"', (axis, text) => {
    expect(readAxis(axis, text)).toBeNull();
  });

  it('reads a pair of axes, and nothing that is none', () => {
    const grid = readGrid('seed=1,2 x guidance=1,3,5')!;
    expect(grid).toEqual({ x: { axis: 'seed', values: [1, 2] }, y: { axis: 'guidance', values: [1, 3, 5] } });
    for (const text of ['', 'seed=1', 'seed=1 x seed=2', 'seed=1 x steps=2 x guidance=3', 'seed=1=2 x steps=4', 'size=1 x steps=2', 'x'])
      expect(readGrid(text), text).toBeNull();
    expect(cellsOf(grid)).toEqual([
      { seed: 1, guidance: 1 },
      { seed: 2, guidance: 1 },
      { seed: 1, guidance: 3 },
      { seed: 2, guidance: 3 },
      { seed: 1, guidance: 5 },
      { seed: 2, guidance: 5 },
    ]);
  });
});
