import { foldText, foldWords, isArticle, letterMask, prefixDistance, squash, swappedArticle } from '../../data/searchText.ts';
import type { Database } from '../database.ts';
import type { CatalogueFilm } from './catalogueSource.ts';
import { highlightsOf, type Range } from './highlights.ts';

export interface CatalogueHit {
  readonly film: CatalogueFilm;
  /** Character ranges of `film.title` that matched, [from, to). */
  readonly highlights: readonly Range[];
  /** The person whose name matched, where the title did not. */
  readonly person: string | null;
}

/** A word of the query with what it may stand for, the likeliest first: what was typed, unless that is a slip of an article. */
interface Term {
  readonly typed: string;
  readonly readings: readonly string[];
}

const MAX_WORDS = 12;
const MAX_CANDIDATES = 400;

export interface CatalogueSearch {
  /** @param query what a person typed, at most 200 characters. An empty one gives the best known films. */
  search(query: string, limit: number): CatalogueHit[];
}

/** @param films by rank. */
export function createSearch(database: Database, films: readonly CatalogueFilm[]): CatalogueSearch {
  const match = database
    .prepare<[string, number], number>('SELECT rowid FROM film_words WHERE film_words MATCH ? ORDER BY rowid LIMIT ?')
    .pluck();
  const peopleAt = database.prepare<[number], string | null>('SELECT people FROM films WHERE rank = ?').pluck();
  const words = database.prepare('SELECT word, best_rank FROM words').raw().all() as [string, number][];
  const masks = Int32Array.from(words, ([word]) => letterMask(word));
  const wholeWords = new Set(words.map(([word]) => word));
  const byTitle = new Map<string, number[]>();
  for (const [rank, film] of films.entries()) {
    const key = foldText(film.title);
    const ranks = byTitle.get(key);
    if (ranks === undefined) byTitle.set(key, [rank]);
    else ranks.push(rank);
  }

  function ranksOf(terms: readonly Term[]): number[] {
    if (terms.length === 0) return [];
    // Folded words are letters and digits alone, but quoting keeps AND, OR and NOT words.
    const expression = terms.map(({ readings }) => `(${readings.map((word) => `"${word}" *`).join(' OR ')})`).join(' AND ');
    return match.all(expression, MAX_CANDIDATES) as number[];
  }

  /** Words of the catalogue that the typed one may be a slip of, the nearest and best known first. */
  function corrections(typed: string): string[] {
    const limit = typed.length < 3 ? 0 : typed.length < 7 ? 1 : 2;
    if (limit === 0 || /^\d+$/.test(typed)) return [];
    const isShort = typed.length === 3;
    // Nearly every short word is a slip away from another; one that is a word itself is meant.
    if (isShort && wholeWords.has(typed)) return [];
    const mask = letterMask(typed);
    const found: { word: string; distance: number; rank: number }[] = [];
    for (let i = 0; i < words.length; i++) {
      if (bitCount(mask & ~masks[i]!) > limit) continue;
      const [word, rank] = words[i]!;
      // Of three letters one slip leaves two, with which hundreds of words begin: only whole words of about that length stand for them.
      if (isShort && Math.abs(word.length - typed.length) > 1) continue;
      const distance = prefixDistance(typed, word, limit);
      if (distance <= limit) found.push({ word, distance: distance + (word[0] === typed[0] ? 0 : 0.5), rank });
    }
    const nearest = found.sort((a, b) => a.distance - b.distance || a.rank - b.rank);
    return nearest.slice(0, 12).map(({ word }) => word);
  }

  function findRanks(typedWords: readonly string[]): { ranks: Set<number>; terms: readonly Term[] } {
    const plain = typedWords.map((typed): Term => {
      const article = wholeWords.has(typed) ? null : swappedArticle(typed);
      return { typed, readings: article === null ? [typed] : [article, typed] };
    });
    // An article may be typed where the title has none ("the jurassic park"), so it never rules a film out; nor does its slip ("teh").
    const bare = plain.filter(({ readings: [first = ''] }) => !isArticle(first));
    const terms = bare.length > 0 ? bare : plain;
    const joined = typedWords.join('');
    const ranks = new Set([
      ...(byTitle.get(typedWords.join(' ')) ?? []),
      ...ranksOf(plain),
      ...ranksOf(terms),
      ...(typedWords.length > 1 ? ranksOf([{ typed: joined, readings: [joined] }]) : []),
    ]);
    if (ranks.size > 0) return { ranks, terms: plain };
    const unknown = (term: Term): boolean => ranksOf([term]).length === 0;
    const withCorrections = ({ typed, readings }: Term): Term => ({ typed, readings: [...readings, ...corrections(typed)] });
    // First the words that occur nowhere are taken for slips, then, where all occur but not together, any of them.
    for (const corrected of [terms.map((term) => (unknown(term) ? withCorrections(term) : term)), terms.map(withCorrections)]) {
      const found = ranksOf(corrected);
      if (found.length > 0) return { ranks: new Set(found), terms: corrected };
    }
    return { ranks, terms: plain };
  }

  return {
    search(query, limit) {
      const typedWords = foldWords(query.slice(0, 200)).slice(0, MAX_WORDS);
      if (typedWords.length === 0) return films.slice(0, limit).map((film) => ({ film, highlights: [], person: null }));
      const { ranks, terms } = findRanks(typedWords);
      const scored = [...ranks].map((rank) => ({ rank, score: scoreOf(films[rank]!, typedWords, terms) }));
      scored.sort((a, b) => b.score - a.score || a.rank - b.rank);
      return scored.slice(0, limit).map(({ rank }) => {
        const film = films[rank]!;
        const highlights = highlightsOf(
          film.title,
          terms.flatMap(({ readings }) => readings),
          typedWords.join(''),
        );
        return { film, highlights, person: highlights.length > 0 ? null : personOf(peopleAt.get(rank) ?? null, terms) };
      });
    },
  };
}

