import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openRuntime } from '../../src-main/core/engine/session.ts';
import type { Benchmark } from './benchmark.ts';
import { measureMachine } from './machine.ts';
import { measurePeer } from './peers.ts';
import { benchmarks } from './registry.ts';
import { type BenchResult, humanTable, resultOf } from './report.ts';

/**
 * Measures named pieces of work, all without a name, beside the machine's own limits taken in the same run.
 *   npm run -s bench -- [NAME...] [--json] [--peers]
 */
const usage = `Usage: npm run -s bench -- [NAME...] [--json] [--peers]\nNames: ${benchmarks.map((benchmark) => benchmark.name).join(', ')}\n`;

const say = (text: string) => process.stderr.write(`${text}\n`);

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean' }, peers: { type: 'boolean' } },
  });
  const unknown = positionals.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name));
  if (unknown.length > 0) {
    process.stderr.write(`There is no benchmark called ${unknown.join(', ')}.\n${usage}`);
    return 2;
  }
  const chosen = benchmarks.filter((benchmark) => positionals.length === 0 || positionals.includes(benchmark.name));
  const runtime = openRuntime('cpu');
  const machine = await measureMachine(runtime);
  const results: BenchResult[] = [];
  for (const benchmark of chosen) {
    const reason = benchmark.skip?.() ?? null;
    if (reason !== null) {
      say(`bench: ${benchmark.name} SKIPPED: ${reason}`);
      continue;
    }
    say(`bench: ${benchmark.name} (${benchmark.what})`);
    const measurement = await inFolder((folder) => benchmark.run({ runtime, folder }));
    results.push(resultOf(benchmark.name, measurement, machine, values.peers === true ? peersOf(benchmark) : {}));
  }
  await runtime.dispose();
  process.stdout.write(`${values.json === true ? JSON.stringify({ machine, results }) : humanTable(machine, results)}\n`);
  return 0;
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'marquee-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function peersOf({ peers = {} }: Benchmark): Record<string, number> {
  const measured = Object.entries(peers).map(([name, peer]) => [name, measurePeer(name, peer)] as const);
  return Object.fromEntries(measured.filter((entry): entry is readonly [string, number] => entry[1] !== null));
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  process.stderr.write(
    isUsage
      ? `${(error as Error).message}\n${usage}`
      : `bench: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = isUsage ? 2 : 1;
}
