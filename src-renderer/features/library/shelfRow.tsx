import type { KeyboardEvent } from 'react';
import type { LibraryEntry } from '../../../src-main/contract/ratings.ts';
import { Button } from '../../components/button.tsx';
import { genresLine } from '../../components/filmWords.ts';
import { formatGuess } from '../../components/numberWords.ts';
import { Poster } from '../../components/poster.tsx';
import { RatingControl } from '../../components/ratingControl.tsx';
import { routes } from '../../routes.ts';
import { useFilmCommands, useFilmState, useStores } from '../../stores/hooks.tsx';
import { AgainstGuess } from './againstGuess.tsx';
import { dayWords } from '../../components/dayWords.ts';
import type { Shelf } from './libraryScreen.tsx';
import styles from './shelfTable.module.css';

export interface ShelfRowProps {
  readonly shelf: Shelf;
  readonly entry: LibraryEntry;
  /** The guess without this rating, for the shelf of rated films; undefined while it is not there. */
  readonly guess: number | null | undefined;
  /** Milliseconds since 1970, for "today". */
  readonly now: number;
  /** Arrow keys on the title go to the next row. */
  onKeyDown(event: KeyboardEvent): void;
}

/** One film of a shelf: change the stars in place, take it off the shelf, open it. */
export function ShelfRow({ shelf, entry, guess, now, onKeyDown }: ShelfRowProps) {
  const { film, changedAt } = entry;
  const state = useFilmState(film.filmId, entry.state);
  const { rate, clearRating, undo } = useFilmCommands();
  return (
    <>
      <span role="cell" className={styles.poster}>
        <Poster film={film} size="small" isDecorative />
      </span>
      <span role="cell" className={styles.title}>
        <a href={routes.film(film.filmId)} title={film.title} onKeyDown={onKeyDown}>
          {film.title}
        </a>
      </span>
      <span role="cell" className={styles.year}>
        {film.year ?? <span title="The data names no year">–</span>}
      </span>
      <span role="cell" className={styles.genres} title={genresLine(film.genres)}>
        {genresLine(film.genres)}
      </span>
      <span role="cell" className={styles.stars}>
        <RatingControl
          label={`Your rating for ${film.title}`}
          stars={state.stars}
          onRate={(stars) => rate(film, stars)}
          onClear={() => clearRating(film)}
          onUndo={undo}
        />
      </span>
      {shelf === 'rated' && (
        <>
          <span role="cell" className={styles.guess}>
            {typeof guess === 'number' && formatGuess(guess)}
          </span>
          <span role="cell" className={styles.against}>
            {state.stars !== null && <AgainstGuess stars={state.stars} guess={guess} />}
          </span>
        </>
      )}
      <span role="cell" className={styles.when}>
        <time dateTime={new Date(changedAt).toISOString()}>{dayWords(changedAt, now)}</time>
      </span>
      <span role="cell" className={styles.actions}>
        <TakeOff shelf={shelf} entry={entry} />
      </span>
    </>
  );
}

function TakeOff({ shelf, entry: { film } }: { readonly shelf: Shelf; readonly entry: LibraryEntry }) {
  const { ratings } = useStores();
  const { clearRating, setWatchlist, setHidden } = useFilmCommands();
  const [words, name, act] = {
    rated: ['Remove', `Remove the rating of ${film.title}`, () => clearRating(film)],
    watchlist: ['Remove', `Remove ${film.title} from the watchlist`, () => setWatchlist(film, false)],
    hidden: ['Show again', `Show again: ${film.title}`, () => setHidden(film, false)],
    'not-seen': ['Ask again', `Ask again: ${film.title}`, () => void ratings.setNotSeen(film, false)],
  }[shelf] as [string, string, () => void];
  return (
    <Button look="quiet" size="small" aria-label={name} onPress={act}>
      {words}
    </Button>
  );
}
