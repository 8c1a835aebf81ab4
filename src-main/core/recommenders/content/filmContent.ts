import type { FilmFeatures, FilmWords } from '../../data/filmFeatures.ts';
import { wordsOf } from '../../data/filmFeatures.ts';
import type { FilmFacts } from '../../data/interactions.ts';

/** A film's words with their weights, as a vector of length 1 over all words; empty where nothing is known. */
export type WordVector = ReadonlyMap<string, number>;

/** How much the decade counts beside genres, people and tags, which count 1 each. */
const DECADE_WEIGHT = 0.5;

/**
 * TF-IDF vectors of films: genres, people and tags are each weighted by log(films / films with it), brought to length 1 and put side by
 * side with the decade, so that a film of many tags is no different in kind from one of few (Salton, Buckley, IP&M 1988).
 */
export function filmWordVectors(films: readonly FilmFacts[], features: FilmFeatures | undefined): WordVector[] {
  const fields: (readonly (readonly [string, number])[])[][] = [
    weighted(films.map(({ genres }) => genres.map((genre) => [`genre ${genre}`, 1] as const))),
    weighted(listsOf('person', features?.people, films.length)),
    weighted(listsOf('tag', features?.tags, films.length)),
    films.map(({ year }) => (year === null ? [] : [[`decade ${Math.floor(year / 10)}`, DECADE_WEIGHT] as const])),
  ];
  return films.map((_, film) => new Map(ofLengthOne(fields.flatMap((field) => field[film]))));
}

const listsOf = (kind: string, words: FilmWords | undefined, numFilms: number): (readonly (readonly [string, number])[])[] =>
  Array.from({ length: numFilms }, (_, film) =>
    words === undefined ? [] : wordsOf(words, film).map(([word, weight]) => [`${kind} ${words.names[word]}`, weight] as const),
  );

/** (1 + log weight) log(films / films with the word), each film's to length 1. */
function weighted(lists: readonly (readonly (readonly [string, number])[])[]): (readonly (readonly [string, number])[])[] {
  const counts = new Map<string, number>();
  for (const list of lists) for (const [word] of list) counts.set(word, (counts.get(word) ?? 0) + 1);
  return lists.map((list) =>
    ofLengthOne(
      list.map(([word, weight]) => [word, (1 + Math.log(Math.max(1, weight))) * Math.log(1 + lists.length / counts.get(word)!)] as const),
    ),
  );
}

function ofLengthOne(words: readonly (readonly [string, number])[]): (readonly [string, number])[] {
  const length = Math.hypot(...words.map(([, weight]) => weight));
  return length === 0 ? [] : words.map(([word, weight]) => [word, weight / length] as const);
}
