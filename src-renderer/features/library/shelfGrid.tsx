import type { LibraryEntry } from '../../../src-main/contract/ratings.ts';
import { PosterCard } from '../../components/posterCard.tsx';
import { PosterGrid } from '../../components/posterGrid.tsx';
import { routes } from '../../routes.ts';
import { useFilmCommands, useFilmState, useHasSingleKeys } from '../../stores/hooks.tsx';

export interface ShelfGridProps {
  readonly entries: readonly LibraryEntry[];
  readonly total: number;
}

/** The films of a shelf as posters, in the table's order. */
export function ShelfGrid({ entries, total }: ShelfGridProps) {
  return (
    <PosterGrid
      label="Films"
      items={entries}
      keyOf={(entry) => entry.film.filmId}
      render={(entry) => <ShelfCard entry={entry} />}
      total={total}
    />
  );
}

function ShelfCard({ entry: { film, state: told } }: { readonly entry: LibraryEntry }) {
  const state = useFilmState(film.filmId, told);
  const commands = useFilmCommands();
  const hasKeys = useHasSingleKeys();
  return (
    <PosterCard film={film} state={state} guess={null} href={routes.film(film.filmId)} actions={commands} hasKeys={hasKeys} size="small" />
  );
}
