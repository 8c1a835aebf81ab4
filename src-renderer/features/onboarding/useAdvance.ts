import { useCallback, useEffect, useRef } from 'react';

/** Time to correct a rating before the next film comes. */
const POINTER_MS = 700;
const KEY_MS = 1100;

export interface Advance {
  /** After a rating by pointer or digit the next film comes by itself; `.` within that time still adds its half. */
  soon(by: 'pointer' | 'digit' | 'half'): void;
  cancel(): void;
}

/** Rating by arrows never advances: whoever steps through values says when they are done. */
export function useAdvance(next: () => void): Advance {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const cancel = useCallback(() => clearTimeout(timer.current), []);
  const soon = useCallback(
    (by: 'pointer' | 'digit' | 'half') => {
      clearTimeout(timer.current);
      timer.current = setTimeout(next, by === 'pointer' ? POINTER_MS : KEY_MS);
    },
    [next],
  );
  useEffect(() => cancel, [cancel]);
  return { soon, cancel };
}
