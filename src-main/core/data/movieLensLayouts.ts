import { csvFields } from './csvFields.ts';
import { decodeLine } from './textEncoding.ts';

export type Separator = ',' | '\t' | '::';

/** Where the columns of a ratings file stand (0-based); `numColumns` is what every row must have. */
export interface RatingsLayout {
  readonly kind: 'ratings';
  readonly separator: Separator;
  readonly hasHeader: boolean;
  readonly user: number;
  readonly item: number;
  readonly rating: number;
  /** null where the file has none. */
  readonly timestamp: number | null;
  readonly numColumns: number;
}

/** A file of the MovieLens family, told by its content: name and ending play no part. */
export type Layout =
  | RatingsLayout
  | { readonly kind: 'films'; readonly format: 'csv' | '::' | 'u.item' }
  | { readonly kind: 'users'; readonly format: '::' | 'u.user' }
  | { readonly kind: 'tags'; readonly format: 'csv' | '::' }
  | { readonly kind: 'links' }
  | { readonly kind: 'details' };

const integer = /^\d{1,10}$/;
const decimal = /^(\d+(\.\d*)?|nan)$/i;
const genreFlags = 19;

/**
 * Tells what a file is from its first bytes.
 * @param head the first 64 KiB or less, inflated.
 * @returns null for anything that is no MovieLens file (a README, u.genre, a picture).
 */
export function detectLayout(head: Uint8Array, isWhole: boolean): Layout | null {
  const lines = headLines(head, isWhole);
  const first = lines[0];
  if (first === undefined || lines.slice(0, 20).some((line) => line.includes('\0'))) return null;
  return detectDetails(first) ?? detectHeader(first) ?? detectRows(lines.slice(0, 200));
}

function headLines(head: Uint8Array, isWhole: boolean): string[] {
  const hasMark = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  const lines: string[] = [];
  let from = hasMark ? 3 : 0;
  while (from < head.length && lines.length < 200) {
    const end = head.indexOf(10, from);
    if (end < 0) {
      if (isWhole) lines.push(decodeLine(head.subarray(from)));
      break;
    }
    lines.push(decodeLine(head.subarray(from, end)).replace(/\r$/, ''));
    from = end + 1;
  }
  return lines.filter((line) => line !== '');
}

function detectDetails(first: string): Layout | null {
  return first.startsWith('{') && first.includes('"movieId"') ? { kind: 'details' } : null;
}

/** Column names compare without case, underscores and RecBole's types ("user_id:token"). */
function columnName(field: string): string {
  return field
    .trim()
    .toLowerCase()
    .replace(/:.*$/, '')
    .replace(/[_\s"]/g, '');
}

const userNames = ['userid', 'user', 'uid'];
const itemNames = ['movieid', 'itemid', 'filmid', 'movie', 'item', 'iid'];
const timeNames = ['timestamp', 'time'];

function detectHeader(first: string): Layout | null {
  for (const separator of [',', '\t', '::'] as const) {
    const fields = separator === ',' ? csvFields(first) : first.split(separator);
    if (fields === null || fields.length < 2) continue;
    const names = fields.map(columnName);
    const find = (wanted: readonly string[]): number => names.findIndex((name) => wanted.includes(name));
    const user = find(userNames);
    const item = find(itemNames);
    const rating = find(['rating', 'stars']);
    if (user >= 0 && item >= 0 && rating >= 0) {
      const timestamp = find(timeNames);
      return {
        kind: 'ratings',
        separator,
        hasHeader: true,
        user,
        item,
        rating,
        timestamp: timestamp < 0 ? null : timestamp,
        numColumns: names.length,
      };
    }
    if (separator !== ',') continue;
    const starts = (...wanted: string[]): boolean => wanted.every((name, index) => names[index] === name);
    if (starts('movieid', 'title', 'genres')) return { kind: 'films', format: 'csv' };
    if (starts('userid', 'movieid', 'tag')) return { kind: 'tags', format: 'csv' };
    if (starts('movieid', 'imdbid', 'tmdbid')) return { kind: 'links' };
  }
  return null;
}

/** Headerless files: nine rows of ten must have the shape, so that a few broken rows do not hide a file. */
function detectRows(lines: readonly string[]): Layout | null {
  const share = (fits: (line: string) => boolean): boolean => lines.filter(fits).length >= 0.9 * lines.length;
  if (share(isItemRow)) return { kind: 'films', format: 'u.item' };
  if (share(isUserRow)) return { kind: 'users', format: 'u.user' };
  for (const separator of ['\t', '::'] as const) {
    for (const numColumns of [4, 3]) {
      if (share((line) => isRatingRow(line.split(separator), numColumns))) {
        const timestamp = numColumns === 4 ? 3 : null;
        return { kind: 'ratings', separator, hasHeader: false, user: 0, item: 1, rating: 2, timestamp, numColumns };
      }
    }
  }
  const fields = (line: string): string[] => line.split('::');
  if (share((line) => /^\d+::[FM]::\d+::\d+(::|$)/.test(line))) return { kind: 'users', format: '::' };
  if (share((line) => /^\d+::\d+::.*::\d+$/.test(line))) return { kind: 'tags', format: '::' };
  if (share((line) => fields(line).length >= 3 && /^\d+$/.test(fields(line)[0]!))) return { kind: 'films', format: '::' };
  return null;
}

function isRatingRow(fields: readonly string[], numColumns: number): boolean {
  return (
    fields.length === numColumns &&
    integer.test(fields[0]!) &&
    integer.test(fields[1]!) &&
    decimal.test(fields[2]!) &&
    fields[2]!.length <= 4 &&
    (numColumns === 3 || integer.test(fields[3]!))
  );
}

function isItemRow(line: string): boolean {
  const fields = line.split('|');
  return fields.length === 5 + genreFlags && integer.test(fields[0]!) && fields.slice(5).every((flag) => flag === '0' || flag === '1');
}

function isUserRow(line: string): boolean {
  return /^\d+\|\d+\|[FM]\|[a-z ]+\|/i.test(line) && line.split('|').length === 5;
}
