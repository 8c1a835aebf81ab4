import type { Dataset, FilmFacts, Interactions } from '../data/interactions.ts';
import { concatenated, unite } from '../data/datasetUnion.ts';
import { unionOfFeatures } from '../data/filmFeatures.ts';
import type { RowSplit } from '../data/splitting.ts';
import type { Vocabulary } from '../data/vocabulary.ts';

/** Two data sets as one whose first rows are the training: the films of both are the catalogue. */
export function joinTrainAndTest(train: Dataset, test: Dataset): { readonly dataset: Dataset; readonly split: RowSplit } {
  const users = unite(train.users, test.users);
  const items = unite(train.items, test.items);
  const rows = concatenated([
    renumbered(train.interactions, train.users, train.items, users, items),
    renumbered(test.interactions, test.users, test.items, users, items),
  ]);
  const numTrain = train.interactions.ratings.length;
  const numRows = rows.ratings.length;
  return {
    dataset: {
      ...train,
      scale: {
        min: Math.min(train.scale.min, test.scale.min),
        max: Math.max(train.scale.max, test.scale.max),
        step: Math.min(train.scale.step, test.scale.step),
      },
      users,
      items,
      interactions: rows,
      demographics: fromEither(users, train.users, train.demographics, test.users, test.demographics),
      films: fromEither<FilmFacts>(items, train.items, train.films, test.items, test.films),
      features: unionOfFeatures(
        [train, test].map(({ features, items: own }) => ({ features, films: Int32Array.from(items.ids, (id) => own.indexOf(id)) })),
      ),
    },
    split: {
      train: Int32Array.from({ length: numTrain }, (_, row) => row),
      validation: new Int32Array(0),
      test: Int32Array.from({ length: numRows - numTrain }, (_, row) => numTrain + row),
    },
  };
}

function renumbered(from: Interactions, oldUsers: Vocabulary, oldItems: Vocabulary, users: Vocabulary, items: Vocabulary): Interactions {
  return {
    ...from,
    userIndices: from.userIndices.map((index) => users.indexOf(oldUsers.ids[index])),
    itemIndices: from.itemIndices.map((index) => items.indexOf(oldItems.ids[index])),
  };
}

function fromEither<T>(united: Vocabulary, a: Vocabulary, ofA: readonly T[], b: Vocabulary, ofB: readonly T[]): T[] {
  return Array.from(united.ids, (id) => (a.indexOf(id) >= 0 ? ofA[a.indexOf(id)]! : ofB[b.indexOf(id)]!));
}
