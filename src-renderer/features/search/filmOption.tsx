import { formatStars } from '../../components/numberWords.ts';
import { Poster } from '../../components/poster.tsx';
import { useFilmState } from '../../stores/hooks.tsx';
import { NOTHING_SAID } from '../../stores/ratingsStore.ts';
import styles from './commandPalette.module.css';
import { cutAtMatches, type Option } from './options.ts';

/** A film in the palette: what matched in amber, the year, and what the person said of it. */
export function FilmOption({ option }: { readonly option: Extract<Option, { kind: 'film' }> }) {
  const { film, highlights, person } = option;
  const state = useFilmState(film.filmId, option.state ?? NOTHING_SAID);
  return (
    <>
      <Poster film={film} size="small" isDecorative className={styles.poster} />
      <span className={styles.words}>
        <span className={styles.title}>
          {cutAtMatches(film.title, highlights).map((piece, i) =>
            piece.isMatch ? <mark key={i}>{piece.text}</mark> : <span key={i}>{piece.text}</span>,
          )}
        </span>
        {(person ?? film.originalTitle) !== null && (
          <span className={styles.second}>{person === null ? film.originalTitle : `with ${person}`}</span>
        )}
      </span>
      {state.stars !== null && (
        <span className={styles.own}>
          <span className={styles.unseen}>You rated it </span>
          {formatStars(state.stars)}
        </span>
      )}
      <span className={styles.year}>{film.year ?? ''}</span>
    </>
  );
}
