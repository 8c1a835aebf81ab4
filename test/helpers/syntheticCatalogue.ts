import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRng } from '../../src-main/core/base/rng.ts';
import { csvFields } from '../../src-main/core/data/csvFields.ts';
import { type Catalogue, openCatalogue } from '../../src-main/core/storage/catalogue.ts';

const shipped = join(import.meta.dirname, '../../resources/catalogue/movies.csv');

/**
 * A catalogue of made-up films in a folder, for measuring the search at the size of the largest MovieLens sets. Titles take their words from the
 * shipped titles, as often as these use them; popularity falls as 1 / rank.
 */
export function openSyntheticCatalogue(folder: string, numFilms = 62_000): Catalogue {
  const rng = createRng(62, 'synthetic-catalogue');
  const titles = readFileSync(shipped, 'utf8')
    .split(/\r?\n/)
    .slice(1, -1)
    .map((line) => csvFields(line)![1]!);
  const words = titles.flatMap((title) => title.replace(/\(.*$/, '').split(/[\s,":]+/)).filter((word) => word !== '');
  const movies = ['movieId,title,genres'];
  const links = ['movieId,imdbId,tmdbId'];
  const statistics = ['movieId,numRatings,mean,popularity'];
  for (let id = 1; id <= numFilms; id++) {
    const length = 1 + rng.integer(5);
    const title = Array.from({ length }, () => words[rng.integer(words.length)]!)
      .join(' ')
      .replaceAll('"', '');
    movies.push(`${id},"${title} (${1920 + rng.integer(105)})",Drama|Comedy`);
    links.push(`${id},${String(id).padStart(7, '0')},${id}`);
    statistics.push(`${id},${Math.ceil(50_000 / id)},3.500,${(0.5 / id).toFixed(5)}`);
  }
  const catalogue = join(folder, 'resources/catalogue');
  mkdirSync(catalogue, { recursive: true });
  writeFileSync(join(catalogue, 'movies.csv'), `${movies.join('\n')}\n`);
  writeFileSync(join(catalogue, 'links.csv'), `${links.join('\n')}\n`);
  writeFileSync(join(catalogue, 'filmStatistics.csv'), `${statistics.join('\n')}\n`);
  return openCatalogue({ dataDir: folder, resourcesDir: join(folder, 'resources') });
}

/** Queries as people type them: whole titles, beginnings letter by letter, years, typing errors, articles, one letter, nothing that exists. */
export function searchQueries(catalogue: Catalogue): string[] {
  const rng = createRng(63, 'search-queries');
  const queries = ['t', 'th', 'the', 'of the', 'a', '1999', 'xyzzy qwrtz', 'the the the the'];
  const films = catalogue.films();
  for (let i = 0; i < 60; i++) {
    const film = films[rng.integer(films.length)]!;
    const at = 1 + rng.integer(Math.max(1, film.title.length - 2));
    queries.push(film.title, film.title.slice(0, at + 1), `${film.title.split(' ').at(-1)} ${film.year}`);
    queries.push(film.title.slice(0, at) + (film.title[at + 1] ?? '') + (film.title[at] ?? '') + film.title.slice(at + 2));
  }
  return queries;
}
