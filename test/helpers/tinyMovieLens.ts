import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Six ratings of three films by two people, made up; the same in every layout. */
const ratings = [
  [1, 10, 4, 100],
  [1, 20, 3, 200],
  [1, 30, 5, 300],
  [2, 10, 1, 400],
  [2, 30, 2, 500],
  [2, 20, 4, 600],
] as const;
const films = [
  [10, 'Café, The (Das Café) (1990)', 'Comedy|Drama'],
  [20, 'Second (2001)', 'Action'],
  [30, 'Third, One (2010)', "Children's"],
  [40, 'Nobody Rated It (2011)', 'Drama'],
] as const;

export type TinyFiles = Readonly<Record<string, string | Uint8Array>>;

export const csvFiles: TinyFiles = {
  'ratings.csv': `userId,movieId,rating,timestamp\r\n${ratings.map((row) => row.join(',')).join('\r\n')}\r\n`,
  'movies.csv': `movieId,title,genres\r\n${films.map(([id, title, genres]) => `${id},"${title}",${genres}`).join('\r\n')}\r\n`,
  'tags.csv': 'userId,movieId,tag,timestamp\n1,10,"dry, funny",7\n',
  'links.csv': 'movieId,imdbId,tmdbId\n10,0000010,100\n20,0000020,\n',
  'README.txt': 'A made-up data set.\n',
};

export const oneMillionFiles: TinyFiles = {
  'ratings.dat': `${ratings.map((row) => row.join('::')).join('\n')}\n`,
  'movies.dat': Buffer.from(`${films.map((row) => row.join('::')).join('\n')}\n`, 'latin1'),
  'users.dat': '1::F::25::12::00000\n2::M::56::20::00000\n',
};

export const hundredThousandFiles: TinyFiles = {
  'u.data': ratings.map((row) => row.join('\t')).join('\n'),
  'u1.base': ratings
    .slice(0, 4)
    .map((row) => row.join('\t'))
    .join('\n'),
  'u1.test': ratings
    .slice(4)
    .map((row) => row.join('\t'))
    .join('\n'),
  'u.item': Buffer.from(films.map(([id, title]) => `${id}|${title}|01-Jan-1990||http://x|${'0|'.repeat(18)}1`).join('\n'), 'latin1'),
  'u.user': '1|30|F|programmer|00000\n2|70|M|writer|00000\n',
  'u.genre': 'unknown|0\nAction|1\n',
};

export function writeFiles(folder: string, files: TinyFiles): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}
