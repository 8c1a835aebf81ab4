import { useCallback, useRef, useState } from 'react';
import type { AppErrorShape } from '../../src-main/contract/errors.ts';
import { toAppError } from '../client/appError.ts';

export interface Action {
  readonly isRunning: boolean;
  readonly error: AppErrorShape | null;
  run(): Promise<void>;
  dismiss(): void;
}

/** Something a button does that may take a while and may fail: once at a time, its fault shown in place. */
export function useAction(work: () => Promise<void>): Action {
  const [isRunning, setIsRunning] = useState(false);
  const [error, setError] = useState<AppErrorShape | null>(null);
  const latest = useRef(work);
  latest.current = work;
  const isBusy = useRef(false);
  const run = useCallback(async () => {
    if (isBusy.current) return;
    isBusy.current = true;
    setIsRunning(true);
    setError(null);
    try {
      await latest.current();
    } catch (cause) {
      setError(toAppError(cause));
    } finally {
      isBusy.current = false;
      setIsRunning(false);
    }
  }, []);
  return { isRunning, error, run, dismiss: useCallback(() => setError(null), []) };
}
