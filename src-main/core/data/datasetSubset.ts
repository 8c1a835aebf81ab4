import { featuresOfFilms } from './filmFeatures.ts';
import type { Dataset, Interactions } from './interactions.ts';
import { selectRows } from './splitting.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';

/** A data set of some of the rows; users and films without a row are gone and the rest are numbered anew in their old order. */
export function datasetOfRows(dataset: Dataset, rows: Int32Array): Dataset {
  const kept = selectRows(dataset.interactions, rows);
  const users = compact(kept.userIndices, dataset.users);
  const items = compact(kept.itemIndices, dataset.items);
  return {
    ...dataset,
    users: users.vocabulary,
    items: items.vocabulary,
    interactions: { ...kept, userIndices: users.renumbered, itemIndices: items.renumbered },
    demographics: users.kept.map((index) => dataset.demographics[index]),
    films: items.kept.map((index) => dataset.films[index]),
    ...(dataset.features === undefined ? {} : { features: featuresOfFilms(dataset.features, items.kept) }),
  };
}

/** Rows that remain when users and films with under `k` rows are dropped again and again until none is left. */
export function kCoreRows({ userIndices, itemIndices }: Interactions, rows: Int32Array, k: number): Int32Array {
  let kept = rows;
  for (;;) {
    const users = new Map<number, number>();
    const items = new Map<number, number>();
    for (const row of kept) {
      users.set(userIndices[row], (users.get(userIndices[row]) ?? 0) + 1);
      items.set(itemIndices[row], (items.get(itemIndices[row]) ?? 0) + 1);
    }
    const next = kept.filter((row) => users.get(userIndices[row])! >= k && items.get(itemIndices[row])! >= k);
    if (next.length === kept.length) return kept;
    kept = next;
  }
}

function compact(indices: Int32Array, vocabulary: Vocabulary): { vocabulary: Vocabulary; renumbered: Int32Array; kept: number[] } {
  const kept = [...new Set(indices)].sort((a, b) => a - b);
  const renumber = new Map(kept.map((old, index) => [old, index]));
  return {
    kept,
    vocabulary: createVocabulary(Int32Array.from(kept, (old) => vocabulary.ids[old])),
    renumbered: indices.map((old) => renumber.get(old)!),
  };
}
