import { useMemo, useRef } from 'react';
import type { Film, Guess } from '../../src-main/contract/shared.ts';
import { classNames } from './classNames.ts';
import styles from './liveList.module.css';
import { type Movement, movementText } from './movement.ts';
import { formatGuess } from './numberWords.ts';
import { Poster } from './poster.tsx';
import { useAfterPaint } from './useAfterPaint.ts';
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
const NOTHING: readonly LiveRow[] = [];

/**
 * Rank, poster, title, guess, and the movement in words. Rows travel to their places; one that enters stays lit for a while.
 *
 * A row belongs to its place, not to its film: React would move nearly every element of a list whose order changed, and each
 * one that moves is styled and laid out anew with its picture. A row that enters is a new element, so that its light begins.
 */
export function LiveList({ label, rows: wanted, hrefOf }: LiveListProps) {
  const drawn = useAfterPaint(wanted, NOTHING);
  const withPoster = useMemo(() => new Set(drawn.map(({ film }) => film.filmId)), [drawn]);
  const rows = wanted === drawn ? wanted : nearFirst(wanted, drawn);
  const list = useRef<HTMLOListElement>(null);
  useFlip(list, rows.map(({ film }) => film.filmId).join(' '), wanted === drawn);
  return (
    <ol ref={list} className={styles.list} aria-label={label}>
      {rows.map(({ film, guess, movement }, index) => (
        <li
          key={movement?.kind === 'new' ? `new ${film.filmId} ${index}` : index}
          data-key={film.filmId}
          className={classNames(styles.row, movement?.kind === 'new' && styles.entered)}
        >
          <span className={styles.rank}>{index + 1}</span>
          {withPoster.has(film.filmId) ? (
            <Poster key={film.filmId} film={film} size="small" isDecorative className={styles.poster} />
          ) : (
            <span className={styles.poster} />
          )}
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

/** The first rows as they are now, and below them what stands there still. */
const nearFirst = (wanted: readonly LiveRow[], drawn: readonly LiveRow[]): readonly LiveRow[] => [
  ...wanted.slice(0, NEAR),
  ...drawn.slice(NEAR, Math.max(NEAR, wanted.length)),
];
