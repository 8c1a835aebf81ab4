import type { Film, FilmState, Guess } from '../../src-main/contract/shared.ts';
import { formatGuess, formatPercent, formatStars } from './numberWords.ts';

const GENRE_WORDS: Readonly<Record<string, string>> = { 'Sci-Fi': 'sci-fi', 'Film-Noir': 'film noir', IMAX: 'IMAX' };

/** "Crime, film noir, mystery": genres as a sentence names them. Empty where the data has none. */
export function genresLine(genres: readonly string[]): string {
  const words = genres.filter((genre) => !genre.startsWith('(')).map((genre) => GENRE_WORDS[genre] ?? genre.toLowerCase());
  const line = words.join(', ');
  return line.charAt(0).toUpperCase() + line.slice(1);
}

/** "1974. Crime, film noir." */
export function factsLine(film: Film): string {
  const genres = genresLine(film.genres);
  return [film.year === null ? '' : `${film.year}.`, genres === '' ? '' : `${genres}.`].filter((part) => part !== '').join(' ');
}

/** The whole card as one name: "Le Samouraï, 1967, predicted 4.4, match 93 percent". */
export function cardName(film: Film, state: FilmState, guess: Guess | null): string {
  const parts = [film.title];
  if (film.year !== null) parts.push(String(film.year));
  if (state.stars !== null) parts.push(`you rated it ${formatStars(state.stars)}`);
  else {
    if (guess?.stars != null) parts.push(`predicted ${formatGuess(guess.stars)}`);
    if (guess?.match != null) parts.push(`match ${formatPercent(guess.match).replace(' %', ' percent')}`);
  }
  if (state.watchlist) parts.push('on your watchlist');
  return parts.join(', ');
}

/** The five stars in words, as `aria-valuetext` says them. */
export function starsText(stars: number | null): string {
  if (stars === null) return 'Not rated';
  return stars === 1 ? '1 star' : `${formatStars(stars)} stars`;
}
