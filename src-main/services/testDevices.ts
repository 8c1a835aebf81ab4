import type { DeviceReport } from '../contract/app.ts';
import type { ComputeClient } from '../compute/computeClient.ts';
import { ComputeEndedError } from '../compute/computeEndedError.ts';
import { type DeviceChoice, type DeviceName, deviceNames } from '../core/engine/tensorRuntime.ts';

/**
 * Tries every device in the compute process, one after the other: a faulty driver may end that process, which is then the
 * report of this device and of no other.
 */
export async function testDevices(compute: ComputeClient, choice: DeviceChoice, signal: AbortSignal | undefined): Promise<DeviceReport[]> {
  const reports: Omit<DeviceReport, 'chosen'>[] = [];
  for (const device of deviceNames) {
    try {
      const { usable, gflops, difference, reason } = await compute.call('probeDevice', { device }, signal === undefined ? {} : { signal });
      reports.push({ device, available: usable, maxRelativeError: difference, gflops, reason: shortReason(reason) });
    } catch (error) {
      if (!(error instanceof ComputeEndedError)) throw error;
      const reason = `The process that tried it ended: ${error.data['reason']}.`;
      reports.push({ device, available: false, maxRelativeError: null, gflops: null, reason });
    }
  }
  const chosen = chooseDevice(reports, choice);
  return reports.map((report) => ({ ...report, chosen: report.device === chosen }));
}

const resolved = new WeakMap<ComputeClient, Promise<DeviceName>>();

/** The device that a choice means here. What `auto` means is found out once for each client: the fastest that agrees with the CPU. */
export async function resolveDevice(compute: ComputeClient, choice: DeviceChoice, signal: AbortSignal | undefined): Promise<DeviceName> {
  if (choice !== 'auto') return choice;
  const known = resolved.get(compute);
  if (known !== undefined) return await known;
  const found = testDevices(compute, choice, signal).then(
    (reports) => deviceNames.find((device) => reports.some((report) => report.chosen && report.device === device)) ?? 'cpu',
  );
  resolved.set(compute, found);
  // A cancelled or failed search is not an answer: the next one looks again.
  found.catch(() => resolved.delete(compute));
  return await found;
}

/** The device of the settings where it can be used, otherwise the fastest that agrees with the CPU. */
function chooseDevice(reports: readonly Omit<DeviceReport, 'chosen'>[], choice: DeviceChoice): string {
  if (choice !== 'auto' && reports.some((report) => report.device === choice && report.available)) return choice;
  const usable = reports.filter((report) => report.available && report.gflops !== null);
  return usable.sort((a, b) => (b.gflops ?? 0) - (a.gflops ?? 0))[0]?.device ?? 'cpu';
}

/** The runtime's own words are a stack of source lines; what a person can use is the last "Failed to ..." among them. */
function shortReason(reason: string): string {
  return /Failed to [^.]*\./.exec(reason)?.[0] ?? reason;
}
