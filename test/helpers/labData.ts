import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRng } from '../../src-main/core/base/rng.ts';

/** A folder of made-up ratings in the layout of MovieLens 1M: two tastes, people with age, gender and occupation. */
export function writeLabData(folder: string, { numUsers = 120, numFilms = 60, perUser = 24 } = {}): string {
  mkdirSync(folder, { recursive: true });
  const rng = createRng(11, 'lab data');
  const rows: string[] = [];
  for (let user = 1; user <= numUsers; user++) {
    const seen = new Set<number>();
    while (seen.size < perUser) {
      const film = 1 + Math.floor(numFilms * rng.uniform() ** 1.7);
      if (seen.has(film)) continue;
      seen.add(film);
      const likes = (user + film) % 2 === 0;
      rows.push(`${user}::${film}::${likes ? 4 + rng.integer(2) : 1 + rng.integer(3)}::${964_980_000 + user * 100_000 + seen.size * 900}`);
    }
  }
  const films = Array.from({ length: numFilms }, (_, at) => {
    const genres = at % 2 === 0 ? 'Drama|Romance' : 'Action|Thriller';
    return `${at + 1}::Film ${at + 1} (${1950 + at})::${genres}`;
  });
  const ages = [1, 18, 25, 35, 45, 50, 56];
  const users = Array.from({ length: numUsers }, (_, at) => `${at + 1}::${at % 2 === 0 ? 'F' : 'M'}::${ages[at % 7]}::${at % 21}::00000`);
  writeFileSync(join(folder, 'ratings.dat'), `${rows.join('\n')}\n`);
  writeFileSync(join(folder, 'movies.dat'), `${films.join('\n')}\n`);
  writeFileSync(join(folder, 'users.dat'), `${users.join('\n')}\n`);
  return folder;
}
