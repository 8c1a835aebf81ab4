import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import styles from './posterGrid.module.css';

export interface PosterGridProps<T> {
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => number;
  readonly render: (item: T) => ReactNode;
  /** How many there are, while the rest is still being read. */
  readonly total: number;
  /** More are wanted soon. */
  readonly onNearEnd?: () => void;
}

/** Title, numbers and the gap below a poster, in pixels at the normal size of text. */
const BELOW_POSTER = 76;

/** Posters as far down as anyone scrolls; only lines near the window are drawn. */
export function PosterGrid<T>({ label, items, keyOf, render, total, onNearEnd }: PosterGridProps<T>) {
  const frame = useRef<HTMLDivElement>(null);
  const [shape, setShape] = useState({ columns: 6, lineHeight: 320, top: 0 });

  useLayoutEffect(() => {
    const box = frame.current;
    if (box === null) return;
    const measure = (): void => {
      const style = getComputedStyle(box);
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      const least = Number.parseFloat(style.getPropertyValue('--pw')) * rem;
      const gap = Number.parseFloat(style.columnGap);
      const columns = Math.max(2, Math.floor((box.clientWidth + gap) / (least + gap)));
      const width = (box.clientWidth - gap * (columns - 1)) / columns;
      setShape({ columns, lineHeight: width * 1.5 + (BELOW_POSTER * rem) / 16, top: box.offsetTop });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);

  const { columns, lineHeight, top } = shape;
  const lines = Math.ceil(items.length / columns);
  const virtual = useWindowVirtualizer({ count: lines, estimateSize: () => lineHeight, overscan: 2, scrollMargin: top });
  useEffect(() => virtual.measure(), [virtual, lineHeight]);
  const shown = virtual.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (items.length < total && lastShown >= lines - 3) onNearEnd?.();
  }, [items.length, total, lastShown, lines, onNearEnd]);

  return (
    <div ref={frame} className={styles.grid} style={{ height: `${virtual.getTotalSize()}px` }}>
      <ul aria-label={label}>
        {shown.flatMap((line) =>
          items.slice(line.index * columns, (line.index + 1) * columns).map((item, column) => (
            <li
              key={keyOf(item)}
              aria-posinset={line.index * columns + column + 1}
              aria-setsize={total}
              style={{
                transform: `translateY(${line.start - top}px)`,
                width: `calc((100% - var(--gap) * ${columns - 1}) / ${columns})`,
                left: `calc((100% + var(--gap)) / ${columns} * ${column})`,
              }}
            >
              {render(item)}
            </li>
          )),
        )}
      </ul>
    </div>
  );
}
