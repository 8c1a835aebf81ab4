import { type RefObject, useLayoutEffect, useRef } from 'react';

const MOVE_MS = 320;
const STAGGER_MS = 24;
const MAX_ROWS = 12;
const EASE_MOVE = 'cubic-bezier(0.3, 0, 0.1, 1)';

/**
 * First, Last, Invert, Play: children of `list` that carry `data-key` travel from their old places to the new ones whenever
 * `order` changes. At most twelve rows, 24 ms apart; with reduced motion nothing travels.
 * @param isSettled false while only a part stands where it will: a key that is on its way keeps its old place.
 */
export function useFlip(list: RefObject<HTMLElement | null>, order: string, isSettled = true): void {
  const places = useRef(new Map<string, number>());
  useLayoutEffect(() => {
    const rows = [...(list.current?.children ?? [])].filter((row): row is HTMLElement => row instanceof HTMLElement);
    // Where a key stands twice, its new place is the first.
    const next = new Map(rows.map((row) => [row.dataset['key'] ?? '', row.offsetTop] as const).reverse());
    const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    let started = 0;
    for (const row of rows) {
      const key = row.dataset['key'] ?? '';
      const before = places.current.get(key);
      const now = next.get(key) ?? 0;
      if (isStill || before === undefined || before === now || started >= MAX_ROWS) continue;
      row.animate([{ transform: `translateY(${before - now}px)` }, { transform: 'none' }], {
        duration: MOVE_MS,
        delay: started * STAGGER_MS,
        easing: EASE_MOVE,
        fill: 'backwards',
      });
      started += 1;
    }
    places.current = isSettled ? next : new Map([...places.current, ...next]);
  }, [list, order, isSettled]);
}
