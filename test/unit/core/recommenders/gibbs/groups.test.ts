import { describe, expect, it } from 'vitest';
import { filmWords } from '../../../../../src-main/core/data/filmFeatures.ts';
import type { Demographics } from '../../../../../src-main/core/data/interactions.ts';
import { filmGroups, yearGroup } from '../../../../../src-main/core/recommenders/gibbs/filmGroups.ts';
import { numProfileFeatures, profileFeatures, profileGroups } from '../../../../../src-main/core/recommenders/gibbs/profileGroups.ts';
import { type FeatureGroup, identityGroup, sideFeatures } from '../../../../../src-main/core/recommenders/gibbs/sideFeatures.ts';

const emitted = ({ describe: visit }: FeatureGroup, entity: number) => {
  const features: [number, number][] = [];
  visit(entity, (feature, value) => features.push([feature, value]));
  return features;
};

const films = [
  { id: 1, title: 'A', year: 1972, genres: ['Drama', 'War'] },
  { id: 2, title: 'B', year: null, genres: [] },
  { id: 3, title: 'C', year: 1890, genres: ['Comedy'] },
];

describe('features of films', () => {
  it('lie on a line between the years that have one, and end where those end', () => {
    const group = yearGroup([1972, 1975, null, 1890, 2100]);
    const [before, after] = emitted(group, 0);
    expect([before[0], after[0]]).toEqual([10, 11]);
    expect([before[1], after[1]]).toEqual([expect.closeTo(0.6), expect.closeTo(0.4)]);
    expect(emitted(group, 1)).toEqual([[11, 1]]);
    expect(emitted(group, 2)).toEqual([]);
    expect(emitted(group, 3)).toEqual([[0, 1]]);
    expect(emitted(group, 4)).toEqual([[21, 1]]);
  });

  it('weigh alike, however many words a film has', () => {
    const tags = filmWords([
      [
        ['slow', 3],
        ['sad', 4],
      ],
      [],
      [['slow', 2]],
    ])!;
    const groups = filmGroups({ films, features: { tags } });
    expect(groups.map(({ name }) => name)).toEqual(['genre', 'year', 'tag']);
    for (const name of ['genre', 'tag'])
      for (const film of [0, 2]) {
        const own = emitted(groups.find((group) => group.name === name)!, film);
        expect(own.reduce((sum, [, value]) => sum + value ** 2, 0)).toBeCloseTo(1, 6);
      }
    for (const group of groups) expect(emitted(group, 1)).toEqual([]);
  });

  it('are left out where the data has none', () => {
    expect(filmGroups({ films: [films[1]] })).toEqual([]);
  });
});

describe('features of people', () => {
  const people: Demographics[] = [
    { age: 25, gender: 'F', occupation: 4 },
    { age: null, gender: 'M', occupation: null },
    { age: null, gender: null, occupation: null },
  ];

  it('are numbered for a new person as in training', () => {
    const { groups, offsets, entities } = sideFeatures(people.length, [identityGroup('person', people.length), ...profileGroups(people)]);
    const first = groups[1].from;
    expect(offsets.length - 1 - first).toBe(numProfileFeatures);
    people.forEach((person, user) => {
      const trained = Array.from({ length: numProfileFeatures }, (_, f) => f).filter((f) =>
        entities.subarray(offsets[first + f], offsets[first + f + 1]).includes(user),
      );
      expect(profileFeatures(person)).toEqual(trained);
    });
  });
});
