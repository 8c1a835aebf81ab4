import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Button } from './button.tsx';
import styles from './posterRow.module.css';

export interface PosterRowProps {
  readonly title: string;
  readonly note?: string | null;
  /** What stands in the place of the row, as long as there is none. */
  readonly instead?: ReactNode;
  /** One `<li>` a poster. */
  readonly children?: ReactNode;
}

/** One line of posters that scrolls sideways: by wheel, by focus, by the two arrows. */
export function PosterRow({ title, note = null, instead = null, children }: PosterRowProps) {
  const row = useRef<HTMLUListElement>(null);
  const move = (direction: 1 | -1): void => {
    const list = row.current;
    if (list === null) return;
    const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    list.scrollBy({ left: direction * list.clientWidth * 0.9, behavior: isStill ? 'instant' : 'smooth' });
  };
  return (
    <section className={styles.section} aria-label={title}>
      <div className={styles.head}>
        <h2>{title}</h2>
        {note !== null && <p className={styles.note}>{note}</p>}
        {instead === null && (
          <div className={styles.arrows}>
            <Button look="quiet" icon={ChevronLeft} aria-label={`Back in ${title}`} onPress={() => move(-1)} />
            <Button look="quiet" icon={ChevronRight} aria-label={`On in ${title}`} onPress={() => move(1)} />
          </div>
        )}
      </div>
      {instead ?? (
        <ul ref={row} className={styles.row}>
          {children}
        </ul>
      )}
    </section>
  );
}
