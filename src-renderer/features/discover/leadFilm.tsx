import { Bookmark, EyeOff } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Recommendation } from '../../../src-main/contract/shared.ts';
import { Button } from '../../components/button.tsx';
import { factsLine } from '../../components/filmWords.ts';
import { MatchTicks } from '../../components/matchTicks.tsx';
import { formatGuess } from '../../components/numberWords.ts';
import { Poster } from '../../components/poster.tsx';
import { RatePopover } from '../../components/ratePopover.tsx';
import { ReasonChip } from '../../components/reasonChip.tsx';
import { routes } from '../../routes.ts';
import { useFilmCommands, useFilmState, useStores } from '../../stores/hooks.tsx';
import styles from './discover.module.css';

/** The first film of the list, with its guess, its match and its reasons. */
export function LeadFilm({ item }: { readonly item: Recommendation }) {
  const { film, guess, reasons } = item;
  const { discover } = useStores();
  const state = useFilmState(film.filmId, item.state);
  const { rate, clearRating, setWatchlist, setHidden, undo } = useFilmCommands();
  const rateButton = useRef<HTMLButtonElement>(null);
  const [isRating, setIsRating] = useState(false);
  const showRating = (isOpen: boolean): void => {
    setIsRating(isOpen);
    discover.hold(isOpen);
  };
  return (
    <article className={styles.lead} aria-label={`First on your list: ${film.title}`}>
      <a href={routes.film(film.filmId)} tabIndex={-1} aria-hidden="true" className={styles.leadPoster}>
        <Poster film={film} isDecorative />
      </a>
      <div className={styles.leadWords}>
        <p className={styles.small}>First on your list</p>
        <h2 className={styles.name}>
          <a href={routes.film(film.filmId)}>{film.title}</a>
        </h2>
        <p className={styles.facts}>{factsLine(film)}</p>
        <dl>
          <dt>Predicted</dt>
          <dd>
            {guess.stars === null ? (
              'Too early to say'
            ) : (
              <>
                <b>{formatGuess(guess.stars)}</b>
                {guess.interval !== null && (
                  <span title="Two times in three your rating would lie between these.">
                    {formatGuess(guess.interval.low)} to {formatGuess(guess.interval.high)}
                  </span>
                )}
              </>
            )}
          </dd>
          <dt>Match</dt>
          <dd>
            <MatchTicks match={guess.match} />
          </dd>
        </dl>
        {guess.uncertain && <p className={styles.small}>We know little about this one yet.</p>}
        <div className={styles.reasons}>
          {reasons.slice(0, 3).map((reason, index) => (
            <ReasonChip key={index} reason={reason} />
          ))}
        </div>
        <div className={styles.acts}>
          <Button look={state.watchlist ? 'plain' : 'primary'} icon={Bookmark} onPress={() => setWatchlist(film, !state.watchlist)}>
            {state.watchlist ? 'On your watchlist' : 'Watchlist'}
          </Button>
          <Button ref={rateButton} onPress={() => showRating(true)}>
            Rate
          </Button>
          <Button look="quiet" icon={EyeOff} aria-label={`Not for me: ${film.title}`} onPress={() => setHidden(film, true)} />
        </div>
        <RatePopover
          film={film}
          stars={state.stars}
          triggerRef={rateButton}
          isOpen={isRating}
          onOpenChange={showRating}
          onRate={(stars) => rate(film, stars)}
          onClear={() => clearRating(film)}
          onUndo={undo}
          onNotForMe={() => setHidden(film, true)}
        />
      </div>
    </article>
  );
}
