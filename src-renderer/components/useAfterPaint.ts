import { startTransition, useEffect, useState } from 'react';

/**
 * `value` as it was, until a frame with the new one's first drawing has been painted; then the new one. `useDeferredValue` waits
 * for no frame: its drawing may come between the first one and the painting of it.
 * @param initial what it is before the first frame.
 */
export function useAfterPaint<T>(value: T, initial: T): T {
  const [painted, setPainted] = useState(initial);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => startTransition(() => setPainted(value)));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [value]);
  return painted;
}
