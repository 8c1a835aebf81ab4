import { ageCodes } from '../../data/demographicCodes.ts';
import type { Demographics } from '../../data/interactions.ts';

const NUM_OCCUPATIONS = 21;
const GENDER_AT = 0;
const AGE_AT = GENDER_AT + 3;
const OCCUPATION_AT = AGE_AT + ageCodes.length + 1;

/** Numbers that a profile becomes: one of three for gender, of eight for age, of 22 for occupation; the last of each says "not known". */
export const PROFILE_SIZE = OCCUPATION_AT + NUM_OCCUPATIONS + 1;

/** The places of the ones. */
export function profilePlaces({ age, gender, occupation }: Demographics): readonly [number, number, number] {
  const group = ageCodes.findIndex((code) => code === age);
  return [
    GENDER_AT + (gender === 'F' ? 0 : gender === 'M' ? 1 : 2),
    AGE_AT + (group < 0 ? ageCodes.length : group),
    OCCUPATION_AT + (occupation !== null && occupation >= 0 && occupation < NUM_OCCUPATIONS ? occupation : NUM_OCCUPATIONS),
  ];
}
