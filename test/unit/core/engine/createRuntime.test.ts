import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../../../src-main/core/base/logger.ts';
import { createRuntime } from '../../../../src-main/core/engine/createRuntime.ts';
import { DomainError } from '../../../../src-main/core/base/errors.ts';
import { openRuntime } from '../../../../src-main/core/engine/session.ts';
import type { Tensor } from '../../../../src-main/core/engine/tensor.ts';
import type { CompiledGraph, TensorRuntime } from '../../../../src-main/core/engine/tensorRuntime.ts';

interface Opened {
  readonly open: typeof openRuntime;
  /** Devices that were opened and not disposed of. */
  readonly left: Set<string>;
}

/** The CPU under the name of another device, through which every compiled graph passes. */
function disguised(spoil: (compiled: CompiledGraph) => CompiledGraph | Promise<CompiledGraph>): Opened {
  const left = new Set<string>();
  return {
    left,
    open(device, options) {
      const cpu = openRuntime('cpu', { ...options, threads: 1 });
      left.add(device);
      const dispose = async (): Promise<void> => {
        left.delete(device);
        await cpu.dispose();
      };
      if (device === 'cpu') return { ...cpu, dispose };
      const other: TensorRuntime = { ...cpu, device, compile: async (graph) => spoil(await cpu.compile(graph)), dispose };
      return other;
    },
  };
}

const scaled = (tensor: Tensor, factor: number): Tensor =>
  tensor.dtype === 'float32' ? { ...tensor, data: (tensor.data as Float32Array).map((value) => value * factor) } : tensor;

function offBy(factor: number): Opened {
  return disguised((compiled) => ({
    ...compiled,
    async run(inputs) {
      const outputs = await compiled.run(inputs);
      return Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [name, scaled(tensor, factor)]));
    },
  }));
}

async function openWith({ open, left }: Opened): Promise<{ device: string; warnings: string[]; left: string[] }> {
  const warnings: string[] = [];
  const logger = { ...silentLogger, warn: (message: string) => void warnings.push(message) };
  const runtime = await createRuntime('webgpu', { open, logger });
  const opened = { device: runtime.device, warnings, left: [...left] };
  await runtime.dispose();
  return opened;
}

describe('opening a device', () => {
  it('takes one whose numbers agree with the CPU, and keeps nothing else open', async () => {
    expect(await openWith(offBy(1))).toEqual({ device: 'webgpu', warnings: [], left: ['webgpu'] });
    expect((await openWith(offBy(1 + 5e-4))).device).toBe('webgpu');
  });

  it.each([
    ['numbers that differ by two thousandths', offBy(1.002), 'its numbers differ'],
    ['numbers that are none', offBy(Number.NaN), 'its numbers differ'],
    [
      'a provider that cannot compile',
      disguised(() => {
        throw new DomainError('device-failed', 'no adapter');
      }),
      'it could not run',
    ],
    [
      'a provider that fails while it runs',
      disguised((compiled) => ({ ...compiled, run: () => Promise.reject(new Error('device lost')) })),
      'it could not run',
    ],
  ])('falls back to the CPU on %s, and says why', async (_what, opened, why) => {
    const { device, warnings, left } = await openWith(opened);
    expect(device).toBe('cpu');
    expect(left).toEqual(['cpu']);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(`The device "webgpu" is not used: ${why}`);
    expect(warnings[0]).toContain('the CPU takes its place');
  });

  it('takes the CPU for "auto" that nobody has resolved', async () => {
    const runtime = await createRuntime('auto', { threads: 1 });
    expect(runtime.device).toBe('cpu');
    await runtime.dispose();
  });
});
