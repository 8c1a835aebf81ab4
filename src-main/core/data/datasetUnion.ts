import { featuresOfFilms, unionOfFeatures } from './filmFeatures.ts';
import { type Dataset, type FilmFacts, type Interactions } from './interactions.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';

/**
 * Several MovieLens sets as one: films with the same id are one film, users stay apart (the same number in two sets is two people). User ids
 * are numbered anew from 1. Ratings keep their stars: all sets use five, finer or coarser.
 */
export function unionOfDatasets(datasets: readonly Dataset[], name: string, sha256: string): Dataset {
  const items = datasets.map(({ items }) => items).reduce(unite);
  const numUsers = datasets.reduce((sum, { users }) => sum + users.size, 0);
  let firstUser = 0;
  const parts = datasets.map((dataset) => {
    const { interactions } = dataset;
    const toUnion = Int32Array.from(dataset.items.ids, (id) => items.indexOf(id));
    const offset = firstUser;
    firstUser += dataset.users.size;
    return {
      ...interactions,
      userIndices: interactions.userIndices.map((user) => user + offset),
      itemIndices: interactions.itemIndices.map((item) => toUnion[item]),
    };
  });
  return {
    name,
    sha256,
    scale: {
      min: Math.min(...datasets.map(({ scale }) => scale.min)),
      max: Math.max(...datasets.map(({ scale }) => scale.max)),
      step: Math.min(...datasets.map(({ scale }) => scale.step)),
    },
    users: createVocabulary(Int32Array.from({ length: numUsers }, (_, user) => user + 1)),
    items,
    interactions: concatenated(parts),
    demographics: datasets.flatMap(({ demographics }) => demographics),
    films: Array.from(items.ids, (id) => filmOf(datasets, id)),
    features: unionOfFeatures(
      datasets.map(({ features, items: own }) => ({ features, films: Int32Array.from(items.ids, (id) => own.indexOf(id)) })),
    ),
  };
}

/** The same ratings over a given catalogue: films outside it lose their rows, films without ratings are there all the same. */
export function datasetOverCatalogue(dataset: Dataset, films: readonly FilmFacts[]): Dataset {
  const items = createVocabulary(Int32Array.from(films, ({ id }) => id));
  const toCatalogue = Int32Array.from(dataset.items.ids, (id) => items.indexOf(id));
  const { userIndices, itemIndices, ratings, timestamps } = dataset.interactions;
  const rows = Int32Array.from(ratings.keys()).filter((row) => toCatalogue[itemIndices[row]] >= 0);
  return {
    ...dataset,
    items,
    films,
    ...(dataset.features === undefined
      ? {}
      : {
          features: featuresOfFilms(
            dataset.features,
            films.map(({ id }) => dataset.items.indexOf(id)),
          ),
        }),
    interactions: {
      userIndices: rows.map((row) => userIndices[row]),
      itemIndices: rows.map((row) => toCatalogue[itemIndices[row]]),
      ratings: Float32Array.from(rows, (row) => ratings[row]),
      timestamps: Float64Array.from(rows, (row) => timestamps[row]),
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

/** Rows of all parts, which must share their indices. */
export function concatenated(parts: readonly Interactions[]): Interactions {
  const length = parts.reduce((sum, { ratings }) => sum + ratings.length, 0);
  const joined = {
    userIndices: new Int32Array(length),
    itemIndices: new Int32Array(length),
    ratings: new Float32Array(length),
    timestamps: new Float64Array(length),
  };
  let from = 0;
  for (const part of parts) {
    joined.userIndices.set(part.userIndices, from);
    joined.itemIndices.set(part.itemIndices, from);
    joined.ratings.set(part.ratings, from);
    joined.timestamps.set(part.timestamps, from);
    from += part.ratings.length;
  }
  return joined;
}

function filmOf(datasets: readonly Dataset[], id: number): FilmFacts {
  for (const { items, films } of datasets) {
    const index = items.indexOf(id);
    if (index >= 0) return films[index];
  }
  throw new Error(`internal: film ${id} is in no data set`);
}
