import { csvFields } from './csvFields.ts';
import { properGenres } from './genres.ts';
import type { FilmFacts } from './interactions.ts';
import type { Layout } from './movieLensLayouts.ts';
import { splitYear } from './titles.ts';

/** The 19 flags of `u.item`, in the order of `u.genre`; "unknown" is no genre. */
const itemGenres = ['unknown', ...properGenres];

export type ParsedFilm = FilmFacts | { readonly why: string };
export type FilmsFormat = Extract<Layout, { kind: 'films' }>['format'];

/** One row of movies.csv, movies.dat or u.item. @returns the film, or why it is none. */
export function parseFilm(line: string, format: FilmsFormat): ParsedFilm {
  const fields = filmFields(line, format);
  if (fields === null) return { why: 'the quotes or the columns are broken' };
  const [idText, rawTitle, genres] = fields;
  const id = Number(idText);
  if (!/^\d{1,10}$/.test(idText) || id < 1 || id > 2_147_483_647)
    return { why: `the film id "${idText.slice(0, 20)}" is no whole number above 0` };
  const { title, year } = splitYear(rawTitle);
  if (title === '') return { why: 'the title is empty' };
  return { id, title, year, genres };
}

function filmFields(line: string, format: FilmsFormat): [string, string, string[]] | null {
  if (format === 'csv') {
    const fields = csvFields(line);
    if (fields === null || fields.length !== 3) return null;
    return [fields[0]!, fields[1]!, splitGenres(fields[2]!)];
  }
  if (format === '::') {
    const fields = line.split('::');
    if (fields.length < 3) return null;
    // A title may hold the separator itself; the genres never do.
    return [fields[0]!, fields.slice(1, -1).join('::'), splitGenres(fields.at(-1)!)];
  }
  const fields = line.split('|');
  if (fields.length !== 24) return null;
  return [fields[0]!, fields[1]!, itemGenres.filter((name, index) => fields[5 + index] === '1' && name !== 'unknown')];
}

/** 1M writes "Children's" where the later sets write "Children". */
function splitGenres(text: string): string[] {
  return text
    .split('|')
    .map((genre) => (genre === "Children's" ? 'Children' : genre.trim()))
    .filter((genre) => genre !== '' && genre !== '(no genres listed)');
}

export interface FilmLink {
  readonly id: number;
  /** With its "tt". */
  readonly imdbId: string | null;
  readonly tmdbId: number | null;
}

/** One row of links.csv; null where it is none. */
export function parseLink(line: string): FilmLink | null {
  const fields = csvFields(line);
  if (fields === null || fields.length !== 3 || !/^\d{1,10}$/.test(fields[0]!)) return null;
  const [id, imdb, tmdb] = fields as [string, string, string];
  if (!/^\d*$/.test(imdb) || !/^\d{0,15}$/.test(tmdb)) return null;
  return { id: Number(id), imdbId: imdb === '' ? null : `tt${imdb.padStart(7, '0')}`, tmdbId: tmdb === '' ? null : Number(tmdb) };
}

export interface Tag {
  readonly userId: number;
  readonly filmId: number;
  readonly tag: string;
  readonly timestamp: number;
}

/** One row of tags.csv or tags.dat; null where it is none. */
export function parseTag(line: string, format: 'csv' | '::'): Tag | null {
  const fields = format === 'csv' ? csvFields(line) : line.split('::');
  if (fields === null || fields.length < 4 || (format === 'csv' && fields.length !== 4)) return null;
  const tag = fields.slice(2, -1).join('::');
  const numbers = [fields[0]!, fields[1]!, fields.at(-1)!];
  if (tag === '' || numbers.some((text) => !/^\d{1,10}$/.test(text))) return null;
  return { userId: Number(numbers[0]), filmId: Number(numbers[1]), tag, timestamp: Number(numbers[2]) };
}
