import type { Profile } from '../../../src-main/contract/profile.ts';
import { counted } from '../../components/numberWords.ts';

/** "9,742 films, ordered by your 34 ratings": what the order of the list rests on, said truly. */
export function orderedBy(total: number, numRatings: number, profile: Profile | null): string {
  const films = counted(total, 'film');
  if (numRatings > 0) return `${films}, ordered by your ${counted(numRatings, 'rating')}`;
  const hasToldSomething = profile !== null && (profile.age !== null || profile.gender !== null || profile.occupation !== null);
  return hasToldSomething ? `${films}, ordered by what people like you rated highly` : `${films}, ordered by what many people rated highly`;
}
