import type { FilmDetails } from '../../../src-main/contract/catalog.ts';
import { genresLine } from '../../components/filmWords.ts';
import styles from './filmScreen.module.css';

/** "1967  1 h 45 min  Crime, drama", and below it the original title in its own line. */
export function FilmFacts({ film }: { readonly film: FilmDetails }) {
  const facts = [film.year, film.runtimeMinutes === null ? null : runtimeWords(film.runtimeMinutes), genresLine(film.genres)];
  return (
    <>
      <p className={styles.facts}>
        {facts
          .filter((fact) => fact !== null && fact !== '')
          .map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
      </p>
      {film.originalTitle !== null && <p className={styles.original}>{film.originalTitle}</p>}
    </>
  );
}

/** 105 as "1 h 45 min". */
export function runtimeWords(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 ? `${hours} h` : '', rest > 0 || hours === 0 ? `${rest} min` : ''].filter((part) => part !== '').join(' ');
}
