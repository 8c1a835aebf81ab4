import { Bookmark } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useRef, useState } from 'react';
import { Dialog, Menu, MenuItem, Popover } from 'react-aria-components';
import type { Film, FilmState, Guess } from '../../src-main/contract/shared.ts';
import { Button } from './button.tsx';
import { classNames } from './classNames.ts';
import { cardName } from './filmWords.ts';
import menu from './menu.module.css';
import { formatGuess, formatPercent, formatStars } from './numberWords.ts';
import { Poster } from './poster.tsx';
import styles from './posterCard.module.css';
import { RatePopover } from './ratePopover.tsx';
import { STAR_PATH } from './starShape.tsx';

/** What a card can do; the same functions serve every card of a screen. */
export interface FilmActions {
  rate(film: Film, stars: number): void;
  clearRating(film: Film): void;
  setWatchlist(film: Film, on: boolean): void;
  setHidden(film: Film, on: boolean): void;
  undo(): void;
  /** Something opened above the card, or closed: a list may wait before it changes. */
  hold?(isHeld: boolean): void;
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
  /** What the "Why" button opens; without it there is none. */
  readonly why?: (() => ReactNode) | undefined;
}

type Open = 'rate' | 'why' | 'menu' | null;

/** Poster, title, then year left, guess and match right. Nothing is printed on the poster at rest. */
export function PosterCard({ film, state, guess, href, actions, hasKeys = true, size = 'full', why }: PosterCardProps) {
  const card = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<Open>(null);

  const shown = useRef<Open>(null);

  const show = (next: Open): void => {
    shown.current = next;
    setOpen(next);
    actions.hold?.(next !== null);
  };
  /** Not what took its place in the meantime: an item of the menu opens the next one, then the menu closes. */
  const close = (what: Open): void => {
    if (shown.current === what) show(null);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (!hasKeys || open !== null || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'r' || event.key === 'R') show('rate');
    else if (event.key === 'w' || event.key === 'W') actions.setWatchlist(film, !state.watchlist);
    else return;
    event.preventDefault();
  };

  const onContextMenu = (event: MouseEvent): void => {
    event.preventDefault();
    show('menu');
  };

  const watch = (): void => actions.setWatchlist(film, !state.watchlist);

  return (
    <div ref={card} className={classNames(styles.card, open !== null && styles.open)}>
      {/* The link lies over the card: the lettering of a drawn poster is a picture, no part of the name. */}
      <Poster film={film} size={size} isDecorative className={styles.poster} />
      {/* The title alone is inside the link, whose area is stretched over the whole card. */}
      <a
        className={styles.link}
        href={href}
        aria-label={cardName(film, state, guess)}
        title={film.title}
        onKeyDown={onKeyDown}
        onContextMenu={onContextMenu}
      >
        {film.title}
      </a>
      <span className={styles.line} aria-hidden="true">
        <span>{film.year ?? ''}</span>
        <CardNumbers state={state} guess={guess} />
      </span>
      <div className={styles.foot}>
        <Button look="quiet" size="small" className={styles.footButton} onPress={() => show('rate')} aria-label={`Rate ${film.title}`}>
          Rate
        </Button>
        {why !== undefined && (
          <Button look="quiet" size="small" className={styles.footButton} onPress={() => show('why')} aria-label={`Why ${film.title}`}>
            Why
          </Button>
        )}
        <Button
          look="quiet"
          size="small"
          icon={Bookmark}
          className={classNames(styles.footButton, state.watchlist && styles.marked)}
          onPress={watch}
          aria-label={state.watchlist ? `Take ${film.title} off the watchlist` : `Put ${film.title} on the watchlist`}
        />
      </div>
      <RatePopover
        film={film}
        stars={state.stars}
        triggerRef={card}
        isOpen={open === 'rate'}
        onOpenChange={(isOpen) => (isOpen ? show('rate') : close('rate'))}
        onRate={(stars) => actions.rate(film, stars)}
        onClear={() => actions.clearRating(film)}
        onUndo={actions.undo}
        onNotForMe={() => actions.setHidden(film, true)}
      />
      {why !== undefined && (
        <Popover
          className={menu.popover ?? ''}
          triggerRef={card}
          isOpen={open === 'why'}
          onOpenChange={(isOpen) => (isOpen ? show('why') : close('why'))}
          placement="bottom start"
        >
          <Dialog className={styles.why ?? ''} aria-label={`Why ${film.title}`}>
            {open === 'why' && why()}
          </Dialog>
        </Popover>
      )}
      <Popover
        className={menu.popover ?? ''}
        triggerRef={card}
        isOpen={open === 'menu'}
        onOpenChange={(isOpen) => (isOpen ? show('menu') : close('menu'))}
      >
        <Menu className={menu.list ?? ''} aria-label={film.title} autoFocus="first" onClose={() => close('menu')}>
          <MenuItem className={menu.item ?? ''} href={href}>
            Open
          </MenuItem>
          <MenuItem className={menu.item ?? ''} onAction={() => show('rate')}>
            Rate
          </MenuItem>
          <MenuItem className={menu.item ?? ''} onAction={watch}>
            {state.watchlist ? 'Take off the watchlist' : 'Put on the watchlist'}
          </MenuItem>
          {why !== undefined && (
            <MenuItem className={menu.item ?? ''} onAction={() => show('why')}>
              Why this film
            </MenuItem>
          )}
          <MenuItem className={menu.item ?? ''} onAction={() => actions.setHidden(film, !state.hidden)}>
            {state.hidden ? 'May be recommended again' : 'Not for me'}
          </MenuItem>
        </Menu>
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
  const stars = guess?.stars ?? null;
  const match = guess?.match ?? null;
  return (
    <span className={styles.right}>
      {stars !== null && (
        <b className={styles.stars}>
          <SmallStar />
          {formatGuess(stars)}
        </b>
      )}
      {state.watchlist ? <Bookmark className={styles.mark} aria-hidden="true" /> : match !== null && <span>{formatPercent(match)}</span>}
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
