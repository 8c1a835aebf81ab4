import { createVocabulary } from './vocabulary.ts';
import { concatenated } from './datasetUnion.ts';
import type { Dataset, Demographics } from './interactions.ts';

/** Ratings of one person by film ids. */
export interface OwnRatings {
  readonly filmIds: readonly number[];
  readonly stars: readonly number[];
  /** Seconds since 1970. */
  readonly timestamps: readonly number[];
  readonly demographics: Demographics;
}

/** The data set with one person more, who has the highest id and the last index. Films that the set does not know are left out. */
export function datasetWithPerson(dataset: Dataset, { filmIds, stars, timestamps, demographics }: OwnRatings): Dataset {
  const known = filmIds.flatMap((id, at) => (dataset.items.indexOf(id) >= 0 ? [at] : []));
  const user = dataset.users.size;
  const id = dataset.users.ids.reduce((largest, other) => Math.max(largest, other), 0) + 1;
  return {
    ...dataset,
    users: createVocabulary(Int32Array.of(...dataset.users.ids, id)),
    demographics: [...dataset.demographics, demographics],
    interactions: concatenated([
      dataset.interactions,
      {
        userIndices: new Int32Array(known.length).fill(user),
        itemIndices: Int32Array.from(known, (at) => dataset.items.indexOf(filmIds[at]!)),
        ratings: Float32Array.from(known, (at) => stars[at]!),
        timestamps: Float64Array.from(known, (at) => timestamps[at]!),
      },
    ]),
  };
}
