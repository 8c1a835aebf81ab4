import type { Recommendation } from '../../../src-main/contract/shared.ts';
import { PosterRow } from '../../components/posterRow.tsx';
import { FilmCard } from './filmCard.tsx';

export interface FilmRowProps {
  readonly title: string;
  readonly note?: string | null;
  readonly items: readonly Recommendation[];
  readonly profileId: string;
}

/** Recommended films in one line, each with all that can be done to it. */
export function FilmRow({ title, note = null, items, profileId }: FilmRowProps) {
  return (
    <PosterRow title={title} note={note}>
      {items.map((item) => (
        <li key={item.film.filmId}>
          <FilmCard item={item} profileId={profileId} />
        </li>
      ))}
    </PosterRow>
  );
}
