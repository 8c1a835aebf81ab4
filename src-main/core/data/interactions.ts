import type { FilmFeatures } from './filmFeatures.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * Ratings as columns, in the order of the source. An *index* is a dense row number (0-based); an *id* is the number
 * that the data set uses. All arrays have the same length.
 */
export interface Interactions {
  readonly userIndices: Int32Array;
  readonly itemIndices: Int32Array;
  readonly ratings: Float32Array;
  /** Seconds since 1970; 0 where the source has none. */
  readonly timestamps: Float64Array;
}

/** The scale of a data set's ratings, read from the data: latest-small is 0.5..5 by 0.5, ml-1m 1..5 by 1. */
export interface RatingScale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** MovieLens-1M codes; null means not known or "prefer not to say". */
export interface Demographics {
  /** 1, 18, 25, 35, 45, 50 or 56: the lower end of the age group. */
  readonly age: number | null;
  readonly gender: 'F' | 'M' | null;
  /** 0..20. */
  readonly occupation: number | null;
}

export const unknownDemographics: Demographics = { age: null, gender: null, occupation: null };

/** What is known of a film beside its ratings. `id` is the MovieLens movieId. */
export interface FilmFacts {
  readonly id: number;
  /** As in the source, without the year ("Samouraï, Le"). */
  readonly title: string;
  readonly year: number | null;
  readonly genres: readonly string[];
}

export interface Dataset {
  readonly name: string;
  /** SHA-256 over the canonical rows (see storage), so that equal data has equal hashes whatever file it came from. */
  readonly sha256: string;
  readonly scale: RatingScale;
  readonly users: Vocabulary;
  readonly items: Vocabulary;
  readonly interactions: Interactions;
  /** By user index. */
  readonly demographics: readonly Demographics[];
  /** By item index. */
  readonly films: readonly FilmFacts[];
  /** People, tags and embeddings of the films, as far as there are any. */
  readonly features?: FilmFeatures;
}
