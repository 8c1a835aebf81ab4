import type { PersonStore } from '../core/storage/personStore.ts';
import type { PersonState } from './recommending/personState.ts';

/** Everything that one person has said, read anew: another process may have changed it. @throws DomainError 'not-found'. */
export function readPersonState(person: PersonStore, profileId: string): PersonState {
  const { age, gender, occupation } = person.profiles.get(profileId);
  const watchlist = new Set<number>();
  const hidden = new Set<number>();
  const notSeen = new Set<number>();
  for (const state of person.filmStates.list(profileId)) {
    if (state.watchlist) watchlist.add(state.filmId);
    if (state.hidden) hidden.add(state.filmId);
    if (state.notSeen) notSeen.add(state.filmId);
  }
  // Oldest rating first, as the rows of Discover want it.
  const ratings = new Map(person.filmStates.ratings(profileId).map(({ filmId, stars }) => [filmId, stars]));
  return { profileId, demographics: { age, gender, occupation }, ratings, watchlist, hidden, notSeen };
}
