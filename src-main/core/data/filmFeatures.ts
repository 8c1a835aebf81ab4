/**
 * What is known of films beside title, year and genres, by item index. Every part may be absent, and so may every film of a part:
 * models must do with what there is.
 */
export interface FilmFeatures {
  /** Director and cast. */
  readonly people?: FilmWords;
  /** What users wrote on films, by how often. */
  readonly tags?: FilmWords;
  /** Embeddings of plot texts. */
  readonly text?: FilmVectors;
  /** Embeddings of posters. */
  readonly poster?: FilmVectors;
}

/** Weighted words of each film as compressed sparse rows: film i has words[offsets[i] .. offsets[i + 1]), none twice. */
export interface FilmWords {
  /** What each word number means, most frequent first. */
  readonly names: readonly string[];
  readonly offsets: Int32Array;
  readonly words: Int32Array;
  readonly weights: Float32Array;
}

/** Dense vectors, [films, size] row by row. */
export interface FilmVectors {
  /** What made them, e.g. "all-MiniLM-L6-v2"; vectors of different makers cannot be compared. */
  readonly encoder: string;
  readonly size: number;
  readonly values: Float32Array;
  /** By film: 1 where it has a vector; the rows of the others are zeros. */
  readonly isPresent: Uint8Array;
}

/**
 * Words from lists by film. A word that fewer than `minFilms` films have is left out.
 * @param lists by film: words, and how much each counts there; a word that stands twice in a film counts once with the sum
 */
export function filmWords(lists: readonly (readonly (readonly [word: string, weight: number])[])[], minFilms = 1): FilmWords | undefined {
  const merged = lists.map((list) => {
    const weights = new Map<string, number>();
    for (const [word, weight] of list) weights.set(word, (weights.get(word) ?? 0) + weight);
    return weights;
  });
  const counts = new Map<string, number>();
  for (const weights of merged) for (const word of weights.keys()) counts.set(word, (counts.get(word) ?? 0) + 1);
  const names = [...counts.keys()]
    .filter((word) => counts.get(word)! >= minFilms)
    .sort((a, b) => counts.get(b)! - counts.get(a)! || (a < b ? -1 : 1));
  if (names.length === 0) return undefined;
  const numberOf = new Map(names.map((word, number) => [word, number]));
  const rows = merged.map((weights) =>
    [...weights]
      .flatMap(([word, weight]) => (numberOf.has(word) ? [[numberOf.get(word)!, weight] as const] : []))
      .sort((a, b) => a[0] - b[0]),
  );
  return rowsOfWords(names, rows);
}

function rowsOfWords(names: readonly string[], rows: readonly (readonly (readonly [number, number])[])[]): FilmWords {
  const offsets = new Int32Array(rows.length + 1);
  rows.forEach((row, film) => {
    offsets[film + 1] = offsets[film]! + row.length;
  });
  const all = rows.flat();
  return { names, offsets, words: Int32Array.from(all, ([word]) => word), weights: Float32Array.from(all, ([, weight]) => weight) };
}

/** Vectors from a list by film; null where a film has none. @returns undefined where none has */
export function filmVectors(encoder: string, vectors: readonly (Float32Array | null)[]): FilmVectors | undefined {
  const size = vectors.find((vector) => vector !== null)?.length;
  if (size === undefined) return undefined;
  const values = new Float32Array(vectors.length * size);
  vectors.forEach((vector, film) => {
    if (vector !== null) values.set(vector, film * size);
  });
  return { encoder, size, values, isPresent: Uint8Array.from(vectors, (vector) => (vector === null ? 0 : 1)) };
}

/** The features of other films: row i is that of film `films[i]`, and empty where that is negative. */
export function featuresOfFilms(features: FilmFeatures, films: ArrayLike<number>): FilmFeatures {
  const words = (part: FilmWords): FilmWords =>
    rowsOfWords(
      part.names,
      Array.from(films, (film) => (film < 0 ? [] : wordsOf(part, film))),
    );
  const vectors = ({ encoder, size, values, isPresent }: FilmVectors): FilmVectors => {
    const chosen = new Float32Array(films.length * size);
    for (let i = 0; i < films.length; i++)
      if (films[i]! >= 0) chosen.set(values.subarray(films[i]! * size, (films[i]! + 1) * size), i * size);
    return { encoder, size, values: chosen, isPresent: Uint8Array.from(films, (film) => (film < 0 ? 0 : isPresent[film]!)) };
  };
  return {
    ...(features.people === undefined ? {} : { people: words(features.people) }),
    ...(features.tags === undefined ? {} : { tags: words(features.tags) }),
    ...(features.text === undefined ? {} : { text: vectors(features.text) }),
    ...(features.poster === undefined ? {} : { poster: vectors(features.poster) }),
  };
}

/** The words of one film with their weights. */
export function wordsOf({ offsets, words, weights }: FilmWords, film: number): (readonly [word: number, weight: number])[] {
  return Array.from({ length: offsets[film + 1]! - offsets[film]! }, (_, i) => [words[offsets[film]! + i]!, weights[offsets[film]! + i]!]);
}

/**
 * The features of films that stand in several data sets: where two know a part of a film, the first counts.
 * @param parts features with, for each film of the result, its index there or -1
 */
export function unionOfFeatures(
  parts: readonly { readonly features: FilmFeatures | undefined; readonly films: Int32Array }[],
): FilmFeatures {
  const numFilms = parts[0]?.films.length ?? 0;
  const range = Array.from({ length: numFilms }, (_, film) => film);
  const words = (key: 'people' | 'tags'): FilmWords | undefined =>
    filmWords(
      range.map((film) => {
        for (const { features, films } of parts) {
          const known = features?.[key];
          const list = known === undefined || films[film]! < 0 ? [] : wordsOf(known, films[film]!);
          if (list.length > 0) return list.map(([word, weight]) => [known!.names[word]!, weight] as const);
        }
        return [];
      }),
    );
  const vectors = (key: 'text' | 'poster'): FilmVectors | undefined => {
    const encoder = parts.find(({ features }) => features?.[key] !== undefined)?.features?.[key]?.encoder;
    if (encoder === undefined) return undefined;
    return filmVectors(
      encoder,
      range.map((film) => {
        for (const { features, films } of parts) {
          const known = features?.[key];
          const at = films[film]!;
          if (known?.encoder === encoder && at >= 0 && known.isPresent[at] === 1)
            return known.values.subarray(at * known.size, (at + 1) * known.size);
        }
        return null;
      }),
    );
  };
  const people = words('people');
  const tags = words('tags');
  const text = vectors('text');
  const poster = vectors('poster');
  return {
    ...(people === undefined ? {} : { people }),
    ...(tags === undefined ? {} : { tags }),
    ...(text === undefined ? {} : { text }),
    ...(poster === undefined ? {} : { poster }),
  };
}
