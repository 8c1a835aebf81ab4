import type { CatalogueFilm } from './catalogueSource.ts';

/**
 * Well-known films of many genres and decades: one after the other is taken, the best known first, each genre and decade weighing less the more often
 * it was taken.
 * @param films by rank.
 */
export function chooseWall(films: readonly CatalogueFilm[], limit: number): CatalogueFilm[] {
  const pool = new Set(films.slice(0, Math.max(600, limit * 4)));
  const taken = new Map<string, number>();
  const keysOf = (film: CatalogueFilm): string[] => [`${Math.floor((film.year ?? 0) / 10)}`, ...film.genres.slice(0, 3)];
  const wall: CatalogueFilm[] = [];
  while (wall.length < limit && pool.size > 0) {
    let best: CatalogueFilm | null = null;
    let bestScore = -Infinity;
    for (const film of pool) {
      const repeats = keysOf(film).reduce((sum, key) => sum + (taken.get(key) ?? 0), 0);
      const score = Math.sqrt(film.popularity) / (1 + (2 * repeats) / (wall.length + 3));
      if (score > bestScore) {
        best = film;
        bestScore = score;
      }
    }
    pool.delete(best!);
    wall.push(best!);
    for (const key of keysOf(best!)) taken.set(key, (taken.get(key) ?? 0) + 1);
  }
  return wall;
}
