import type { Demographics } from '../../data/interactions.ts';

/** A group of people; null matches everybody. */
export type Group = Demographics;

export const everybody: Group = { age: null, gender: null, occupation: null };

/** Groups with fewer people are left out and their people count in the wider group alone. */
export const fewestPeople = 30;

const kinds: readonly (readonly (keyof Group)[])[] = [[], ['age'], ['gender'], ['occupation'], ['age', 'gender']];

export const matches = (group: Group, person: Demographics): boolean =>
  (group.age === null || group.age === person.age) &&
  (group.gender === null || group.gender === person.gender) &&
  (group.occupation === null || group.occupation === person.occupation);

/** Everybody first, then the groups of at least `fewestPeople` by age, gender, occupation, and age with gender. */
export function groupsOf(people: readonly Demographics[]): { readonly groups: readonly Group[]; readonly sizes: Int32Array } {
  const sizes = new Map<string, { group: Group; size: number }>();
  for (const person of people) {
    for (const kind of kinds) {
      if (kind.some((attribute) => person[attribute] === null)) continue;
      const group = { ...everybody, ...Object.fromEntries(kind.map((attribute) => [attribute, person[attribute]])) };
      const key = keyOf(group);
      const known = sizes.get(key);
      if (known === undefined) sizes.set(key, { group, size: 1 });
      else known.size++;
    }
  }
  const total = sizes.get(keyOf(everybody)) ?? { group: everybody, size: 0 };
  const rest = [...sizes.values()].filter(({ group, size }) => size >= fewestPeople && keyOf(group) !== keyOf(everybody));
  rest.sort((a, b) => (keyOf(a.group) < keyOf(b.group) ? -1 : 1));
  const all = [total, ...rest];
  return { groups: all.map(({ group }) => group), sizes: Int32Array.from(all, ({ size }) => size) };
}

/** The groups whose deviations add up for one person: age with gender (or, where that group is too small, age and gender alone), and occupation. */
export function groupsFor(groups: readonly Group[], person: Demographics): number[] {
  const find = (wanted: Partial<Group>) => groups.findIndex((group) => keyOf(group) === keyOf({ ...everybody, ...wanted }));
  const known = (indices: number[]) => indices.filter((index) => index > 0);
  const pair = person.age === null || person.gender === null ? -1 : find({ age: person.age, gender: person.gender });
  const occupation = find({ occupation: person.occupation });
  return known([...(pair > 0 ? [pair] : [find({ age: person.age }), find({ gender: person.gender })]), occupation]);
}

const keyOf = ({ age, gender, occupation }: Group) => `${age ?? '-'}|${gender ?? '-'}|${occupation ?? '-'}`;

const genderCodes = ['F', 'M'] as const;

/** [numGroups, 3]: age, gender (0 = F, 1 = M), occupation; -1 for null. */
export function encodeGroups(groups: readonly Group[]): Int32Array {
  return Int32Array.from(
    groups.flatMap(({ age, gender, occupation }) => [age ?? -1, gender === null ? -1 : genderCodes.indexOf(gender), occupation ?? -1]),
  );
}

export function decodeGroups(codes: Int32Array): Group[] {
  return Array.from({ length: codes.length / 3 }, (_, g) => ({
    age: codes[3 * g] < 0 ? null : codes[3 * g],
    gender: genderCodes[codes[3 * g + 1]] ?? null,
    occupation: codes[3 * g + 2] < 0 ? null : codes[3 * g + 2],
  }));
}
