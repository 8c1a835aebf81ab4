import { Bookmark, BookmarkCheck, EyeOff } from 'lucide-react';
import { useRef } from 'react';
import type { FilmDetails } from '../../../src-main/contract/catalog.ts';
import { Button } from '../../components/button.tsx';
import { starsText } from '../../components/filmWords.ts';
import { RatingControl } from '../../components/ratingControl.tsx';
import { useFilmCommands, useFilmState, useHasSingleKeys } from '../../stores/hooks.tsx';
import { NOTHING_SAID } from '../../stores/ratingsStore.ts';
import styles from './filmScreen.module.css';
import { useFilmKeys } from './useFilmKeys.ts';

/** What the person says of the film: stars, watchlist, "not for me". */
export function FilmVerdict({ film }: { readonly film: FilmDetails }) {
  const state = useFilmState(film.filmId, NOTHING_SAID);
  const { rate, clearRating, setWatchlist, setHidden, undo } = useFilmCommands();
  const stars = useRef<HTMLDivElement>(null);
  useFilmKeys(useHasSingleKeys(), {
    stars: state.stars,
    rate: (value) => rate(film, value),
    clear: () => clearRating(film),
    toggleWatchlist: () => setWatchlist(film, !state.watchlist),
    undo,
    focusStars: () => stars.current?.focus(),
  });
  const isAsked = state.stars === null && !state.watchlist && !state.hidden;
  return (
    <>
      <div className={styles.mine}>
        <RatingControl
          ref={stars}
          label={`Your rating for ${film.title}`}
          stars={state.stars}
          onRate={(value) => rate(film, value)}
          onClear={() => clearRating(film)}
          onUndo={undo}
          size="big"
        />
        <span className={styles.said} aria-hidden="true">
          {state.stars === null ? starsText(null) : ''}
        </span>
        {state.stars !== null && (
          <Button look="quiet" size="small" onPress={() => clearRating(film)}>
            Take the rating away
          </Button>
        )}
      </div>
      <div className={styles.actions}>
        <Button
          look={isAsked ? 'primary' : 'plain'}
          icon={state.watchlist ? BookmarkCheck : Bookmark}
          onPress={() => setWatchlist(film, !state.watchlist)}
          aria-pressed={state.watchlist}
        >
          {state.watchlist ? 'On your watchlist' : 'Watchlist'}
        </Button>
        <Button icon={EyeOff} onPress={() => setHidden(film, !state.hidden)} aria-pressed={state.hidden}>
          {state.hidden ? 'Not for you' : 'Not for me'}
        </Button>
      </div>
      {state.hidden && <p className={styles.hint}>Marquee will not recommend it. Press again to change your mind.</p>}
    </>
  );
}
