/** Genres of MovieLens that a poster may show; IMAX is a format, not a genre. The order of all targets and answers. */
export const posterGenres = [
  'Action',
  'Adventure',
  'Animation',
  'Children',
  'Comedy',
  'Crime',
  'Documentary',
  'Drama',
  'Fantasy',
  'Film-Noir',
  'Horror',
  'Musical',
  'Mystery',
  'Romance',
  'Sci-Fi',
  'Thriller',
  'War',
  'Western',
] as const;
export type PosterGenre = (typeof posterGenres)[number];

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
