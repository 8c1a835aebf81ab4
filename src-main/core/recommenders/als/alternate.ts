import { type CancelSignal, type ReportProgress, throwIfCancelled } from '../../base/progress.ts';
import type { HalfSweep } from './halfSweep.ts';

/** One side's unknowns and the half sweep that improves them. */
export interface Side {
  readonly sweep: HalfSweep;
  /** [numRows + 1, width], a zero last row. */
  readonly solution: Float32Array;
  /** How the other half sweep sees this side now. */
  readonly asOther: () => Float32Array;
}

/** Alternates user and item half sweeps; both sweeps are disposed of at the end, whatever happens. */
export async function alternate(
  users: Side,
  items: Side,
  sweeps: number,
  reportProgress: ReportProgress,
  signal?: CancelSignal,
): Promise<void> {
  try {
    for (let sweep = 0; sweep < sweeps; sweep++) {
      throwIfCancelled(signal);
      reportProgress({ phase: 'Alternating least squares', done: sweep, total: sweeps, unit: 'sweeps' });
      await users.sweep.run(items.asOther(), users.solution, signal);
      await items.sweep.run(users.asOther(), items.solution, signal);
    }
    reportProgress({ phase: 'Alternating least squares', done: sweeps, total: sweeps, unit: 'sweeps' });
  } finally {
    await users.sweep.dispose();
    await items.sweep.dispose();
  }
}
