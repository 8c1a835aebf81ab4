import { useEffect, useRef } from 'react';
import type { Film } from '../../../src-main/contract/shared.ts';
import { RatingControl } from '../../components/ratingControl.tsx';
import { useFilmCommands, useFilmState } from '../../stores/hooks.tsx';
import { NOTHING_SAID } from '../../stores/ratingsStore.ts';
import styles from './commandPalette.module.css';

/** Rating a found film without leaving the palette; Enter or Escape goes back to the field. */
export function RatingStrip({ film, onDone }: { readonly film: Film; onDone(): void }) {
  const state = useFilmState(film.filmId, NOTHING_SAID);
  const { rate, clearRating, undo } = useFilmCommands();
  const stars = useRef<HTMLDivElement>(null);
  useEffect(() => stars.current?.focus(), [film]);
  return (
    <div
      className={styles.strip}
      onKeyDownCapture={(event) => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onDone();
      }}
    >
      <span className={styles.words}>{film.title}</span>
      <RatingControl
        ref={stars}
        label={`Your rating for ${film.title}`}
        stars={state.stars}
        onRate={(value, by) => {
          rate(film, value);
          if (by === 'pointer') onDone();
        }}
        onClear={() => clearRating(film)}
        onUndo={undo}
      />
    </div>
  );
}
