import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { LibraryEntry } from '../../../src-main/contract/ratings.ts';
import { classNames } from '../../components/classNames.ts';
import { SortHead } from '../../components/sortHead.tsx';
import { byDifference } from './byDifference.ts';
import type { Order, Shelf, Sort } from './libraryScreen.tsx';
import { ShelfRow } from './shelfRow.tsx';
import { useGuessesWithout } from './useGuessesWithout.ts';
import styles from './shelfTable.module.css';

export interface ShelfTableProps {
  readonly profileId: string;
  readonly shelf: Shelf;
  readonly entries: readonly LibraryEntry[];
  /** How many there are, while the rest is still being read. */
  readonly total: number;
  readonly order: Order;
  onOrder(order: Order): void;
}

const ROW_PX = 52;
const NOTHING: readonly number[] = [];

interface Column {
  readonly name: string;
  readonly sort?: Sort;
  readonly className?: string | undefined;
}

function columnsOf(shelf: Shelf): readonly Column[] {
  return [
    { name: 'Poster', className: styles.poster },
    { name: 'Title', sort: 'title', className: styles.title },
    { name: 'Year', sort: 'year', className: styles.year },
    { name: 'Genres', className: styles.genres },
    { name: 'Yours', ...(shelf === 'rated' ? { sort: 'stars' as const } : {}), className: styles.stars },
    ...(shelf === 'rated'
      ? [
          { name: 'Guess before', className: styles.guess },
          { name: 'Against the guess', sort: 'difference' as const, className: styles.against },
        ]
      : []),
    { name: shelf === 'rated' ? 'Rated' : shelf === 'watchlist' ? 'Added' : 'Marked', sort: 'recent', className: styles.when },
    { name: 'Actions', className: styles.actions },
  ];
}

/** A table that draws only the rows in sight, and still is one table to a screen reader: row counts and numbers are said. */
export function ShelfTable({ profileId, shelf, entries: given, total, order, onOrder }: ShelfTableProps) {
  const body = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [now] = useState(() => Date.now());
  useLayoutEffect(() => setTop(body.current?.offsetTop ?? 0), []);
  /** In the order of the rows. */
  const shown = useRef(given);
  const rows = useWindowVirtualizer({
    count: given.length,
    estimateSize: () => ROW_PX,
    overscan: 12,
    scrollMargin: top,
    getItemKey: (index) => shown.current[index]?.film.filmId ?? index,
  });

  const isByDifference = shelf === 'rated' && order.sort === 'difference';
  const inSight = rows.getVirtualItems().flatMap(({ index }) => given[index]?.film.filmId ?? []);
  const wanted = isByDifference ? given.map(({ film }) => film.filmId) : inSight;
  const guesses = useGuessesWithout(profileId, shelf === 'rated' ? wanted : NOTHING);
  const entries = useMemo(
    () => (isByDifference ? byDifference(given, guesses, order.descending) : given),
    [isByDifference, given, guesses, order.descending],
  );
  shown.current = entries;

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const row = event.currentTarget.closest<HTMLElement>('[data-index]');
    if (row === null) return;
    const next = Number(row.dataset['index']) + (event.key === 'ArrowDown' ? 1 : -1);
    if (next < 0 || next >= entries.length) return;
    event.preventDefault();
    rows.scrollToIndex(next, { align: 'auto' });
    requestAnimationFrame(() => focusRow(body.current, next));
  };

  return (
    <div className={styles.table} role="table" aria-label="Films" aria-rowcount={total + 1}>
      <div role="rowgroup">
        <div className={classNames(styles.row, styles.head, shelf === 'rated' && styles.rated)} role="row" aria-rowindex={1}>
          {columnsOf(shelf).map((column) => (
            <Head key={column.name} column={column} order={order} onOrder={onOrder} />
          ))}
        </div>
      </div>
      <div ref={body} className={styles.body} role="rowgroup" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((item) => {
          const entry = entries[item.index];
          if (entry === undefined) return null;
          return (
            <div
              key={entry.film.filmId}
              ref={rows.measureElement}
              data-index={item.index}
              className={classNames(styles.row, shelf === 'rated' && styles.rated)}
              role="row"
              aria-rowindex={item.index + 2}
              style={{ transform: `translateY(${item.start - rows.options.scrollMargin}px)` }}
            >
              <ShelfRow shelf={shelf} entry={entry} guess={guesses.get(entry.film.filmId)} now={now} onKeyDown={onKeyDown} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

const focusRow = (body: HTMLElement | null, index: number): void => body?.querySelector<HTMLElement>(`[data-index="${index}"] a`)?.focus();

function Head({ column, order, onOrder }: { readonly column: Column; readonly order: Order; onOrder(order: Order): void }) {
  const { name, sort, className } = column;
  if (sort === undefined) {
    const isHidden = name === 'Poster' || name === 'Actions';
    return (
      <span role="columnheader" className={className}>
        <span className={isHidden ? styles.unseen : undefined}>{name}</span>
      </span>
    );
  }
  const isSorted = order.sort === sort;
  // Titles are looked up from A; years, stars and days from the newest or best.
  const next = isSorted ? !order.descending : sort !== 'title';
  return (
    <SortHead
      name={name}
      className={className}
      sorted={isSorted ? (order.descending ? 'descending' : 'ascending') : null}
      onSort={() => onOrder({ sort, descending: next })}
    />
  );
}
