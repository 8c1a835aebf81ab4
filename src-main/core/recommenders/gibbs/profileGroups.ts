import { ageCodes } from '../../data/demographicCodes.ts';
import type { Demographics } from '../../data/interactions.ts';
import type { FeatureGroup } from './sideFeatures.ts';

const genders = ['F', 'M'] as const;
const NUM_OCCUPATIONS = 21;

/** Age group, gender and occupation in their codes. */
const parts: readonly { readonly name: string; readonly size: number; readonly codeOf: (person: Demographics) => number }[] = [
  { name: 'age', size: ageCodes.length, codeOf: ({ age }) => ageCodes.findIndex((code) => code === age) },
  { name: 'gender', size: genders.length, codeOf: ({ gender }) => (gender === null ? -1 : genders.indexOf(gender)) },
  {
    name: 'occupation',
    size: NUM_OCCUPATIONS,
    codeOf: ({ occupation }) => (occupation === null || occupation >= NUM_OCCUPATIONS ? -1 : occupation),
  },
];

export const numProfileFeatures = parts.reduce((sum, { size }) => sum + size, 0);

/** Features of training users; what they did not say they do not have. */
export const profileGroups = (demographics: readonly Demographics[]): FeatureGroup[] =>
  parts.map(({ name, size, codeOf }) => ({
    name,
    size,
    describe(user, emit) {
      const code = codeOf(demographics[user]);
      if (code >= 0) emit(code, 1);
    },
  }));

/** The same features of one person, numbered through all parts. */
export function profileFeatures(person: Demographics): number[] {
  const features: number[] = [];
  let from = 0;
  for (const { size, codeOf } of parts) {
    const code = codeOf(person);
    if (code >= 0) features.push(from + code);
    from += size;
  }
  return features;
}
