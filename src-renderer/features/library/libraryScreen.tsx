import { Download, LayoutGrid, Rows3, Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useStore } from 'zustand';
import type { librarySorts, shelves } from '../../../src-main/contract/ratings.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { EmptyState } from '../../components/emptyState.tsx';
import { ErrorPanel } from '../../components/errorPanel.tsx';
import { Loading } from '../../components/loading.tsx';
import { GenreChips } from '../../components/genreChips.tsx';
import { counted } from '../../components/numberWords.ts';
import { Segmented } from '../../components/segmented.tsx';
import { TextField } from '../../components/textField.tsx';
import { useTitle } from '../../components/useTitle.ts';
import { YearsChip } from '../../components/yearsChip.tsx';
import { routes } from '../../routes.ts';
import { useFilmCommands, useStores } from '../../stores/hooks.tsx';
import { useUndoKey } from '../../stores/useUndoKey.ts';
import page from '../../styles/page.module.css';
import styles from './libraryScreen.module.css';
import { isNarrowed, NO_FILTERS, type ShelfFilters } from './shelfFilters.ts';
import { ShelfGrid } from './shelfGrid.tsx';
import { ShelfTable } from './shelfTable.tsx';
import { ShelfTabs } from './shelfTabs.tsx';
import { useExport } from './useExport.ts';
import { useShelf } from './useShelf.ts';

export type Shelf = (typeof shelves)[number];
/** By `difference`: the rating less what would have been guessed without it. */
export type Sort = (typeof librarySorts)[number] | 'difference';

export interface Order {
  readonly sort: Sort;
  readonly descending: boolean;
}

const VIEWS = [
  { id: 'list', label: 'List', icon: Rows3 },
  { id: 'grid', label: 'Grid', icon: LayoutGrid },
] as const;

const NEWEST: Order = { sort: 'recent', descending: true };

/** Everything the person has said: rated films, watchlist, hidden films and those not seen. */
export function LibraryScreen({ profileId, shelf }: { readonly profileId: string; readonly shelf: Shelf }) {
  useTitle('Library');
  useUndoKey();
  const [filters, setFilters] = useState<ShelfFilters>(NO_FILTERS);
  const [view, setView] = useState<'list' | 'grid'>('list');
  const [order, setOrder] = useState<Order>(NEWEST);
  const settled = useDeferredValue({ ...filters, text: filters.text.trim() });
  const list = useShelf(profileId, shelf, order, settled);
  const { ratings, catalog } = useStores();
  const summary = useStore(catalog, (state) => state.summary);
  const narrow = (change: Partial<ShelfFilters>): void => setFilters((before) => ({ ...before, ...change }));
  const save = useExport(profileId);
  const lastChange = useStore(ratings, (state) => state.lastChange);
  const { undo } = useFilmCommands();

  return (
    <div className={page.page}>
      <div className={page.head}>
        <h1>Library</h1>
      </div>
      <ShelfTabs profileId={profileId} current={shelf} />
      <div className={styles.tools}>
        <div className={styles.filter}>
          <TextField
            label="Filter by title"
            isLabelHidden
            placeholder="Filter by title"
            icon={Search}
            value={filters.text}
            onChange={(text) => narrow({ text })}
            type="search"
          />
        </div>
        {summary !== null && (
          <>
            <GenreChips chosen={filters.genres} genres={summary.genres} onChange={(genres) => narrow({ genres })} />
            <YearsChip
              value={filters.years}
              firstYear={summary.firstYear}
              lastYear={summary.lastYear}
              onChange={(years) => narrow({ years })}
            />
          </>
        )}
        <p className={styles.count} role="status">
          {list.entries === null ? '' : counted(list.total, 'film')}
        </p>
        <span className={styles.gap} />
        {lastChange !== null && (
          <Button look="quiet" onPress={undo}>
            Undo last change
          </Button>
        )}
        <Button look="quiet" icon={Download} onPress={save}>
          Export
        </Button>
        <Segmented label="View" options={VIEWS} value={view} onChange={setView} />
      </div>
      {list.entries === null ? (
        list.error === null ? (
          <Loading sentence="Reading your films" shapes={0} />
        ) : (
          <ErrorPanel error={list.error} title="Your films could not be read">
            <Button onPress={list.reload}>Try again</Button>
          </ErrorPanel>
        )
      ) : list.entries.length === 0 ? (
        !isNarrowed(settled) ? (
          <Nothing shelf={shelf} />
        ) : (
          <EmptyState title="No film fits" action={<Button onPress={() => setFilters(NO_FILTERS)}>Show all</Button>}>
            {settled.text === '' ? 'Widen the years, or take a genre away.' : `None of these titles holds “${settled.text}”.`}
          </EmptyState>
        )
      ) : view === 'grid' ? (
        <ShelfGrid entries={list.entries} total={list.total} />
      ) : (
        <ShelfTable
          key={shelf}
          profileId={profileId}
          shelf={shelf}
          entries={list.entries}
          total={list.total}
          order={order}
          onOrder={setOrder}
        />
      )}
    </div>
  );
}

/** One sentence and one button for a shelf with nothing on it. */
function Nothing({ shelf }: { readonly shelf: Shelf }) {
  switch (shelf) {
    case 'rated':
      return (
        <EmptyState title="Nothing rated yet" action={<ButtonLink href={routes.rate}>Rate films</ButtonLink>}>
          A handful of ratings is enough for a list of your own.
        </EmptyState>
      );
    case 'watchlist':
      return (
        <EmptyState title="Your watchlist is empty" action={<ButtonLink href={routes.discover}>Find a film</ButtonLink>}>
          Press W on a film, or the bookmark on its card, and it waits here.
        </EmptyState>
      );
    case 'hidden':
      return (
        <EmptyState title="Nothing is hidden" action={<ButtonLink href={routes.discover}>Go to Discover</ButtonLink>}>
          Films that are not for you are kept here, and out of every list.
        </EmptyState>
      );
    case 'not-seen':
      return (
        <EmptyState title="No film is marked as not seen" action={<ButtonLink href={routes.rate}>Rate films</ButtonLink>}>
          Films that you have not seen are not asked about again. They may still be recommended.
        </EmptyState>
      );
  }
}
