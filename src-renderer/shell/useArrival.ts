import { useEffect, useRef } from 'react';

/** On another screen: the page begins at its top and the focus at its main part. Not on the first screen. */
export function useArrival(location: string): void {
  const former = useRef(location);
  useEffect(() => {
    if (former.current === location) return;
    former.current = location;
    window.scrollTo(0, 0);
    document.querySelector<HTMLElement>('#main')?.focus({ preventScroll: true });
  }, [location]);
}
