import { Bookmark, Star } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { Dialog, Popover } from 'react-aria-components';
import type { Film, FilmState, Guess } from '../../src-main/contract/shared.ts';
import { Button } from './button.tsx';
import { classNames } from './classNames.ts';
import { cardName } from './filmWords.ts';
import menu from './menu.module.css';
import { formatGuess, formatPercent, formatStars } from './numberWords.ts';
import { Poster } from './poster.tsx';
import styles from './posterCard.module.css';
import { RatingControl } from './ratingControl.tsx';
import { STAR_PATH } from './starShape.tsx';

/** What a card can do; the same functions serve every card of a screen. */
export interface FilmActions {
  rate(film: Film, stars: number): void;
  clearRating(film: Film): void;
  setWatchlist(film: Film, on: boolean): void;
  setHidden(film: Film, on: boolean): void;
  undo(): void;
}

export interface PosterCardProps {
  readonly film: Film;
  readonly state: FilmState;
  readonly guess: Guess | null;
  readonly href: string;
  readonly actions: FilmActions;
  /** Keys R and W; off where the person switched single-key shortcuts off. */
  readonly hasKeys?: boolean;
  readonly size?: 'full' | 'small';
}

/** Poster, title, then year left, guess and match right. Nothing is printed on the poster at rest. */
export function PosterCard({ film, state, guess, href, actions, hasKeys = true, size = 'full' }: PosterCardProps) {
  const card = useRef<HTMLDivElement>(null);
  const [isRating, setIsRating] = useState(false);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (!hasKeys || isRating || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'r' || event.key === 'R') setIsRating(true);
    else if (event.key === 'w' || event.key === 'W') actions.setWatchlist(film, !state.watchlist);
    else return;
    event.preventDefault();
  };

  return (
    <div ref={card} className={classNames(styles.card, isRating && styles.open)} onKeyDown={onKeyDown}>
      <a className={styles.link} href={href} aria-label={cardName(film, state, guess)} title={film.title}>
        <Poster film={film} size={size} isDecorative className={styles.poster} />
        <span className={styles.title}>{film.title}</span>
        <span className={styles.line}>
          <span>{film.year ?? ''}</span>
          <CardNumbers state={state} guess={guess} />
        </span>
      </a>
      <div className={styles.foot}>
        <Button
          look="quiet"
          size="small"
          icon={Star}
          className={styles.footButton}
          onPress={() => setIsRating(true)}
          aria-label={`Rate ${film.title}`}
        >
          Rate
        </Button>
        <Button
          look="quiet"
          size="small"
          icon={Bookmark}
          className={classNames(styles.footButton, state.watchlist && styles.marked)}
          onPress={() => actions.setWatchlist(film, !state.watchlist)}
          aria-label={state.watchlist ? `Take ${film.title} off the watchlist` : `Put ${film.title} on the watchlist`}
          aria-pressed={state.watchlist}
        />
      </div>
      <Popover className={menu.popover ?? ''} triggerRef={card} isOpen={isRating} onOpenChange={setIsRating} placement="top">
        <Dialog className={styles.rate ?? ''} aria-label={`Rate ${film.title}`}>
          <RatingControl
            label={`Your rating for ${film.title}`}
            stars={state.stars}
            onRate={(stars, by) => {
              actions.rate(film, stars);
              if (by === 'pointer') setIsRating(false);
            }}
            onClear={() => actions.clearRating(film)}
            onUndo={actions.undo}
          />
          <Button look="quiet" size="small" onPress={() => (actions.setHidden(film, true), setIsRating(false))}>
            Not for me
          </Button>
        </Dialog>
      </Popover>
    </div>
  );
}

function CardNumbers({ state, guess }: { readonly state: FilmState; readonly guess: Guess | null }) {
  if (state.stars !== null) {
    return (
      <b className={classNames(styles.stars, styles.own)}>
        <SmallStar />
        {formatStars(state.stars)}
      </b>
    );
  }
  return (
    <span className={styles.right}>
      {guess?.stars != null && (
        <b className={styles.stars}>
          <SmallStar />
          {formatGuess(guess.stars)}
        </b>
      )}
      {state.watchlist ? (
        <Bookmark className={styles.mark} aria-hidden="true" />
      ) : (
        guess?.match != null && <span>{formatPercent(guess.match)}</span>
      )}
    </span>
  );
}

function SmallStar() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={STAR_PATH} fill="currentColor" />
    </svg>
  );
}
