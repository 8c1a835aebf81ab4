import { movieLensGenres } from '../../data/genres.ts';
import { words } from './wordPieces.ts';

/** What a picture is to show. */
export interface Caption {
  readonly genres: readonly string[];
  /** First year of the decade ("1990"); null where unknown. */
  readonly decade: number | null;
  /** Free words. */
  readonly text: string;
}

export const emptyCaption: Caption = { genres: [], decade: null, text: '' };

const SHOWN_CHARS = 80;

/** A caption in a few words, for people. */
export function captionWords({ genres, decade, text }: Caption): string {
  const parts = [...genres, ...(decade === null ? [] : [`${decade}s`])];
  const words = text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS)}…` : text;
  return parts.length === 0 ? words || 'Without words' : parts.join(', ');
}

/** In the order of the condition vector. */
export const GENRES = movieLensGenres;

export const FIRST_DECADE = 1900;
export const DECADES = 13;

export interface FilmDescription {
  readonly genres: readonly string[];
  readonly year: number | null;
  readonly overview: string | null;
}

/** Genres, decade and the telling words of the plot. */
export function captionOfFilm({ genres, year, overview }: FilmDescription): Caption {
  return {
    genres: genres.map((genre) => (genre === "Children's" ? 'Children' : genre)),
    decade: year === null ? null : Math.floor(year / 10) * 10,
    text: tellingWords(overview ?? '').join(' '),
  };
}

const MOST_WORDS = 40;

/** Words that say nothing of a picture. */
const COMMON = new Set(
  `a about after again all also an and any are as at back be because been before being between both but by can
   could did do does down during each even every film find finds for from get gets go goes had has have he her
   here him himself his how however if in into is it its itself just know let like made make makes many may more
   most movie much must new no not now of off on once one only or other others our out over own part s same set
   she should so some story such t take takes than that the their them themselves then there these they this
   those through time to together too two under until up upon us very was way we well were what when where which
   while who whom whose why will with would year years you your`.split(/\s+/),
);

/** A plot's words in order, each once, without common words, numbers and (in the middle of a sentence) names. */
export function tellingWords(plot: string): string[] {
  const names = new Set<string>();
  for (const [, name] of plot.matchAll(/[\p{Ll},;] (\p{Lu}[\p{L}'’]+)/gu)) names.add(name!.toLowerCase());
  const found = new Set<string>();
  for (const word of words(plot)) {
    if (word.length > 2 && /^\p{L}+$/u.test(word) && !COMMON.has(word) && !names.has(word)) found.add(word);
    if (found.size === MOST_WORDS) break;
  }
  return [...found];
}
