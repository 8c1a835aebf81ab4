import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Ids of well-known films, so that lists over this data set can be joined with the catalogue. */
const films: readonly (readonly [number, string, string])[] = [
  [1, 'Toy Story (1995)', 'Adventure|Animation|Children|Comedy|Fantasy'],
  [50, '"Usual Suspects, The (1995)"', 'Crime|Mystery|Thriller'],
  [260, 'Star Wars: Episode IV - A New Hope (1977)', 'Action|Adventure|Sci-Fi'],
  [296, 'Pulp Fiction (1994)', 'Comedy|Crime|Drama|Thriller'],
  [318, '"Shawshank Redemption, The (1994)"', 'Crime|Drama'],
  [608, 'Fargo (1996)', 'Comedy|Crime|Drama|Thriller'],
  [858, '"Godfather, The (1972)"', 'Crime|Drama'],
  [2571, '"Matrix, The (1999)"', 'Action|Sci-Fi|Thriller'],
];

export const smallDatasetUsers = 12;

/** A folder in the layout of MovieLens' CSV family: 12 invented people, 8 films, 60 invented ratings by a fixed rule. */
export function writeSmallDataset(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const rows: string[] = [];
  for (let user = 1; user <= smallDatasetUsers; user++) {
    for (let k = 0; k < 5; k++) {
      const film = films[(user * 3 + k * (user % 2 === 0 ? 1 : 3)) % films.length]!;
      const stars = 0.5 + ((user + 2 * k + (film[0] % 5)) % 10) / 2;
      rows.push(`${user},${film[0]},${stars},${964_980_000 + user * 1_000 + k}`);
    }
  }
  writeFileSync(join(folder, 'ratings.csv'), ['userId,movieId,rating,timestamp', ...rows, ''].join('\n'));
  writeFileSync(join(folder, 'movies.csv'), ['movieId,title,genres', ...films.map((film) => film.join(',')), ''].join('\n'));
}
