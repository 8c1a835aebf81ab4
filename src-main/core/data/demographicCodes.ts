import type { Demographics } from './interactions.ts';

/** Lower ends of the age groups of MovieLens 1M. */
export const ageCodes = [1, 18, 25, 35, 45, 50, 56] as const;

/** The group that an age in years belongs to. */
export function ageGroupOf(years: number): number {
  return ageCodes.findLast((code) => years >= code) ?? 1;
}

// MovieLens 100K names occupations, 1M numbers them; words without a counterpart become 0, "other".
const occupationWords: Readonly<Record<string, number | null>> = {
  administrator: 3,
  artist: 2,
  doctor: 6,
  educator: 1,
  engineer: 17,
  entertainment: 0,
  executive: 7,
  healthcare: 6,
  homemaker: 9,
  lawyer: 11,
  librarian: 0,
  marketing: 14,
  none: null,
  other: 0,
  programmer: 12,
  retired: 13,
  salesman: 14,
  scientist: 15,
  student: 4,
  technician: 17,
  writer: 20,
};

/** Code 10 is a pupil, 4 a student: 100K has one word for both, and the age tells them apart. */
export function occupationCodeOf(word: string, years: number): number | null {
  if (word === 'student' && years < 18) return 10;
  return occupationWords[word] ?? null;
}

/** One line of `u.user`: id|age|gender|occupation|zip. @returns null where it is none. */
export function parse100kUser(line: string): { id: number; demographics: Demographics } | null {
  const match = /^(\d{1,10})\|(\d{1,3})\|([FM])\|([a-z ]+)\|/i.exec(line);
  if (match === null) return null;
  const years = Number(match[2]);
  const gender = match[3]!.toUpperCase() as 'F' | 'M';
  return {
    id: Number(match[1]),
    demographics: { age: ageGroupOf(years), gender, occupation: occupationCodeOf(match[4]!.toLowerCase(), years) },
  };
}

/** One line of 1M's `users.dat`: id::gender::age code::occupation code::zip. @returns null where it is none. */
export function parse1mUser(line: string): { id: number; demographics: Demographics } | null {
  const match = /^(\d{1,10})::([FM])::(\d{1,3})::(\d{1,2})(?:::|$)/.exec(line);
  if (match === null) return null;
  const occupation = Number(match[4]);
  if (occupation > 20) return null;
  return {
    id: Number(match[1]),
    demographics: { age: ageGroupOf(Number(match[3])), gender: match[2] as 'F' | 'M', occupation },
  };
}
