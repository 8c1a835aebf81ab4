import type { FilmState } from '../../contract/shared.ts';
import type { Demographics } from '../../core/data/interactions.ts';
import type { Vocabulary } from '../../core/data/vocabulary.ts';
import type { Person } from '../../core/recommenders/recommender.ts';

/** Everything that one person has said, at one moment. Keys are film ids. */
export interface PersonState {
  readonly profileId: string;
  readonly demographics: Demographics;
  readonly ratings: ReadonlyMap<number, number>;
  readonly watchlist: ReadonlySet<number>;
  readonly hidden: ReadonlySet<number>;
  readonly notSeen: ReadonlySet<number>;
}

export function filmStateOf(state: PersonState | null, filmId: number): FilmState {
  return {
    stars: state?.ratings.get(filmId) ?? null,
    watchlist: state?.watchlist.has(filmId) ?? false,
    hidden: state?.hidden.has(filmId) ?? false,
    notSeen: state?.notSeen.has(filmId) ?? false,
  };
}

/** The person as one model sees them: ratings of films that the model knows, by its own indices. */
export function personFor(items: Vocabulary, state: PersonState): Person {
  const indices: number[] = [];
  const ratings: number[] = [];
  for (const [filmId, stars] of state.ratings) {
    const index = items.indexOf(filmId);
    if (index < 0) continue;
    indices.push(index);
    ratings.push(stars);
  }
  return { itemIndices: Int32Array.from(indices), ratings: Float32Array.from(ratings), demographics: state.demographics, userIndex: null };
}

/** Equal for equal input to a model, whoever changed it and in whichever process. */
export function fingerprint(state: PersonState): string {
  const { age, gender, occupation } = state.demographics;
  const ratings = [...state.ratings].sort(([a], [b]) => a - b).map(([filmId, stars]) => `${filmId}:${stars}`);
  return `${age}/${gender}/${occupation}/${ratings.join(' ')}`;
}
