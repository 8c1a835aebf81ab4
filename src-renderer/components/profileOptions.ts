import { ageGroups, genders, occupations } from '../../src-main/contract/profile.ts';

/** The choice that leaves a question unanswered. */
export const UNSAID = 'unsaid';

const options = (table: Readonly<Record<string, string>>) => [
  { id: UNSAID, label: 'Prefer not to say' },
  ...Object.entries(table).map(([id, label]) => ({ id, label })),
];

export const AGES = options(ageGroups);
export const GENDERS = options(genders);
export const OCCUPATIONS = options(occupations);

/** What a chosen option means to the contract: null for unsaid. */
export const codeOf = (option: string): number | null => (option === UNSAID ? null : Number(option));
export const genderOf = (option: string): 'F' | 'M' | null => (option === 'F' || option === 'M' ? option : null);

/** The option that stands for what a profile says. */
export const optionOf = (code: number | string | null): string => (code === null ? UNSAID : String(code));
