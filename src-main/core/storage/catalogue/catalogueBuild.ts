import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { foldWords, squash, wordVariants } from '../../data/searchText.ts';
import { type Database, openDatabase } from '../database.ts';
import { publishFile } from '../files.ts';
import type { CatalogueFilm, CatalogueSource } from './catalogueSource.ts';

const tables = `
  -- Films in order of popularity, so that the first rows of any search are the best known films.
  CREATE TABLE films (
    rank INTEGER PRIMARY KEY,
    film_id INTEGER NOT NULL UNIQUE,
    raw_title TEXT NOT NULL,
    title TEXT NOT NULL,
    original_title TEXT,
    year INTEGER,
    genres TEXT NOT NULL,
    imdb_id TEXT,
    tmdb_id INTEGER,
    num_ratings INTEGER NOT NULL,
    mean REAL,
    popularity REAL NOT NULL,
    people TEXT
  ) STRICT;
  -- rowid is the rank; the text is folded before it comes here.
  CREATE VIRTUAL TABLE film_words USING fts5 (title, people, content = '', tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3', detail = column);
  -- Data sets that number films alike.
  CREATE TABLE sources (name TEXT PRIMARY KEY) STRICT;
  -- Every word of titles and names with the best rank it occurs at, for typing errors.
  CREATE TABLE words (word TEXT PRIMARY KEY, best_rank INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;

/**
 * Builds the catalogue's file unless the one of this source is there. Its name holds the hash of its source: a file once named never changes, and
 * another process may go on using an older one.
 * @returns its path.
 */
export function buildCatalogue(dataDir: string, source: CatalogueSource): string {
  const folder = join(dataDir, 'catalogue');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `catalogue-${source.hash.slice(0, 16)}.db`);
  if (existsSync(path)) return path;
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const database = openDatabase(temporary, { durability: 'build' });
    try {
      database.exec(tables);
      database.transaction(() => fill(database, source))();
    } finally {
      database.close();
    }
    publishFile(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
  removeOthers(folder, path);
  return path;
}

function fill(database: Database, source: CatalogueSource): void {
  const people = source.people();
  const insertFilm = database.prepare('INSERT INTO films VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const insertWords = database.prepare('INSERT INTO film_words (rowid, title, people) VALUES (?, ?, ?)');
  const bestRank = new Map<string, number>();
  const films = source.films().toSorted((a, b) => b.popularity - a.popularity || a.id - b.id);
  for (const [rank, film] of films.entries()) {
    const named = people.get(film.id) ?? [];
    const peopleWords = named.flatMap(foldWords);
    const titleWords = titleWordsOf(film);
    insertFilm.run(
      rank,
      film.id,
      film.rawTitle,
      film.title,
      film.originalTitle,
      film.year,
      JSON.stringify(film.genres),
      film.imdbId,
      film.tmdbId,
      film.numRatings,
      film.mean,
      film.popularity,
      named.length === 0 ? null : JSON.stringify(named),
    );
    insertWords.run(rank, `${titleWords.join(' ')} ${squash(film.title)} ${film.year ?? ''}`, peopleWords.join(' '));
    for (const word of [...titleWords, ...peopleWords]) if (!bestRank.has(word)) bestRank.set(word, rank);
  }
  const insertSource = database.prepare('INSERT INTO sources VALUES (?)');
  for (const name of source.alike()) insertSource.run(name);
  const insertWord = database.prepare('INSERT INTO words VALUES (?, ?)');
  for (const [word, rank] of bestRank) insertWord.run(word, rank);
}

/** Words of the title, of the original title and of every other name in brackets. */
function titleWordsOf({ rawTitle, year }: CatalogueFilm): string[] {
  const withoutYear = year === null ? rawTitle : rawTitle.replace(`(${year}`, '(');
  return [...new Set(foldWords(withoutYear).flatMap(wordVariants))];
}

function removeOthers(folder: string, path: string): void {
  for (const file of readdirSync(folder)) {
    const other = join(folder, file);
    if (other === path || !/^catalogue-[0-9a-f]{16}\.db$/.test(file)) continue;
    try {
      rmSync(other);
    } catch {
      // Another process has it open (Windows): the next build removes it.
    }
  }
}
