import { type ReactNode, useEffect, useRef } from 'react';
import styles from './tabBar.module.css';

export interface Tab {
  readonly id: string;
  readonly label: ReactNode;
  readonly href: string;
}

export interface TabBarProps {
  /** What the parts belong to, for a screen reader. */
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly current: string | null;
}

/** The parts of a screen as links in one line, which scrolls where it is too narrow; the current one is in sight. */
export function TabBar({ label, tabs, current }: TabBarProps) {
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    const link = bar.current?.querySelector('[aria-current]') ?? null;
    if (bar.current === null || link === null || current === null) return;
    const { current: box } = bar;
    // The width of a tab follows its font and its count.
    const sizes = new ResizeObserver(() => showWhole(box, link));
    sizes.observe(box);
    sizes.observe(link);
    return () => sizes.disconnect();
  }, [current]);
  return (
    <nav ref={bar} className={styles.tabs} aria-label={label}>
      {tabs.map((tab) => (
        <a key={tab.id} href={tab.href} {...(tab.id === current ? { 'aria-current': 'page' as const } : {})}>
          {tab.label}
        </a>
      ))}
    </nav>
  );
}

/** A part of the neighbour stays in sight, in pixels: there is more that way. */
const PEEK = 40;

function showWhole(box: HTMLElement, link: Element): void {
  const frame = box.getBoundingClientRect();
  const { left, right } = link.getBoundingClientRect();
  if (left < frame.left) box.scrollLeft -= frame.left - left + PEEK;
  else if (right > frame.right) box.scrollLeft += right - frame.right + PEEK;
}
