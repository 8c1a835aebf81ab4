import type { Dataset } from './interactions.ts';
import { concatenated } from './datasetUnion.ts';
import { selectRows } from './splitting.ts';
import { createVocabulary } from './vocabulary.ts';

/**
 * The data set with some of its people counted several times, so that a model that is fitted on the whole listens to them more: what a weight
 * on their rows would be. Only for fitting; whoever splits or counts takes the data set itself.
 * @param times how often each of `userIndices` counts, 1 or more
 */
export function withRepeatedUsers(dataset: Dataset, userIndices: readonly number[], times: number): Dataset {
  const { users, interactions, demographics } = dataset;
  const firstFreeId = users.ids.reduce((highest, id) => Math.max(highest, id), 0) + 1;
  const copyOf = new Int32Array(users.size).fill(-1);
  userIndices.forEach((user, at) => (copyOf[user] = at));
  const own = selectRows(
    interactions,
    Int32Array.from(interactions.ratings.keys()).filter((row) => copyOf[interactions.userIndices[row]] >= 0),
  );
  const copies = Array.from({ length: times - 1 }, (_, copy) => ({
    ...own,
    userIndices: own.userIndices.map((user) => users.size + copy * userIndices.length + copyOf[user]),
  }));
  const numCopies = copies.length * userIndices.length;
  return {
    ...dataset,
    users: createVocabulary(
      Int32Array.from([...users.ids, ...Array(numCopies).keys()], (id, at) => (at < users.size ? id : firstFreeId + id)),
    ),
    interactions: concatenated([interactions, ...copies]),
    demographics: [...demographics, ...copies.flatMap(() => userIndices.map((user) => demographics[user]))],
  };
}
