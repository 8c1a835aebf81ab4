import { useEffect, useRef } from 'react';

/** On another screen: the page begins at its top and the focus at its main part. Not on the first screen; null while there is none yet. */
export function useArrival(screen: string | null): void {
  const former = useRef<string | null>(null);
  useEffect(() => {
    const before = former.current;
    if (screen === null || before === screen) return;
    former.current = screen;
    if (before === null) return;
    window.scrollTo(0, 0);
    document.querySelector<HTMLElement>('#main')?.focus({ preventScroll: true });
  }, [screen]);
}
