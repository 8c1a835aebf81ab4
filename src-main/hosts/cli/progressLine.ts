import type { Progress, ReportProgress } from '../../core/base/progress.ts';
import { createRemainingTime } from '../../services/remainingTime.ts';
import type { CliStreams } from './runCli.ts';

const EVERY_MS = { terminal: 100, file: 2_000 } as const;

/** Progress for a person on standard error: one line that is rewritten on a terminal, a line every two seconds elsewhere. */
export function createProgressLine(streams: CliStreams, clock: () => number) {
  const remaining = createRemainingTime(clock);
  let lastAt = Number.NEGATIVE_INFINITY;
  let lastPhase = '';
  let isShown = false;

  const report: ReportProgress = (progress) => {
    const secondsLeft = remaining(progress);
    const now = clock();
    const pause = streams.isTerminal ? EVERY_MS.terminal : EVERY_MS.file;
    if (progress.phase === lastPhase && now - lastAt < pause && progress.done !== progress.total) return;
    lastAt = now;
    lastPhase = progress.phase;
    const line = describe(progress, secondsLeft);
    if (streams.isTerminal) streams.err(`\r${line}\x1b[K`);
    else streams.err(`${line}\n`);
    isShown = true;
  };

  function clear(): void {
    if (isShown && streams.isTerminal) streams.err('\r\x1b[K');
    isShown = false;
  }

  return {
    report,
    interrupt(write: () => void) {
      clear();
      write();
    },
    finish: clear,
  };
}

function describe(progress: Progress, secondsLeft: number | null): string {
  const count = progress.done.toLocaleString('en');
  const total = progress.total === null ? '' : ` of ${progress.total.toLocaleString('en')}`;
  const left = secondsLeft === null ? '' : `, ${secondsLeft < 1 ? 'less than a second' : `${Math.ceil(secondsLeft)} s`} left`;
  // Nothing is counted yet.
  if (progress.total === null && progress.done === 0) return progress.phase + left;
  return `${progress.phase}: ${count}${total} ${progress.unit}${left}`;
}
