import { closeSync, openSync, writeSync } from 'node:fs';
import { createRng } from '../../src-main/core/base/rng.ts';

/**
 * Writes a ratings.csv of made-up rows: people in order, as MovieLens has them, each with films in random order; a few films are much rated.
 * @returns the number of rows.
 */
export function writeSyntheticRatings(path: string, numRows: number, numUsers: number, numFilms: number): void {
  const rng = createRng(25, 'synthetic-ratings');
  const descriptor = openSync(path, 'w');
  let text = 'userId,movieId,rating,timestamp\n';
  for (let row = 0; row < numRows; row++) {
    const user = 1 + Math.floor((row * numUsers) / numRows);
    const film = 1 + Math.floor(numFilms * rng.uniform() ** 3);
    text += `${user},${film},${(1 + rng.integer(10)) / 2},${1_000_000_000 + row}\n`;
    if (text.length > 1 << 20) {
      writeSync(descriptor, text);
      text = '';
    }
  }
  writeSync(descriptor, text);
  closeSync(descriptor);
}
