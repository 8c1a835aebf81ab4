import { useState } from 'react';
import type { FilmDetails } from '../../../src-main/contract/catalog.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/errorPanel.tsx';
import { Loading } from '../../components/loading.tsx';
import { MatchTicks } from '../../components/matchTicks.tsx';
import { formatCount, formatGuess, formatStars } from '../../components/numberWords.ts';
import { ReasonRow } from '../../components/reasonRow.tsx';
import { StarMeter } from '../../components/starMeter.tsx';
import { routes } from '../../routes.ts';
import { useFilmState } from '../../stores/hooks.tsx';
import { NOTHING_SAID } from '../../stores/ratingsStore.ts';
import type { Load } from '../../stores/useLoad.ts';
import type { OutputsOf } from '../../client/outputs.ts';
import styles from './guessPanel.module.css';

export type ForFilm = OutputsOf['recommendations']['forFilm'];

/** What the machine thinks, and why. For a film that is rated already: what the person said, and nothing guessed. */
export function GuessPanel({ film, forMe }: { readonly film: FilmDetails; readonly forMe: Load<ForFilm | null> }) {
  const state = useFilmState(film.filmId, NOTHING_SAID);
  const { data, error } = forMe;
  return (
    <aside className={styles.panel} aria-label="Your guess and its reasons">
      {state.stars !== null ? (
        <Own stars={state.stars} />
      ) : data === null && error !== null ? (
        <ErrorPanel error={error} title="No guess could be made">
          <Button onPress={forMe.reload}>Try again</Button>
        </ErrorPanel>
      ) : data === null ? (
        forMe.isLoading ? (
          <Loading sentence="Working out a guess" shapes={0} />
        ) : (
          <NoProfile />
        )
      ) : (
        <Guess forFilm={data} />
      )}
    </aside>
  );
}

function Own({ stars }: { readonly stars: number }) {
  return (
    <div>
      <p className={styles.label}>You gave it</p>
      <p className={styles.own}>{formatStars(stars)}</p>
      <StarMeter guess={{ stars: null, interval: null, uncertain: false, match: null }} ownStars={stars} />
      <p className={styles.note}>Your rating counts in every list from now on, so nothing is guessed here.</p>
    </div>
  );
}

function NoProfile() {
  return (
    <div className={styles.stack}>
      <p className={styles.note}>Marquee guesses for a person. Say who you are, or go on without a word about yourself.</p>
      <ButtonLink href={routes.welcome}>Begin</ButtonLink>
    </div>
  );
}

function Guess({ forFilm }: { readonly forFilm: ForFilm }) {
  const { guess, reasons, moreReasons, rank } = forFilm;
  const [showsMore, setShowsMore] = useState(false);
  return (
    <>
      {guess.stars === null ? (
        <p className={styles.note}>There is no guess for this film: too few people have rated it.</p>
      ) : (
        <div>
          <p className={styles.label}>You would give it about</p>
          <div className={styles.big}>
            <b>{formatGuess(guess.stars)}</b>
            {guess.interval !== null && (
              <span className={styles.between}>
                two times in three
                <br />
                between {formatGuess(guess.interval.low)} and {formatGuess(guess.interval.high)}
              </span>
            )}
          </div>
          <StarMeter guess={guess} />
          {guess.uncertain && <p className={styles.note}>We know little about this one yet.</p>}
        </div>
      )}
      <div className={styles.split}>
        <span>Match with your taste</span>
        <MatchTicks match={guess.match} />
      </div>
      {rank !== null && (
        <div className={styles.split}>
          <span>Place in your list</span>
          <span className={styles.place}>{formatCount(rank)}</span>
        </div>
      )}
      {reasons.length === 0 ? (
        <p className={styles.none}>No single rating of yours is behind this guess.</p>
      ) : (
        <div>
          {reasons.map((reason, i) => (
            <ReasonRow key={reason.kind === 'rated-film' ? reason.film.filmId : reason.kind} reason={reason} isOpen={i === 0} />
          ))}
          {showsMore &&
            moreReasons.map((reason) => (
              <ReasonRow key={reason.kind === 'rated-film' ? `more ${reason.film.filmId}` : `more ${reason.kind}`} reason={reason} />
            ))}
          {moreReasons.length > 0 && !showsMore && (
            <Button look="quiet" size="small" onPress={() => setShowsMore(true)}>
              {moreReasons.length} more
            </Button>
          )}
        </div>
      )}
    </>
  );
}
