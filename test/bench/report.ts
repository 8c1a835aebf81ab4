import type { Measurement } from './benchmark.ts';
import type { Machine } from './machine.ts';

export interface BenchResult {
  readonly name: string;
  readonly ms: { readonly min: number; readonly median: number; readonly p99: number; readonly max: number };
  readonly flops: number | null;
  readonly bytes: number | null;
  /** max(flops / GEMM rate, bytes / read rate) / median time; null where neither bounds the work. */
  readonly shareOfLimit: number | null;
  /** Our median over the peer's: below 1 we are faster. */
  readonly peers: Readonly<Record<string, number>>;
}

export function resultOf(name: string, measurement: Measurement, machine: Machine, peerMs: Readonly<Record<string, number>>): BenchResult {
  const sorted = [...measurement.samplesMs].sort((a, b) => a - b);
  const quantile = (q: number) => sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)]!;
  const ms = { min: sorted[0]!, median: quantile(0.5), p99: quantile(0.99), max: sorted.at(-1)! };
  const { flops, bytes } = measurement;
  const limitMs = Math.max((flops ?? 0) / (machine.gemmGflops * 1e6), (bytes ?? 0) / (machine.readGBs * 1e6));
  return {
    name,
    ms,
    flops,
    bytes,
    shareOfLimit: limitMs === 0 ? null : limitMs / ms.median,
    peers: Object.fromEntries(Object.entries(peerMs).map(([peer, theirs]) => [peer, ms.median / theirs])),
  };
}

export function humanTable(machine: Machine, results: readonly BenchResult[]): string {
  const rows = results.map(({ name, ms, shareOfLimit, peers }) => [
    name,
    ...[ms.min, ms.median, ms.p99, ms.max].map((value) => value.toPrecision(4)),
    shareOfLimit === null ? '-' : `${(100 * shareOfLimit).toPrecision(2)} %`,
    Object.entries(peers)
      .map(([peer, ratio]) => `${ratio.toFixed(2)} x ${peer}`)
      .join(', ') || '-',
  ]);
  const table = [['benchmark', 'min ms', 'median', 'p99', 'max', 'of limit', 'time beside peers'], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  const lines = table.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  '),
  );
  const limits = `${machine.device}, ${machine.cores} cores, product ${machine.gemmGflops.toFixed(0)} GFLOP/s, read ${machine.readGBs.toFixed(1)} GB/s`;
  return [limits, '', ...lines].join('\n');
}
