import type { FilmVectors, FilmWords } from '../../data/filmFeatures.ts';
import { wordsOf } from '../../data/filmFeatures.ts';
import { movieLensGenres } from '../../data/genres.ts';
import type { FilmFacts } from '../../data/interactions.ts';
import type { TrainingData } from '../recommender.ts';

/**
 * One kind of knowledge about films as numbers, [films, size] row by row. Sizes do not depend on the data, so that training can go on
 * with other data.
 */
export interface FilmInput {
  readonly name: FilmInputName;
  readonly size: number;
  readonly values: Float32Array;
}

export const filmInputNames = ['genres', 'years', 'people', 'tags', 'text', 'posters'] as const;
export type FilmInputName = (typeof filmInputNames)[number];

const FIRST_DECADE = 1920;
const NUM_DECADES = 11;
const HASH_BUCKETS = 256;
/**
 * Embeddings come as unit vectors; their numbers are brought to about the size of the other inputs' so that one learning rate suits
 * all.
 */
const VECTOR_LENGTH = 4;

/** What the chosen kinds say of every film; a kind that the data lack is left out. */
export function filmInputs({ films, features }: Pick<TrainingData, 'films' | 'features'>, chosen: ReadonlySet<FilmInputName>): FilmInput[] {
  const inputs: FilmInput[] = [];
  const push = (name: FilmInputName, size: number, fill: (row: Float32Array, film: number) => void) => {
    if (!chosen.has(name)) return;
    const values = new Float32Array(films.length * size);
    for (let film = 0; film < films.length; film++) fill(values.subarray(film * size, (film + 1) * size), film);
    inputs.push({ name, size, values });
  };
  // What is no genre of MovieLens counts as the last.
  push('genres', movieLensGenres.length + 1, (row, film) => fillGenres(row, films[film]!));
  push('years', NUM_DECADES + 1, (row, film) => fillYear(row, films[film]!.year));
  const { people, tags, text, poster } = features ?? {};
  if (people !== undefined) push('people', HASH_BUCKETS + 1, (row, film) => fillWords(row, people, film));
  if (tags !== undefined) push('tags', HASH_BUCKETS + 1, (row, film) => fillWords(row, tags, film));
  if (text !== undefined) push('text', text.size + 1, vectorFiller(text));
  if (poster !== undefined) push('posters', poster.size + 1, vectorFiller(poster));
  return inputs;
}

/** Each genre 1 / sqrt(number of genres), so that all films have the same length. */
function fillGenres(row: Float32Array, { genres }: FilmFacts): void {
  for (const genre of genres) {
    const at = movieLensGenres.findIndex((name) => genre.startsWith(name));
    row[at < 0 ? movieLensGenres.length : at] = 1;
  }
  scaleTo(row, 1);
}

/** Between two decades the nearer one has the larger share; the last number says that the year is not known. */
function fillYear(row: Float32Array, year: number | null): void {
  if (year === null) {
    row[NUM_DECADES] = 1;
    return;
  }
  const place = Math.min(NUM_DECADES - 1, Math.max(0, (year - FIRST_DECADE) / 10));
  const below = Math.min(NUM_DECADES - 2, Math.floor(place));
  row[below] = 1 - (place - below);
  row[below + 1] = place - below;
}

/**
 * Feature hashing with signs (Weinberger et al. 2009, section 2): no vocabulary has to travel with the model. The last number says that
 * there is none.
 */
function fillWords(row: Float32Array, words: FilmWords, film: number): void {
  const list = wordsOf(words, film);
  if (list.length === 0) row[HASH_BUCKETS] = 1;
  for (const [word, weight] of list) {
    const hash = hashOf(words.names[word]!);
    row[hash % HASH_BUCKETS]! += (hash >>> 31 === 0 ? 1 : -1) * Math.log1p(weight);
  }
  scaleTo(row, 1);
}

function vectorFiller({ size, values, isPresent }: FilmVectors): (row: Float32Array, film: number) => void {
  const mean = new Float64Array(size);
  const numPresent = isPresent.reduce((sum, present) => sum + present, 0);
  for (let film = 0; film < isPresent.length; film++)
    if (isPresent[film] === 1) for (let i = 0; i < size; i++) mean[i]! += values[film * size + i]! / numPresent;
  return (row, film) => {
    if (isPresent[film] === 0) {
      row[size] = 1;
      return;
    }
    for (let i = 0; i < size; i++) row[i] = values[film * size + i]! - mean[i]!;
    scaleTo(row, VECTOR_LENGTH);
  };
}

function scaleTo(row: Float32Array, length: number): void {
  const own = Math.hypot(...row);
  if (own > 0) for (let i = 0; i < row.length; i++) row[i]! *= length / own;
}

/** FNV-1a, 32 bits, with the avalanche of MurmurHash3 behind it. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
