import { writeSync } from 'node:fs';

const holdAfter = Number(process.env['MARQUEE_HOLD_AFTER'] ?? Number.POSITIVE_INFINITY);
let made = 0;

/**
 * A fixture's step: one line on standard output. After MARQUEE_HOLD_AFTER of them the process stands still until it is killed, so that a quick
 * machine cannot reach the end before whoever means to kill it has read so far.
 */
export function tellStep(step: number): void {
  writeSync(1, `step ${step}\n`);
  if (++made >= holdAfter) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
