import { DomainError } from './errors.ts';

/** The part of an AbortSignal that long work needs; the platform's own AbortSignal satisfies it. */
export interface CancelSignal {
  readonly aborted: boolean;
}

export interface Progress {
  /** What is happening now, in a few words for a person ("Reading ratings"). */
  readonly phase: string;
  readonly done: number;
  /** null where the end is not known. */
  readonly total: number | null;
  /** Unit of `done` and `total` ("rows", "bytes", "sweeps"). */
  readonly unit: string;
  /** An estimate by whoever knows best; absent or null where nobody can tell. */
  readonly secondsLeft?: number | null;
}

export type ReportProgress = (progress: Progress) => void;

export const ignoreProgress: ReportProgress = () => undefined;

/** @throws DomainError 'cancelled' when the signal has been raised. */
export function throwIfCancelled(signal: CancelSignal | undefined): void {
  if (signal?.aborted) throw new DomainError('cancelled', 'The work was cancelled; nothing was changed.');
}
