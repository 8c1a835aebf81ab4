import { describe, expect, it } from 'vitest';
import { humanTable, resultOf } from '../../bench/report.ts';

const machine = { gemmGflops: 200, readGBs: 30, cores: 2, device: 'cpu' };

describe('bench report', () => {
  it('takes quantiles, the tighter of the two limits, and our time over the peer', () => {
    // 2 GFLOP at 200 GFLOP/s are 10 ms; 150 MB at 30 GB/s are 5 ms.
    const result = resultOf('work', { samplesMs: [40, 20, 50], flops: 2e9, bytes: 150e6 }, machine, { other: 80 });
    expect(result.ms).toEqual({ min: 20, median: 40, p99: 50, max: 50 });
    expect(result.shareOfLimit).toBeCloseTo(0.25);
    expect(result.peers).toEqual({ other: 0.5 });
    expect(resultOf('work', { samplesMs: [40], flops: null, bytes: 1.8e9 }, machine, {}).shareOfLimit).toBeCloseTo(1.5);
  });

  it('knows no share where nothing bounds the work, and prints all of it for people', () => {
    const result = resultOf('search', { samplesMs: [1, 2], flops: null, bytes: null }, machine, {});
    expect(result.shareOfLimit).toBeNull();
    expect(humanTable(machine, [result])).toMatchInlineSnapshot(`
      "cpu, 2 cores, product 200 GFLOP/s, read 30.0 GB/s

      benchmark  min ms  median    p99    max  of limit  time beside peers
      search      1.000   1.000  2.000  2.000         -                  -"
    `);
  });
});
