import { useDeferredValue, useRef } from 'react';
import type { Film, Guess } from '../../src-main/contract/shared.ts';
import { classNames } from './classNames.ts';
import styles from './liveList.module.css';
import { type Movement, movementText } from './movement.ts';
import { formatGuess } from './numberWords.ts';
import { Poster } from './poster.tsx';
import { useFlip } from './useFlip.ts';

export interface LiveRow {
  readonly film: Film;
  readonly guess: Guess;
  readonly movement: Movement | null;
}

export interface LiveListProps {
  readonly label: string;
  readonly rows: readonly LiveRow[];
  readonly hrefOf: (film: Film) => string;
}

/** Rows that the eye is on when a list changes; those below follow in a second drawing, which the first does not wait for. */
const NEAR = 8;

/** Rank, poster, title, guess, and the movement in words. Rows travel to their places; one that enters stays lit for a while. */
export function LiveList({ label, rows: wanted, hrefOf }: LiveListProps) {
  const drawn = useDeferredValue(wanted);
  const rows = wanted === drawn ? wanted : nearFirst(wanted, drawn);
  const list = useRef<HTMLOListElement>(null);
  useFlip(list, rows.map(({ film }) => film.filmId).join(' '));
  return (
    <ol ref={list} className={styles.list} aria-label={label}>
      {rows.map(({ film, guess, movement }, index) => (
        <li key={film.filmId} data-key={film.filmId} className={classNames(styles.row, movement?.kind === 'new' && styles.entered)}>
          <span className={styles.rank}>{index + 1}</span>
          <Poster film={film} size="small" isDecorative className={styles.poster} />
          <span className={styles.words}>
            <a className={styles.title} href={hrefOf(film)} title={film.title}>
              {film.title}
            </a>
            <span className={styles.year}>{film.year ?? ''}</span>
          </span>
          <span className={styles.numbers}>
            {guess.stars === null ? '–' : formatGuess(guess.stars)}
            <span className={classNames(styles.movement, movement?.kind === 'up' && styles.up)}>{movementText(movement)}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

/** The first rows as they are now, and below them what stood there before; no film twice. */
function nearFirst(wanted: readonly LiveRow[], drawn: readonly LiveRow[]): readonly LiveRow[] {
  const near = wanted.slice(0, NEAR);
  const taken = new Set(near.map(({ film }) => film.filmId));
  return [...near, ...drawn.filter(({ film }) => !taken.has(film.filmId))].slice(0, Math.max(NEAR, wanted.length));
}
