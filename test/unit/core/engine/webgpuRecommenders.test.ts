import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DeviceReport } from '../../../../src-main/core/engine/deviceProbe.ts';
import { useSoftwareGpu } from '../../../helpers/softwareGpu.ts';

interface ChildOutput {
  readonly report: DeviceReport;
  readonly resident: number[];
  readonly als: number[];
  readonly ials: number[];
}

const child = join(import.meta.dirname, '../../../fixtures/webgpuChild.ts');

function runOn(device: string): Promise<ChildOutput> {
  const started = spawn(process.execPath, [child, device], { stdio: ['ignore', 'pipe', 'pipe'] });
  return new Promise((resolve, reject) => {
    let output = '';
    let errors = '';
    started.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    started.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    started.once('error', reject);
    started.once('close', (code, signal) => {
      if (code === 0) resolve(JSON.parse(output) as ChildOutput);
      else reject(new Error(`The process on ${device} ended with ${code ?? signal}: ${errors.slice(-2000)}`));
    });
  });
}

/** Set in this process's environment, which the children inherit. */
const reason = useSoftwareGpu();
const why = reason === null ? '' : ` (SKIPPED: ${reason})`;

describe.skipIf(reason !== null)(`recommenders on the WebGPU provider, in software${why}`, () => {
  it('agrees with the CPU: the probe, state kept on the device, whole fits of als and ials', { timeout: 300_000 }, async () => {
    const cpu = await runOn('cpu');
    const gpu = await runOn('webgpu');
    expect(gpu.report).toMatchObject({ device: 'webgpu', usable: true });
    expect(gpu.report.difference).toBeGreaterThan(0);
    expect(gpu.resident).toEqual([31, 63, -1]);
    for (const model of ['als', 'ials'] as const) {
      expect(gpu[model]).toHaveLength(cpu[model].length);
      const magnitude = Math.max(...cpu[model].map(Math.abs));
      expect(magnitude).toBeGreaterThan(0.01);
      gpu[model].forEach((value, i) => expect(Math.abs(value - cpu[model][i]!) / magnitude, `${model}, entry ${i}`).toBeLessThan(1e-3));
    }
  });
});
