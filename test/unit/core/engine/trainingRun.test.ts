import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../../../src-main/core/engine/checkpoint.ts';
import { zeros } from '../../../../src-main/core/engine/initializers.ts';
import { squaredError } from '../../../../src-main/core/engine/losses.ts';
import { adam, sgd } from '../../../../src-main/core/engine/optimizers.ts';
import { add } from '../../../../src-main/core/engine/ops.ts';
import { openRuntime } from '../../../../src-main/core/engine/session.ts';
import { trainToEnd } from '../../../../src-main/core/engine/trainingRun.ts';
import { trainingStep } from '../../../../src-main/core/engine/trainingStep.ts';
import { openCheckpointStore } from '../../../../src-main/core/storage/checkpointStore.ts';
import { checkKills } from '../../../helpers/trainingKills.ts';

const KILLS = 3;

const folders: string[] = [];
const folder = () => {
  folders.push(mkdtempSync(join(tmpdir(), 'marquee-checkpoints-')));
  return folders.at(-1)!;
};
const runtime = openRuntime('cpu', { threads: 1 });
afterAll(async () => {
  await runtime.dispose();
  for (const path of folders) rmSync(path, { recursive: true, force: true });
});

describe('a training run', () => {
  it(`killed ${KILLS} times with SIGKILL and resumed ends in the bits of one that ran through`, () =>
    checkKills(folder, KILLS, { fixture: 'trainingChild.ts', length: 80 }));

  const still = trainingStep({
    name: 'still',
    batch: { x: { dtype: 'float32', shape: [2] } },
    optimizer: adam(),
    forward: (scope, { x }) => ({ loss: squaredError(add(x!, scope.declare('shift', [2], zeros)), x!) }),
  });
  const options = (path: string, overrides: Partial<Parameters<typeof trainToEnd>[0]> = {}): Parameters<typeof trainToEnd>[0] => ({
    runtime,
    step: still,
    totalSteps: 10,
    schedule: () => 0.1,
    nextBatch: (_step, rng) => ({ x: { dtype: 'float32', shape: [2], data: Float32Array.of(rng.normal(), rng.normal()) } }),
    seed: 1,
    dataSha256: 'a',
    configuration: { rate: 0.1 },
    checkpoints: { save: openCheckpointStore(path).save, everySteps: 2 },
    nowMs: () => performance.now(),
    ...overrides,
  });

  it('keeps the last two checkpoints and passes over a damaged one', async () => {
    const path = folder();
    await trainToEnd(options(path));
    expect(readdirSync(path).sort()).toEqual(['step-10.json', 'step-10.tensors', 'step-8.json', 'step-8.tensors']);
    expect(openCheckpointStore(path).latest()!.step).toBe(10);
    const bytes = readFileSync(join(path, 'step-10.tensors'));
    bytes[3]! ^= 1;
    writeFileSync(join(path, 'step-10.tensors'), bytes);
    expect(openCheckpointStore(path).latest()!.step).toBe(8);
  });

  it('refuses to go on with other data or other settings', async () => {
    const path = folder();
    await trainToEnd(options(path));
    const resumeFrom = openCheckpointStore(path).latest();
    await expect(trainToEnd(options(path, { resumeFrom, dataSha256: 'b' }))).rejects.toThrow('The data has changed');
    await expect(trainToEnd(options(path, { resumeFrom, configuration: { rate: 0.2 } }))).rejects.toThrow('other settings (rate)');
  });

  it('saves when it is cancelled, and by the clock', async () => {
    const saved: number[] = [];
    const signal = { aborted: false };
    let now = 0;
    const run = trainToEnd(
      options(folder(), {
        signal,
        nowMs: () => (now += 10),
        onStep: ({ step }) => {
          signal.aborted = step === 7;
        },
        checkpoints: { save: (checkpoint: Checkpoint) => void saved.push(checkpoint.step), everyMs: 40 },
      }),
    );
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    expect(saved.at(-1)).toBe(7);
    expect(saved.length).toBeGreaterThan(1);
  });

  it('stops when the loss is no number', async () => {
    const exploding = options(folder(), {
      step: trainingStep({
        name: 'exploding',
        batch: { x: { dtype: 'float32', shape: [2] } },
        optimizer: sgd(),
        forward: (scope, { x }) => ({ loss: squaredError(scope.declare('shift', [2], zeros), x!) }),
      }),
      schedule: () => 1e30,
      totalSteps: 50,
    });
    await expect(trainToEnd(exploding)).rejects.toMatchObject({ code: 'model-invalid' });
  });
});
