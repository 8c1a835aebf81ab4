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
  /** Of the moments at which it is killed; 1 without it. */
  readonly seed?: number;
}

interface Kill {
  readonly afterSteps: number;
  readonly delayMs: number;
  /** Where it stands still if the kill has not come by then. */
  readonly holdAfter: number;
}

/** Runs the fixture to its end, or kills it with SIGKILL `delayMs` after it has made `afterSteps` steps. */
function runChild(path: string, { fixture, length, rest = [] }: TrainingFixture, kill: Kill | null): Promise<ChildRun> {
  return new Promise((resolve, reject) => {
    const child = join(import.meta.dirname, '../fixtures', fixture);
    const started = spawn(process.execPath, [child, path, String(length), ...rest], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...(kill === null ? {} : { MARQUEE_HOLD_AFTER: String(kill.holdAfter) }) },
    });
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

/**
 * A run killed `kills` times at random moments must end with the state, bit for bit, of one that was never stopped. However quick the machine, each
 * life is cut off before it has made its share of the steps, so that none ends by itself.
 */
export async function checkKills(folder: () => string, kills: number, training: TrainingFixture): Promise<void> {
  const { checkpointSteps = 3, seed = 1 } = training;
  const whole = await runChild(folder(), training, null);
  expect(whole.last).toMatch(/^state [0-9a-f]{64}$/);
  const path = folder();
  const rng = createRng(seed);
  const moments = Math.min(10, Math.floor(whole.steps.length / kills) - 2 * checkpointSteps - 1);
  expect(moments, `${whole.steps.length} steps are too few for ${kills} kills`).toBeGreaterThan(0);
  for (let i = 0; i < kills; i++) {
    const afterSteps = checkpointSteps + 1 + rng.integer(moments);
    const run = await runChild(path, training, { afterSteps, delayMs: rng.integer(8), holdAfter: afterSteps + checkpointSteps });
    expect(run.signal, `kill ${i}, seed ${seed}`).toBe('SIGKILL');
    // A checkpoint was made before each kill, so that every run after the first begins further on.
    if (i > 0) expect(run.steps[0], `kill ${i}, seed ${seed}`).toBeGreaterThan(1);
  }
  expect((await runChild(path, training, null)).last, `seed ${seed}`).toBe(whole.last);
}
