import { displayTitle } from '../data/titles.ts';

/** A title as a poster sets it: a main part, and what follows a colon, an "or", or a dash. */
export interface PosterTitle {
  readonly main: string;
  readonly second: string | null;
  /** Main and second part as one line, for labels. */
  readonly plain: string;
  readonly year: number | null;
}

const LONG_WITH_DASH = 26;
const LONG_WITH_CLAUSE = 40;
const LONG_WITHOUT_SECOND = 46;
const SPLIT_NEAR = 30;

const alternative = /^(.{4,}?),? (or: .+)$/i;
const afterColon = /^(.{2,}?):\s+(.+)$/;
const alternativeWithoutColon = /^(.{4,}?)\s+(or:?\s+.{12,})$/i;
const afterDash = /^(.{4,}?)\s+–\s+(.+)$/;
const clause = /^(.{8,30}?),?\s+((?:and|but|in which|that|\*)\s.+)$/i;

/** Rules 1 of the drawn posters: bare display title, then split at a colon, "or:", a dash of a long title, or near letter 30. */
export function posterTitle(rawTitle: string): PosterTitle {
  const { title, year } = displayTitle(rawTitle);
  const plain = title === '' ? rawTitle.trim() : title;
  const [main, second] = splitTitle(plain);
  return { main, second, plain, year };
}

function splitTitle(title: string): readonly [string, string | null] {
  const split =
    alternative.exec(title) ??
    afterColon.exec(title) ??
    alternativeWithoutColon.exec(title) ??
    (title.length > LONG_WITH_DASH ? afterDash.exec(title) : null) ??
    (title.length > LONG_WITH_CLAUSE ? clause.exec(title) : null);
  if (split !== null) return [split[1]!.replace(/,$/, ''), split[2]!];
  return title.length > LONG_WITHOUT_SECOND ? splitAtWord(title) : [title, null];
}

function splitAtWord(title: string): readonly [string, string | null] {
  const words = title.split(' ');
  let taken = 0;
  let letters = 0;
  while (letters < SPLIT_NEAR && taken < words.length) letters += words[taken++]!.length + 1;
  const rest = words.slice(taken).join(' ');
  return [words.slice(0, taken).join(' '), rest === '' ? null : rest];
}
