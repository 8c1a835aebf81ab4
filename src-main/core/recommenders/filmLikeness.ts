import type { FilmFacts } from '../data/interactions.ts';

/** Likeness of two films by what is printed on them, in [0, 1]: Jaccard over genres (three quarters) and nearness in years (one quarter). */
export function filmLikeness(a: FilmFacts, b: FilmFacts): number {
  const shared = a.genres.reduce((sum, genre) => sum + (b.genres.includes(genre) ? 1 : 0), 0);
  const all = a.genres.length + b.genres.length - shared;
  const genres = all === 0 ? 0 : shared / all;
  const years = a.year === null || b.year === null ? 0 : Math.exp(-Math.abs(a.year - b.year) / 10);
  return 0.75 * genres + 0.25 * years;
}
