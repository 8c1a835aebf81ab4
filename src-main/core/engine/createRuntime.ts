import { type Logger, silentLogger } from '../base/logger.ts';
import { DEVICE_TOLERANCE, largestDifference } from './deviceCheck.ts';
import { openRuntime } from './session.ts';
import type { DeviceChoice, TensorRuntime } from './tensorRuntime.ts';

export interface CreateRuntimeOptions {
  readonly logger?: Logger;
  /** Threads of one session on the CPU; 0 leaves the choice to the runtime. */
  readonly threads?: number;
  /** Opens a device without a check; the one door to the runtime unless a test has another. */
  readonly open?: typeof openRuntime;
}

/**
 * Opens the chosen device; "auto" that nobody has resolved (services/testDevices) is the CPU. Whatever is opened has just agreed with the CPU on a small
 * graph; where it does not, or cannot be opened, the CPU takes its place and the logger says why.
 */
export async function createRuntime(choice: DeviceChoice, options: CreateRuntimeOptions = {}): Promise<TensorRuntime> {
  const { logger = silentLogger, threads = 0, open = openRuntime } = options;
  const device = choice === 'auto' ? 'cpu' : choice;
  const cpu = open('cpu', { threads, logger });
  if (device === 'cpu') return cpu;
  const runtime = open(device, { threads, logger });
  try {
    const difference = await largestDifference(runtime, cpu);
    if (difference <= DEVICE_TOLERANCE) {
      await cpu.dispose();
      return runtime;
    }
    logger.warn(`The device "${device}" is not used: its numbers differ from the CPU's; the CPU takes its place.`, { device, difference });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    logger.warn(`The device "${device}" is not used: it could not run; the CPU takes its place.`, { device, reason });
  }
  await runtime.dispose();
  return cpu;
}
