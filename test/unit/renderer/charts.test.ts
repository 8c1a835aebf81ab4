import { describe, expect, it } from 'vitest';
import { axisNumber, figure, signedPercent } from '../../../src-renderer/components/charts/format.ts';
import { csvOf } from '../../../src-renderer/components/charts/saveChartMenu.tsx';
import { extent, linearScale, linearTicks, logScale, niceDomain } from '../../../src-renderer/components/charts/scales.ts';

describe('scales', () => {
  it('put ticks at multiples of 1, 2 or 5', () => {
    expect(linearTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(linearTicks(0.131, 0.371, 4)).toEqual([0.15, 0.2, 0.25, 0.3, 0.35]);
    expect(linearTicks(0, 26_818, 4)).toEqual([0, 5000, 10_000, 15_000, 20_000, 25_000]);
  });

  it('map their domain onto their range, also where all values are one', () => {
    const scale = linearScale([0, 10], [100, 0]);
    expect([scale(0), scale(5), scale(10)]).toEqual([100, 50, 0]);
    expect(linearScale([3, 3], [0, 10])(3)).toBe(5);
    const log = logScale([1, 1000], [0, 300]);
    expect(log(10)).toBeCloseTo(100);
    expect(log.ticks).toEqual([1, 10, 100, 1000]);
    expect(niceDomain(0.12, 0.93)).toEqual([0, 1]);
    expect(extent([Number.NaN, 2, -1])).toEqual([-1, 2]);
    expect(extent([])).toEqual([0, 1]);
  });
});

describe('figures', () => {
  it('are as short as an axis wants them, or as long as a table does', () => {
    expect([0, 0.25, 5000, 26_818, 1_420_000, -0.2].map(axisNumber)).toEqual(['0', '0.25', '5,000', '26.818k', '1.42M', '−0.2']);
    expect([0.3712, 3.41, 12.3456, 31_800, Number.NaN].map(figure)).toEqual(['0.3712', '3.410', '12.35', '31,800', '–']);
    expect([0.036, -0.02, -0.0004, 0].map(signedPercent)).toEqual(['+3.6 %', '−2.0 %', '0.0 %', '0.0 %']);
    // Ticks of a narrow range stay apart.
    expect([0.2175, 0.218, 0.2185].map(axisNumber)).toEqual(['0.2175', '0.218', '0.2185']);
  });
});

describe('numbers behind a chart', () => {
  it('are saved as CSV, quoted where they must be', () => {
    expect(
      csvOf({
        columns: ['film', 'ratings'],
        rows: [
          ['Crouching Tiger, Hidden "Dragon"', 12],
          ['Heat', null],
        ],
      }),
    ).toBe('film,ratings\r\n"Crouching Tiger, Hidden ""Dragon""",12\r\nHeat,\r\n'); // prettier-ignore
  });
});
