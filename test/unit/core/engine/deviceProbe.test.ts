import { describe, expect, it } from 'vitest';
import { probeDevice } from '../../../../src-main/core/engine/deviceProbe.ts';
import { compiledDevices } from '../../../../src-main/core/engine/session.ts';
import { deviceNames } from '../../../../src-main/core/engine/tensorRuntime.ts';

const nowMs = (): number => performance.now();

describe('probing a device', () => {
  it('finds the CPU usable, with a rate', async () => {
    const report = await probeDevice('cpu', { nowMs });
    expect(report).toMatchObject({ usable: true, difference: 0 });
    expect(report.gflops).toBeGreaterThan(0);
  });

  it('never trusts a device that the runtime was built without, though it would run on the CPU and agree', async () => {
    const absent = deviceNames.filter((device) => !compiledDevices().includes(device));
    expect(absent.length).toBeGreaterThan(0);
    for (const device of absent) expect(await probeDevice(device, { nowMs })).toMatchObject({ usable: false, gflops: null });
  });
});
