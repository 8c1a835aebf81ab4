import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'vitest';
import { createRng } from '../../src-main/core/base/rng.ts';

interface ChildRun {
  readonly last: string;
  readonly signal: NodeJS.Signals | null;
  /** The steps that it said it had made. */
  readonly steps: readonly number[];
}

/** A fixture that trains: `node FIXTURE FOLDER LENGTH ...REST`. */
export interface TrainingFixture {
  readonly fixture: string;
  /** Steps or epochs, as the fixture counts. */
  readonly length: number;
  readonly rest?: readonly string[];
  /** Steps between two checkpoints; 3 without it. */
  readonly checkpointSteps?: number;
}

/** Runs the fixture to its end, or kills it with SIGKILL `delayMs` after it has made `afterSteps` steps. */
function runChild(
  path: string,
  { fixture, length, rest = [] }: TrainingFixture,
  kill: { afterSteps: number; delayMs: number } | null,
): Promise<ChildRun> {
  return new Promise((resolve, reject) => {
    const child = join(import.meta.dirname, '../fixtures', fixture);
    const started = spawn(process.execPath, [child, path, String(length), ...rest], { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines: string[] = [];
    const steps: number[] = [];
    createInterface({ input: started.stdout }).on('line', (line) => {
      lines.push(line);
      if (line.startsWith('step ')) steps.push(Number(line.slice(5)));
      if (steps.length === kill?.afterSteps) setTimeout(() => started.kill('SIGKILL'), kill.delayMs);
    });
    started.on('error', reject);
    started.on('close', (_code, signal) => resolve({ last: lines.at(-1) ?? '', signal, steps }));
  });
}

/** A run killed `kills` times at random moments must end with the state, bit for bit, of one that was never stopped. */
export async function checkKills(folder: () => string, kills: number, training: TrainingFixture): Promise<void> {
  const whole = await runChild(folder(), training, null);
  expect(whole.last).toMatch(/^state [0-9a-f]{64}$/);
  const path = folder();
  const seed = Date.now() >>> 0;
  const rng = createRng(seed);
  for (let i = 0; i < kills; i++) {
    const afterSteps = (training.checkpointSteps ?? 3) + 1 + rng.integer(10);
    const run = await runChild(path, training, { afterSteps, delayMs: rng.integer(8) });
    expect(run.signal, `kill ${i}, seed ${seed}`).toBe('SIGKILL');
    // A checkpoint was made before each kill, so that every run after the first begins further on.
    if (i > 0) expect(run.steps[0], `kill ${i}, seed ${seed}`).toBeGreaterThan(1);
  }
  expect((await runChild(path, training, null)).last, `seed ${seed}`).toBe(whole.last);
}
