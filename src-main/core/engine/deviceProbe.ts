import { DEVICE_TOLERANCE, largestDifference, productRate } from './deviceCheck.ts';
import { compiledDevices, openRuntime } from './session.ts';
import type { DeviceName } from './tensorRuntime.ts';

/** What is known of one device of this machine. */
export interface DeviceReport {
  readonly device: DeviceName;
  /** It runs, and its numbers agree with the CPU's. */
  readonly usable: boolean;
  /** Rate of an fp32 product; null where it could not be measured. */
  readonly gflops: number | null;
  /** Largest difference from the CPU, relative; null where it did not run. */
  readonly difference: number | null;
  /** One plain sentence: why it is or is not usable. */
  readonly reason: string;
}

export interface ProbeOptions {
  /** Milliseconds, monotonic. */
  readonly nowMs: () => number;
  readonly threads?: number;
}

const NOT_COMPILED = 'This build of the runtime has no code for it.';
const PROBE_SIZE = 512;
const PROBE_REPEATS = 3;

/**
 * Tries one device in this process: numbers against the CPU first, then speed. A faulty driver may end the process that
 * touches it, so callers ask the compute process.
 */
export async function probeDevice(device: DeviceName, { nowMs, threads = 0 }: ProbeOptions): Promise<DeviceReport> {
  // The runtime silently falls back to the CPU for a provider that it was built without, and would then agree with itself.
  if (!compiledDevices().includes(device)) return unusable(device, NOT_COMPILED);
  const cpu = openRuntime('cpu', { threads });
  const runtime = device === 'cpu' ? cpu : openRuntime(device, { threads });
  try {
    const difference = device === 'cpu' ? 0 : await largestDifference(runtime, cpu);
    if (difference > DEVICE_TOLERANCE) {
      return {
        device,
        usable: false,
        gflops: null,
        difference,
        reason: `Its numbers differ from the CPU's by ${difference.toExponential(1)}.`,
      };
    }
    const gflops = await productRate(runtime, PROBE_SIZE, PROBE_REPEATS, nowMs);
    return { device, usable: true, gflops, difference, reason: `Its numbers agree with the CPU's, at ${gflops.toPrecision(3)} GFLOP/s.` };
  } catch (error) {
    return unusable(device, messageOf(error));
  } finally {
    await runtime.dispose();
    if (runtime !== cpu) await cpu.dispose();
  }
}

const unusable = (device: DeviceName, reason: string): DeviceReport => ({ device, usable: false, gflops: null, difference: null, reason });

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
