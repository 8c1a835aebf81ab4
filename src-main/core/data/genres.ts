/** The genres of MovieLens, in the order of every vector over genres. IMAX is a format, not a genre, and only newer sets have it. */
export const movieLensGenres = [
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
  'IMAX',
  'Musical',
  'Mystery',
  'Romance',
  'Sci-Fi',
  'Thriller',
  'War',
  'Western',
] as const;

type Genre = (typeof movieLensGenres)[number];
export type ProperGenre = Exclude<Genre, 'IMAX'>;

/** The 18 of them that `u.genre` has after "unknown". */
export const properGenres = movieLensGenres.filter((genre): genre is ProperGenre => genre !== 'IMAX');
