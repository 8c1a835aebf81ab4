import type { Dataset } from '../data/interactions.ts';
import { meanOverSeeds, type PeopleFigures } from './people.ts';

export type Grouping = 'age' | 'gender' | 'activity';

/** People of one kind. */
export interface PersonGroup {
  readonly by: Grouping;
  /** As data name it: "25" (the lower end of MovieLens' age group), "F", or a range of ratings given: "20-57". */
  readonly group: string;
  readonly userIds: ReadonlySet<number>;
}

/** Means of every per-person metric over the people of a group who were tested. */
export interface GroupFigures {
  readonly by: Grouping;
  readonly group: string;
  readonly people: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/** People by age and gender where these are known, and in thirds by how many films they rated in the whole data set. */
export function personGroups({ users, demographics, interactions }: Dataset): PersonGroup[] {
  const indices = [...users.ids.keys()];
  const counts = new Int32Array(users.size);
  for (const user of interactions.userIndices) counts[user]++;
  const grouped = (by: Grouping, nameOf: (index: number) => string | null): PersonGroup[] => {
    const groups = Map.groupBy(
      indices.filter((index) => nameOf(index) !== null),
      (index) => nameOf(index)!,
    );
    return [...groups].map(([group, members]) => ({ by, group, userIds: new Set(members.map((index) => users.ids[index])) }));
  };
  const byNumber = (a: PersonGroup, b: PersonGroup) => Number.parseInt(a.group, 10) - Number.parseInt(b.group, 10);
  const sorted = counts.filter((count) => count > 0).sort();
  // The upper end of each third; equal counts never lie in two groups.
  const ends = [...new Set([1, 2, 3].map((third) => sorted[Math.ceil((sorted.length * third) / 3) - 1]))];
  const thirds = ends.map((end, third) => `${sorted.find((count) => third === 0 || count > ends[third - 1])}-${end}`);
  const nameOfThird = (index: number): string | null =>
    counts[index] === 0 ? null : thirds[ends.findIndex((end) => counts[index] <= end)];
  return [
    ...grouped('age', (index) => demographics[index].age?.toString() ?? null).sort(byNumber),
    ...grouped('gender', (index) => demographics[index].gender).sort((a, b) => a.group.localeCompare(b.group)),
    ...grouped('activity', nameOfThird).sort(byNumber),
  ];
}

/** Groups in which somebody was tested; several seeds become one value a person first. */
export function groupFigures(groups: readonly PersonGroup[], seeds: readonly PeopleFigures[]): GroupFigures[] {
  const { userIds, metrics } = meanOverSeeds(seeds);
  return groups.flatMap(({ by, group, userIds: members }) => {
    const places = [...userIds.keys()].filter((place) => members.has(userIds[place]));
    if (places.length === 0) return [];
    const means = Object.entries(metrics).map(
      ([key, values]) => [key, places.reduce((sum, place) => sum + values[place], 0) / places.length] as const,
    );
    return [{ by, group, people: places.length, metrics: Object.fromEntries(means) }];
  });
}
