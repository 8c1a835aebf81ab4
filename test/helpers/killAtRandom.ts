import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Rng } from '../../src-main/core/base/rng.ts';

/** Runs a fixture and kills it (SIGKILL) a random time after its first output. @returns all that it wrote to standard output. */
export function killAtRandom(fixture: string, parameters: readonly string[], rng: Rng, maxDelayMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, '../fixtures', fixture), ...parameters], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let faults = '';
    child.stdout.on('data', (bytes: Buffer) => {
      if (output === '') setTimeout(() => child.kill('SIGKILL'), rng.uniform() * maxDelayMs);
      output += bytes.toString();
    });
    child.stderr.on('data', (bytes: Buffer) => {
      faults += bytes.toString();
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (signal === 'SIGKILL' || code === 0) resolve(output);
      else reject(new Error(`${fixture} ended by itself (${code}): ${faults}`));
    });
  });
}
