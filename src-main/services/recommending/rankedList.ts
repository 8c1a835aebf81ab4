import { filmLikeness } from '../../core/recommenders/filmLikeness.ts';
import { rerank } from '../../core/recommenders/rerank.ts';
import { type RankedItems, topK } from '../../core/recommenders/topK.ts';
import type { FilmShelf } from '../filmShelf.ts';
import { exclusions, filmsOf, type ListFilters, noFilters } from './candidates.ts';
import type { PersonState } from './personState.ts';
import type { Scored } from './scoring.ts';

export interface ListWishes {
  readonly filters: ListFilters;
  /** 0 = as ranked, 1 = most varied. */
  readonly variety: number;
  /** -1 = lesser known, 0 = as ranked, 1 = famous. */
  readonly fame: number;
  /** How many of the best are wanted, from the first. */
  readonly length: number;
}

export interface RankedList extends RankedItems {
  /** Films that pass the filters. */
  readonly total: number;
}

/** The best films for one person by one model, without what they rated or hid. */
export function rankedList(scored: Scored, shelf: FilmShelf, state: PersonState, wishes: ListWishes): RankedList {
  const { excluded, numLeft } = exclusions(scored.model, shelf, state, wishes.filters);
  const scores = maskedScores(scored.scores, excluded);
  const { length, variety, fame } = wishes;
  if (variety === 0 && fame === 0) return { ...topK(scores, length), total: numLeft };
  const entries = filmsOf(scored.model, shelf);
  const counts = Float32Array.from(entries, (entry) => entry?.popularity ?? 0);
  // What scores -Infinity never enters the pool, so both films are of the catalogue.
  const likeness = (a: number, b: number): number => filmLikeness(entries[a]!.facts, entries[b]!.facts);
  return { ...rerank(scores, length, [], { variety, fame, counts, likeness }), total: numLeft };
}

/** A copy in which what must not appear scores -Infinity, which no list takes. */
function maskedScores(scores: Float32Array, excluded: Uint8Array): Float32Array {
  const masked = scores.slice();
  for (let index = 0; index < masked.length; index++) if (excluded[index] === 1) masked[index] = Number.NEGATIVE_INFINITY;
  return masked;
}

/** 1-based place of a film among all that the person could be shown; null where it is not among them. */
export function placeOf(scored: Scored, shelf: FilmShelf, state: PersonState, itemIndex: number): number | null {
  const { excluded } = exclusions(scored.model, shelf, state, noFilters);
  const own = scored.scores[itemIndex]!;
  if (excluded[itemIndex] === 1 || !Number.isFinite(own)) return null;
  let better = 0;
  for (let index = 0; index < excluded.length; index++) {
    const score = scored.scores[index]!;
    if (excluded[index] === 0 && (score > own || (score === own && index < itemIndex))) better++;
  }
  return better + 1;
}