/** How well the title answers the query (classes 100 apart), then how well known the film is (0 to 60). */
function scoreOf(film: CatalogueFilm, typedWords: readonly string[], terms: readonly Term[]): number {
  const typed = typedWords.join(' ');
  const typedBare = withoutArticle(typed);
  const year = String(film.year ?? '');
  let best = 0;
  for (const [name, penalty] of [
    [film.title, 0],
    // The original title answers as well, but the name that is shown comes first.
    [film.originalTitle, 10],
  ] as const) {
    if (name === null) continue;
    const folded = foldText(name);
    const bare = withoutArticle(folded);
    let score: number;
    if (bare === typedBare || `${bare} ${year}` === typedBare || folded.replaceAll(' ', '') === typedWords.join(''))
      score = folded === typed ? 410 : 400;
    else if (`${bare} ${year}`.startsWith(typedBare) || squash(name).startsWith(typedWords.join(''))) score = 280;
    else score = 200 * shareOfWords(new Set(folded.split(' ')), year, terms);
    best = Math.max(best, score - penalty);
  }
  return best + 60 * Math.sqrt(film.popularity);
}

/** Whole words count more than beginnings of words, typed ones more than corrected ones. */
function shareOfWords(words: ReadonlySet<string>, year: string, terms: readonly Term[]): number {
  let sum = 0;
  for (const { readings, typed } of terms) {
    if (words.has(typed) || typed === year) sum += 1;
    else if ([...words].some((word) => word.startsWith(typed))) sum += 0.8;
    else if (readings.some((reading) => words.has(reading))) sum += 0.75;
    else if (isArticle(readings[0] ?? typed)) sum += 0.7;
  }
  return sum / terms.length;
}

function withoutArticle(folded: string): string {
  return folded.replace(/^(the|a|an) (?=.)/, '');
}

/** The person whose name holds every word of the query. */
function personOf(people: string | null, terms: readonly Term[]): string | null {
  if (people === null) return null;
  for (const person of JSON.parse(people) as string[]) {
    const words = foldWords(person);
    if (terms.every(({ readings }) => readings.some((reading) => words.some((word) => word.startsWith(reading))))) return person;
  }
  return null;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count++;
  return count;
}
