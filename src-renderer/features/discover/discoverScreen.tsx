import { LayoutGrid, Rows3 } from 'lucide-react';
import { useCallback, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { Button, ButtonLink } from '../../components/button.tsx';
import { EmptyState } from '../../components/emptyState.tsx';
import { ErrorPanel } from '../../components/errorPanel.tsx';
import { FilterBar } from '../../components/filterBar.tsx';
import { Loading } from '../../components/loading.tsx';
import { counted, formatCount } from '../../components/numberWords.ts';
import { PosterGrid } from '../../components/posterGrid.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { useTitle } from '../../components/useTitle.ts';
import { routes } from '../../routes.ts';
import { hasFilters, isUntouched } from '../../stores/discoverStore.ts';
import { useActiveProfile, useRatingsRevision, useStores } from '../../stores/hooks.tsx';
import { useUndoKey } from '../../stores/useUndoKey.ts';
import page from '../../styles/page.module.css';
import text from '../../styles/text.module.css';
import styles from './discover.module.css';
import { FilmCard } from './filmCard.tsx';
import { FilmRow } from './filmRow.tsx';
import { LeadFilm } from './leadFilm.tsx';
import { ListTools } from './listTools.tsx';
import { orderedBy } from './orderedBy.ts';
import { rowHeading } from './rowHeading.ts';

const VIEWS = [
  { id: 'rows', label: 'Rows', icon: Rows3 },
  { id: 'grid', label: 'Grid', icon: LayoutGrid },
] as const;
const CLOSE_BEHIND = 12;

/** The list as rows or as one grid, with filters, sliders and the choice of model. */
export function DiscoverScreen({ profileId }: { readonly profileId: string }) {
  useTitle('Discover');
  useUndoKey();
  const { discover } = useStores();
  const { status, error, view, items, total, filters } = useStore(discover);
  const revision = useRatingsRevision();
  const seen = useRef(revision);

  useEffect(() => {
    seen.current = -1;
    void discover.open(profileId);
  }, [discover, profileId]);
  useEffect(() => {
    if (seen.current !== -1 && seen.current !== revision) discover.refreshSoon();
    seen.current = revision;
  }, [discover, revision]);

  const loadMore = useCallback(() => void discover.loadMore(), [discover]);
  const isEmpty = status === 'ready' && items.length === 0;

  return (
    <div className={page.page}>
      <Head />
      <Filters />
      <p className={text.hidden} role="status">
        {status === 'ready' && hasFilters(filters) ? `${counted(total, 'film')} pass the filters` : ''}
      </p>
      {error !== null && (
        <ErrorPanel error={error}>
          <Button onPress={() => void discover.open(profileId)}>Try again</Button>
        </ErrorPanel>
      )}
      {status === 'loading' && <Loading sentence="Ranking the films" shapes={8} />}
      {isEmpty && (
        <EmptyState title="No film passes these filters" action={<Button onPress={() => discover.reset()}>Reset the filters</Button>}>
          Widen the years, or take a genre away.
        </EmptyState>
      )}
      {!isEmpty && status !== 'loading' && view === 'grid' && (
        <PosterGrid
          label="Films, best first"
          items={items}
          keyOf={(item) => item.film.filmId}
          render={(item) => <FilmCard item={item} profileId={profileId} />}
          total={total}
          onNearEnd={loadMore}
        />
      )}
      {!isEmpty && status !== 'loading' && view === 'rows' && <Bill profileId={profileId} />}
    </div>
  );
}

function Head() {
  const { discover } = useStores();
  const { view, total, numRatings, status } = useStore(discover);
  const profile = useActiveProfile();
  return (
    <div className={page.head}>
      <h1>Discover</h1>
      {status !== 'loading' && <p className={text.small}>{orderedBy(total, numRatings, profile)}</p>}
      <div className={page.end}>
        {numRatings < 5 && status === 'ready' && (
          <ButtonLink href={routes.rate} look="plain">
            Rate a few films
          </ButtonLink>
        )}
        <span className={styles.onlyWide}>
          <ListTools />
        </span>
        <Segmented label="View" options={VIEWS} value={view} onChange={(next) => discover.setView(next)} />
      </div>
    </div>
  );
}

function Filters() {
  const { discover, catalog } = useStores();
  const filters = useStore(discover, (state) => state.filters);
  const summary = useStore(catalog, (state) => state.summary);
  if (summary === null) return null;
  return (
    <FilterBar
      values={filters}
      genres={summary.genres}
      firstYear={summary.firstYear}
      lastYear={summary.lastYear}
      isUntouched={isUntouched(filters)}
      more={<ListTools />}
      onChange={(change) => discover.setFilters(change)}
      onReset={() => discover.reset()}
    />
  );
}

/** The lead film, those close behind, and the rows; with filters on, what else passes them. */
function Bill({ profileId }: { readonly profileId: string }) {
  const { discover } = useStores();
  const { items, total, rows, filters } = useStore(discover);
  const [first, ...rest] = items;
  if (first === undefined) return null;
  return (
    <>
      <div className={styles.bill}>
        <LeadFilm key={first.film.filmId} item={first} />
        <div className={styles.side}>
          <FilmRow title="Close behind" items={rest.slice(0, CLOSE_BEHIND)} profileId={profileId} />
        </div>
      </div>
      {hasFilters(filters)
        ? rest.length > 0 && <FilmRow title={`${formatCount(total)} films pass`} items={rest} profileId={profileId} />
        : rows.map((row) => {
            const { title, note } = rowHeading(row.heading);
            return <FilmRow key={row.rowId} title={title} note={note} items={row.items} profileId={profileId} />;
          })}
    </>
  );
}
