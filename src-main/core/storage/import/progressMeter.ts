import type { Clock } from '../../base/clock.ts';
import type { ReportProgress } from '../../base/progress.ts';

/** Turns bytes read into rows done, rows expected and seconds left, at most ten times a second. */
export interface ProgressMeter {
  /** @param bytes of the file that this phase reads. */
  phase(name: string, bytes: number): void;
  /** `bytes` of the whole that have been read, `rows` that came out of the present phase. */
  advance(bytes: number, rows: number): void;
}

export function createProgressMeter(totalBytes: number, clock: Clock, report: ReportProgress): ProgressMeter {
  const startedAt = clock();
  let phase = '';
  let phaseStartBytes = 0;
  let phaseBytes = 0;
  let lastBytes = 0;
  let lastReport = -Infinity;

  return {
    phase(name, bytes) {
      phase = name;
      phaseBytes = bytes;
      phaseStartBytes = lastBytes;
      lastReport = -Infinity;
    },
    advance(bytes, rows) {
      lastBytes = bytes;
      const now = clock();
      if (now - lastReport < 100) return;
      lastReport = now;
      const share = totalBytes > 0 ? Math.min(1, bytes / totalBytes) : 0;
      const elapsed = (now - startedAt) / 1000;
      const phaseShare = phaseBytes > 0 ? Math.min(1, (bytes - phaseStartBytes) / phaseBytes) : 1;
      report({
        phase,
        done: rows,
        total: phaseShare > 0.001 ? Math.round(rows / phaseShare) : null,
        unit: 'rows',
        secondsLeft: share > 0.01 && elapsed > 0.2 ? Math.round((elapsed * (1 - share)) / share) : null,
      });
    },
  };
}
