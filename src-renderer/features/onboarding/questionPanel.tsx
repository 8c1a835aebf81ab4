import type { Ref } from 'react';
import type { FilmDetails } from '../../../src-main/contract/catalog.ts';
import type { Film } from '../../../src-main/contract/shared.ts';
import { Button } from '../../components/button.tsx';
import { factsLine } from '../../components/filmWords.ts';
import { Poster } from '../../components/poster.tsx';
import { RatingControl, type RatingSource } from '../../components/ratingControl.tsx';
import styles from './rate.module.css';

export interface QuestionPanelProps {
  readonly film: Film;
  readonly details: FilmDetails | null;
  readonly stars: number | null;
  readonly hasKeys: boolean;
  readonly starsRef: Ref<HTMLDivElement>;
  readonly onRate: (stars: number, by: RatingSource) => void;
  readonly onClear: () => void;
  readonly onUndo: () => void;
  readonly onNotSeen: () => void;
  readonly onNotForMe: () => void;
  readonly onNext: () => void;
}

/** One film, its stars, and the answers that are no stars. */
export function QuestionPanel({
  film,
  details,
  stars,
  hasKeys,
  starsRef,
  onRate,
  onClear,
  onUndo,
  onNotSeen,
  onNotForMe,
  onNext,
}: QuestionPanelProps) {
  return (
    <section className={styles.question} aria-label="Rate this film">
      <Poster film={film} isDecorative className={styles.poster} />
      <div className={styles.asked}>
        <div aria-live="polite">
          <h1 className={styles.title}>{film.title}</h1>
        </div>
        {film.originalTitle !== null && <p className={styles.original}>{film.originalTitle}</p>}
        <p className={styles.facts}>{factsLine(film)}</p>
        {details !== null && peopleLine(details) !== '' && <p className={styles.people}>{peopleLine(details)}</p>}
        <div className={styles.stars}>
          <RatingControl
            ref={starsRef}
            label={`Your rating for ${film.title}`}
            stars={stars}
            size="big"
            onRate={onRate}
            onClear={onClear}
            onUndo={onUndo}
            onDone={onNext}
          />
        </div>
        <div className={styles.answers}>
          <Button onPress={onNotSeen}>Haven’t seen it</Button>
          <Button onPress={onNotForMe}>Not for me</Button>
          <Button look="quiet" onPress={onNext}>
            {stars === null ? 'Skip' : 'Next film'}
          </Button>
        </div>
        {hasKeys && (
          <p className={styles.keys}>
            <span>
              <kbd>1</kbd> to <kbd>5</kbd> stars
            </span>
            <span>
              <kbd>.</kbd> half
            </span>
            <span>
              <kbd>N</kbd> haven’t seen
            </span>
            <span>
              <kbd>Z</kbd> undo
            </span>
          </p>
        )}
      </div>
    </section>
  );
}

/** "Roman Polanski, with Jack Nicholson, Faye Dunaway and John Huston", as far as the data knows. */
export function peopleLine(details: Pick<FilmDetails, 'director' | 'cast'>): string {
  const cast = new Intl.ListFormat('en').format(details.cast.slice(0, 3)).replace(', and ', ' and ');
  if (details.director === null) return cast === '' ? '' : `With ${cast}`;
  return cast === '' ? details.director : `${details.director}, with ${cast}`;
}
