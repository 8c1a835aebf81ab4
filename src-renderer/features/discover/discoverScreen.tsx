import { Brush, LayoutGrid, Rows3, SlidersHorizontal } from 'lucide-react';
import { useCallback, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { Button, ButtonLink } from '../../components/button.tsx';
import { EmptyState } from '../../components/emptyState.tsx';
import { ErrorPanel } from '../../components/errorPanel.tsx';
import { FilterBar } from '../../components/filterBar.tsx';
import { Loading } from '../../components/loading.tsx';
import { MenuButton } from '../../components/menuButton.tsx';
import { MODEL_NAMES } from '../../components/modelWords.ts';
import { counted, formatCount } from '../../components/numberWords.ts';
import { PosterGrid } from '../../components/posterGrid.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { useTitle } from '../../components/useTitle.ts';
import { routes } from '../../routes.ts';
import { hasFilters, isUntouched } from '../../stores/discoverStore.ts';
import { useActiveProfile, useRatingsRevision, useStores } from '../../stores/hooks.tsx';
import { newSeed } from '../../stores/studioStore.ts';
import { usePaintPosters } from '../../stores/usePaintPosters.ts';
import page from '../../styles/page.module.css';
import text from '../../styles/text.module.css';
import styles from './discover.module.css';
import { FilmCard } from './filmCard.tsx';
import { FilmRow } from './filmRow.tsx';
import { LeadFilm } from './leadFilm.tsx';
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
  const { discover, catalog } = useStores();
  const { view, total, numRatings, model, filters, status } = useStore(discover);
  const models = useStore(catalog, (state) => state.models);
  const profile = useActiveProfile();
  const names = [...new Set(models.map((card) => card.name))];
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
        {names.length > 1 && model !== null && numRatings > 0 && (
          <span className={styles.onlyWide}>
            <MenuButton
              label={`Model: ${MODEL_NAMES[model]}`}
              icon={SlidersHorizontal}
              value={filters.model ?? 'default'}
              choices={[
                { id: 'default' as const, label: 'Best for most people', note: 'Chosen by measurements on MovieLens' },
                ...names.map((name) => ({
                  id: name,
                  label: MODEL_NAMES[name],
                  note: models.find((card) => card.name === name)?.summary ?? '',
                })),
              ]}
              onChange={(next) => discover.setFilters({ model: next === 'default' ? null : next })}
            />
          </span>
        )}
        {numRatings > 0 && <PaintFirst />}
        <Segmented label="View" options={VIEWS} value={view} onChange={(next) => discover.setView(next)} />
      </div>
    </div>
  );
}

/** Posters for the films that stand first, as they are filtered now. */
function PaintFirst() {
  const { discover } = useStores();
  const items = useStore(discover, (state) => state.items);
  const films = items.map(({ film }) => film.filmId);
  const { canPaint, paint } = usePaintPosters({
    settings: { seed: newSeed() },
    films,
    onOrdered: () => window.location.assign(routes.studio),
  });
  return (
    <span className={styles.onlyWide}>
      <Button look="quiet" icon={Brush} isDisabled={!canPaint || films.length === 0} onPress={paint}>
        Paint the first ten
      </Button>
    </span>
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
