/** A film's title as a person reads it, taken apart from the way MovieLens writes it. */
export interface DisplayTitle {
  /** Article at the front, without year and brackets, typographic apostrophes and dashes ("Le Samouraï"). */
  readonly title: string;
  /** The bracketed original or alternative title ("La Cité des enfants perdus"), if any. */
  readonly originalTitle: string | null;
  readonly year: number | null;
}

// Articles that MovieLens moves behind a comma; L' binds without a space.
const articles = "The|A|An|La|Le|Les|L'|El|Los|Las|Il|Lo|Gli|I|Un|Une|Una|Der|Die|Das|Den|Det|De|Het|O|Os|As|En|Ett|Na|Da";
const trailingArticle = new RegExp(`^(.*), (${articles})$`);
const trailingYear = /\s*\((\d{4})(?:[–-]\d{0,4})?\)\s*$/;
const trailingBracket = /^(.+?)\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s*$/;

/** "Samouraï, Le (Godson, The) (1967)" -> ["Samouraï, Le (Godson, The)", 1967]; a span such as (2006–2007) gives its first year. */
export function splitYear(rawTitle: string): { readonly title: string; readonly year: number | null } {
  const match = trailingYear.exec(rawTitle);
  if (match === null) return { title: rawTitle.trim(), year: null };
  const year = Number(match[1]);
  const title = rawTitle.slice(0, match.index).trim();
  // A film can be called "(500)"; a year outside of cinema's own is part of the title.
  if (year < 1870 || year > 2100 || title === '') return { title: rawTitle.trim(), year: null };
  return { title, year };
}

/** "Matrix, The" -> "The Matrix", "Avventura, L'" -> "L'Avventura". */
export function moveArticle(title: string): string {
  const match = trailingArticle.exec(title);
  if (match === null) return title;
  const [, rest, article] = match;
  return article!.endsWith("'") ? `${article}${rest}` : `${article} ${rest}`;
}

/** Rules of the design (drawn posters, rule 1): year off, brackets off, article to the front, typographic signs. */
export function displayTitle(rawTitle: string): DisplayTitle {
  const { title: withoutYear, year } = splitYear(rawTitle);
  let title = withoutYear.replace(/: Or \((.+)\)$/, ' or: $1').replace(/(\d) 1\/2\b/g, '$1½');
  const brackets: string[] = [];
  for (let match = trailingBracket.exec(title); match !== null; match = trailingBracket.exec(title)) {
    brackets.unshift(match[2]!.trim());
    title = match[1]!;
  }
  return { title: polish(moveArticle(title.trim())), originalTitle: originalOf(brackets), year };
}

/** The bracket that stands last and is no "a.k.a." is the original title; an alias is better than nothing. */
function originalOf(brackets: readonly string[]): string | null {
  const named = brackets.filter((text) => text !== '');
  const chosen = named.findLast((text) => !/^a\.?k\.?a\.?\b/i.test(text)) ?? named.at(0);
  if (chosen === undefined) return null;
  const text = polish(moveArticle(chosen.replace(/^a\.?k\.?a\.?[:\s]*/i, '').trim()));
  return text === '' ? null : text;
}

function polish(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/([\p{L}\p{N}])'([\p{L}\p{N}])/gu, '$1’$2')
    .replace(/([sS])'(?= |$)/g, '$1’')
    .replace(/ - /g, ' – ')
    .trim();
}
