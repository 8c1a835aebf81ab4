import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useRef } from 'react';
import type { Recommendation } from '../../../src-main/contract/shared.ts';
import { Button } from '../../components/button.tsx';
import styles from './discover.module.css';
import { FilmCard } from './filmCard.tsx';

export interface FilmRowProps {
  readonly title: string;
  readonly note?: string | null;
  readonly items: readonly Recommendation[];
  readonly profileId: string;
}

/** One line of films that scrolls sideways: by wheel, by focus, by the two arrows. */
export function FilmRow({ title, note = null, items, profileId }: FilmRowProps) {
  const row = useRef<HTMLUListElement>(null);
  const move = (direction: 1 | -1): void => {
    const list = row.current;
    if (list === null) return;
    const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    list.scrollBy({ left: direction * list.clientWidth * 0.9, behavior: isStill ? 'instant' : 'smooth' });
  };
  return (
    <section className={styles.rowSection} aria-label={title}>
      <div className={styles.rowHead}>
        <h2>{title}</h2>
        {note !== null && <p className={styles.small}>{note}</p>}
        <div className={styles.rowArrows}>
          <Button look="quiet" icon={ChevronLeft} aria-label={`Back in ${title}`} onPress={() => move(-1)} />
          <Button look="quiet" icon={ChevronRight} aria-label={`On in ${title}`} onPress={() => move(1)} />
        </div>
      </div>
      <ul ref={row} className={styles.row}>
        {items.map((item) => (
          <li key={item.film.filmId}>
            <FilmCard item={item} profileId={profileId} />
          </li>
        ))}
      </ul>
    </section>
  );
}
