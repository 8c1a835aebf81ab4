import type { Dataset, FilmFacts, Interactions } from '../data/interactions.ts';
import type { RowSplit } from '../data/splitting.ts';
import { createVocabulary, type Vocabulary } from '../data/vocabulary.ts';

/** Two data sets as one whose first rows are the training: the films of both are the catalogue. */
export function joinTrainAndTest(train: Dataset, test: Dataset): { readonly dataset: Dataset; readonly split: RowSplit } {
  const users = unite(train.users, test.users);
  const items = unite(train.items, test.items);
  const rows = concatenate(
    renumbered(train.interactions, train.users, train.items, users, items),
    renumbered(test.interactions, test.users, test.items, users, items),
  );
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
    },
    split: {
      train: Int32Array.from({ length: numTrain }, (_, row) => row),
      validation: new Int32Array(0),
      test: Int32Array.from({ length: numRows - numTrain }, (_, row) => numTrain + row),
    },
  };
}

/** All ids, those of `a` first. */
export function unite(a: Vocabulary, b: Vocabulary): Vocabulary {
  const added = b.ids.filter((id) => a.indexOf(id) < 0);
  const ids = new Int32Array(a.size + added.length);
  ids.set(a.ids);
  ids.set(added, a.size);
  return createVocabulary(ids);
}

function renumbered(from: Interactions, oldUsers: Vocabulary, oldItems: Vocabulary, users: Vocabulary, items: Vocabulary): Interactions {
  return {
    ...from,
    userIndices: from.userIndices.map((index) => users.indexOf(oldUsers.ids[index])),
    itemIndices: from.itemIndices.map((index) => items.indexOf(oldItems.ids[index])),
  };
}

function concatenate(a: Interactions, b: Interactions): Interactions {
  const length = a.ratings.length + b.ratings.length;
  return {
    userIndices: joined(a.userIndices, b.userIndices, new Int32Array(length)),
    itemIndices: joined(a.itemIndices, b.itemIndices, new Int32Array(length)),
    ratings: joined(a.ratings, b.ratings, new Float32Array(length)),
    timestamps: joined(a.timestamps, b.timestamps, new Float64Array(length)),
  };
}

function joined<T extends Int32Array | Float32Array | Float64Array>(a: T, b: T, into: T): T {
  into.set(a);
  into.set(b, a.length);
  return into;
}

function fromEither<T>(united: Vocabulary, a: Vocabulary, ofA: readonly T[], b: Vocabulary, ofB: readonly T[]): T[] {
  return Array.from(united.ids, (id) => (a.indexOf(id) >= 0 ? ofA[a.indexOf(id)]! : ofB[b.indexOf(id)]!));
}
