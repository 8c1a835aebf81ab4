import type { Film } from '../../src-main/contract/shared.ts';

const KEY = 'marquee.recent';
const KEPT = 8;

/** The films opened last in this window's profile of the browser, newest first: what the search shows before a word is typed. */
export function recentFilms(storage: Pick<Storage, 'getItem'>): readonly Film[] {
  try {
    const value: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
    return Array.isArray(value) ? value.filter(isFilm) : [];
  } catch {
    return [];
  }
}

export function rememberFilm(
  { filmId, title, originalTitle, rawTitle, year, genres, posterUrl }: Film,
  storage: Pick<Storage, 'getItem' | 'setItem'>,
): void {
  const film: Film = { filmId, title, originalTitle, rawTitle, year, genres, posterUrl };
  try {
    storage.setItem(KEY, JSON.stringify([film, ...recentFilms(storage).filter((one) => one.filmId !== filmId)].slice(0, KEPT)));
  } catch {
    // Storage may be full or forbidden; nothing is lost but a shortcut.
  }
}

function isFilm(value: unknown): value is Film {
  if (typeof value !== 'object' || value === null) return false;
  const film = value as Partial<Film>;
  return (
    typeof film.filmId === 'number' && typeof film.title === 'string' && typeof film.rawTitle === 'string' && Array.isArray(film.genres)
  );
}
