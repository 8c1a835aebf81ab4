import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRng } from '../../src-main/core/base/rng.ts';
import { repositoryRoot } from './host.ts';

/**
 * A folder in the layout of MovieLens' CSV family with made-up ratings: people of two tastes, each liking every second film, with noise.
 */
export function writeTasteDataset(folder: string, numUsers = 80, numFilms = 60): void {
  mkdirSync(folder, { recursive: true });
  const [head = '', ...lines] = readFileSync(join(repositoryRoot, 'resources/catalogue/movies.csv'), 'utf8').split('\n');
  // Far apart in the catalogue, so that years and genres differ.
  const films = lines.filter((_, at) => at % 37 === 0).slice(0, numFilms);
  const rng = createRng(4, 'taste-dataset');
  const rows: string[] = [];
  for (let user = 1; user <= numUsers; user++) {
    for (const [at, line] of films.entries()) {
      if (rng.uniform() > 0.5) continue;
      const liked = at % 2 === user % 2;
      const stars = Math.min(5, Math.max(0.5, Math.round((liked ? 4.2 : 2) * 2 + rng.normal()) / 2));
      rows.push(`${user},${Number.parseInt(line, 10)},${stars},${1_000_000_000 + 86_400 * (user * 30 + at)}`);
    }
  }
  writeFileSync(join(folder, 'ratings.csv'), ['userId,movieId,rating,timestamp', ...rows, ''].join('\n'));
  const columns = head.split(',');
  writeFileSync(join(folder, 'movies.csv'), [columns.slice(0, 3).join(','), ...films.map(moviesLine), ''].join('\n'));
}

/** The first three columns of a line whose title may be quoted. */
function moviesLine(line: string): string {
  const match = /^(\d+),("(?:[^"]|"")*"|[^,]*),("[^"]*"|[^,]*)/.exec(line);
  return match === null ? line : match.slice(1, 4).join(',');
}
