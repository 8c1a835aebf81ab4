import { type ProperGenre, properGenres } from '../data/genres.ts';

/** What a poster may show: the order of all targets and answers. */
export const posterGenres = properGenres;
export type PosterGenre = ProperGenre;

/** 1 where a film has the genre, [films, genres]. */
export function genreTargets(films: readonly { readonly genres: readonly string[] }[]): Float32Array {
  const targets = new Float32Array(films.length * posterGenres.length);
  films.forEach(({ genres }, film) => {
    posterGenres.forEach((genre, g) => {
      if (genres.includes(genre)) targets[film * posterGenres.length + g] = 1;
    });
  });
  return targets;
}
