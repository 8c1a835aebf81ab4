import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppErrorShape } from '../../src-main/contract/errors.ts';
import { toAppError } from '../client/appError.ts';

export interface Load<T> {
  /** The newest answer; stays while a newer one is on its way. */
  readonly data: T | null;
  readonly error: AppErrorShape | null;
  readonly isLoading: boolean;
  reload(): void;
}

/**
 * Asks once for each `key` and again when `revision` grows. Answers that a newer question has overtaken are dropped; another
 * key forgets the former answer at once, another revision keeps it until the new one is there.
 */
export function useLoad<T>(ask: (signal: AbortSignal) => Promise<T>, key: string | number, revision: number | string = 0): Load<T> {
  const [turn, setTurn] = useState(0);
  const [held, setHeld] = useState<{ readonly key: string | number; readonly data: T | null; readonly error: AppErrorShape | null } | null>(
    null,
  );
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    const controller = new AbortController();
    latest.current(controller.signal).then(
      (data) => !controller.signal.aborted && setHeld({ key, data, error: null }),
      (error: unknown) => {
        if (controller.signal.aborted) return;
        setHeld((before) => ({ key, data: before?.key === key ? before.data : null, error: toAppError(error) }));
      },
    );
    return () => controller.abort();
  }, [key, revision, turn]);
  const mine = held?.key === key ? held : null;
  return {
    data: mine?.data ?? null,
    error: mine?.error ?? null,
    isLoading: mine === null,
    reload: useCallback(() => setTurn((n) => n + 1), []),
  };
}
