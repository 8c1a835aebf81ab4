import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** Width of an element in pixels, so that letters of a chart keep their size in every window. */
export function useWidth<T extends HTMLElement>(first = 640): { readonly ref: RefObject<T | null>; readonly width: number } {
  const ref = useRef<T>(null);
  const [width, setWidth] = useState(first);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = (): void => {
      const now = Math.max(160, Math.round(element.clientWidth));
      setWidth((before) => (before === now ? before : now));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}
