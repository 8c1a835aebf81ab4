import { createRng } from '../../src-main/core/base/rng.ts';
import type { Dataset, Demographics } from '../../src-main/core/data/interactions.ts';
import { createVocabulary } from '../../src-main/core/data/vocabulary.ts';

/**
 * Two groups of people, each of whom watched three quarters of their own group's films (rated 4 to 5) and a few of the other's (rated 1 to 2): what
 * to recommend is known by construction. Even films belong to even people. Women are even, men odd.
 */
export function twoTastes({ numUsers = 80, numItems = 40, seed = 7 } = {}): Dataset {
  const rng = createRng(seed, 'two tastes');
  const rows: { user: number; item: number; rating: number }[] = [];
  for (let user = 0; user < numUsers; user++) {
    for (let item = 0; item < numItems; item++) {
      const own = user % 2 === item % 2;
      if (rng.uniform() < (own ? 0.75 : 0.06)) rows.push({ user, item, rating: own ? 4 + rng.integer(3) / 2 : 1 + rng.integer(3) / 2 });
    }
  }
  const demographics = Array.from(
    { length: numUsers },
    (_, user): Demographics => ({ age: 25, gender: user % 2 === 0 ? 'F' : 'M', occupation: 2 + (user % 2) }),
  );
  return {
    name: 'two-tastes',
    sha256: '0'.repeat(64),
    scale: { min: 0.5, max: 5, step: 0.5 },
    users: createVocabulary(Int32Array.from({ length: numUsers }, (_, user) => 100 + user)),
    items: createVocabulary(Int32Array.from({ length: numItems }, (_, item) => 1000 + item)),
    interactions: {
      userIndices: Int32Array.from(rows, ({ user }) => user),
      itemIndices: Int32Array.from(rows, ({ item }) => item),
      ratings: Float32Array.from(rows, ({ rating }) => rating),
      timestamps: Float64Array.from(rows, (_, at) => at),
    },
    demographics,
    films: Array.from({ length: numItems }, (_, item) => ({
      id: 1000 + item,
      title: `Film ${item}`,
      year: 1980 + item,
      genres: item % 2 === 0 ? ['Drama', 'Romance'] : ['Action', 'Thriller'],
    })),
  };
}
