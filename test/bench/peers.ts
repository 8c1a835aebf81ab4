import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../helpers/host.ts';
import { sharedData } from '../helpers/sharedData.ts';
import type { Peer } from './benchmark.ts';

const say = (text: string) => process.stderr.write(`${text}\n`);

/** Runs a peer's script in a Python environment of its own (made once, in .cache) and returns its median in ms; null where that cannot be had. */
export function measurePeer(
  name: string,
  { script, packages, imports = packages.map(bare), args = [], environment: variables = {} }: Peer,
): number | null {
  const python = environment(packages, imports);
  if (python === null) return null;
  const path = join(import.meta.dirname, 'peers', script);
  const { status, stdout, stderr } = spawnSync(python, [path, sharedData, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...variables },
  });
  if (status !== 0) {
    say(`bench: the peer ${name} failed: ${stderr.trim().split('\n').at(-1)}`);
    return null;
  }
  const samples = (JSON.parse(stdout) as { ms: number[] }).ms.sort((a, b) => a - b);
  return samples[Math.floor(samples.length / 2)] ?? null;
}

const bare = (requirement: string): string => requirement.split('==')[0]!;

function environment(packages: readonly string[], imports: readonly string[]): string | null {
  const folder = join(repositoryRoot, '.cache', `peers-${createHash('sha256').update(packages.join()).digest('hex').slice(0, 12)}`);
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const ready = () => spawnSync(python, ['-c', imports.map((name) => `import ${name}`).join('\n')]).status === 0;
  if (existsSync(python) && ready()) return python;
  say(`bench: installing ${packages.join(', ')} for comparison`);
  spawnSync(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', folder]);
  spawnSync(python, ['-m', 'pip', 'install', '--quiet', ...packages], { stdio: ['ignore', 'ignore', 'ignore'] });
  if (ready()) return python;
  say(`bench: ${packages.join(', ')} could not be installed; no comparison`);
  return null;
}
