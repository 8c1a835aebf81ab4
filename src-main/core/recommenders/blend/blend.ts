import { pause } from '../../base/pause.ts';
import { throwIfCancelled } from '../../base/progress.ts';
import { userItemEntries } from '../../data/csrMatrix.ts';
import { splitRows } from '../../data/splitting.ts';
import type { Interactions } from '../../data/interactions.ts';
import { numberSetting, stepSettings } from '../hyperparameters.ts';
import type { Tensor } from '../../engine/tensor.ts';
import { float32, floatData, type ModelTensors } from '../modelTensors.ts';
import { checkPerson } from '../personalRatings.ts';
import type { FitContext, FittedRecommender, FoldedPerson, Hyperparameters, RecommenderDefinition, TrainingData } from '../recommender.ts';
import { trainedPerson } from '../trainingData.ts';
import { fitListWeights, type ListCase, listCase, standardize } from './listWeights.ts';
import { fitParts, loadParts, partDefaults, partNames, type Parts, partTensors } from './parts.ts';
import { openStages, type Stages } from './stages.ts';
import { fitStarWeights } from './starWeights.ts';

const starParts = ['bayes-mf', 'item-knn', 'als'] as const;
const listParts = ['ease', 'ials', 'item-knn'] as const;

/**
 * Two blends in one model: stars are a non-negative combination of the stars of several models, lists add up the standardized scores of others. The
 * weights are fitted on a tenth of the training rows, predicted by parts that have not seen them; then every part is fitted again on all rows.
 */
export const blendDefinition: RecommenderDefinition = {
  name: 'blend',
  summary:
    'Several models together: each says how many stars and which films, and how far each is trusted was learned from ratings held back.',
  citation:
    'Breiman, "Stacked Regressions", Machine Learning 1996; Töscher, Jahrer, Bell, "The BigChaos Solution to the Netflix Grand Prize", 2009, section 4.',
  predictsStars: true,
  defaults: {
    starParts: starParts.join(','),
    listParts: listParts.join(','),
    validationFraction: 0.1,
    ridge: 10,
    ...partDefaults([...new Set([...starParts, ...listParts])]),
    ...stepSettings,
  },
  searchSpace: { ridge: { kind: 'log', min: 1, max: 1000 } },
  async fit(data, hyperparameters, context) {
    const names = allNames(hyperparameters);
    const stages = openStages(context, hyperparameters);
    const weights = await stages.run({
      index: names.length,
      fit: () => fitWeights(data, hyperparameters, context, stages),
      tensors: weightTensors,
      load: (tensors) => weightsOf(tensors, hyperparameters),
      replacesEarlier: true,
    });
    const parts = await fitParts(names, data, hyperparameters, context, { round: 'All ratings', stages, firstStage: names.length + 1 });
    return blend(parts, weights, data.matrix.numColumns, hyperparameters);
  },
  load(numItems, hyperparameters, tensors) {
    const parts = loadParts(allNames(hyperparameters), numItems, hyperparameters, tensors);
    return blend(parts, weightsOf(tensors, hyperparameters), numItems, hyperparameters);
  },
};

/** In the order of the settings that name the parts. */
interface BlendWeights {
  readonly stars: Float64Array;
  readonly constant: number;
  readonly lists: Float64Array;
}

const weightTensors = ({ stars, constant, lists }: BlendWeights): Record<string, Tensor> => ({
  starWeights: float32(Float32Array.from(stars)),
  starConstant: float32(Float32Array.of(constant)),
  listWeights: float32(Float32Array.from(lists)),
});

function weightsOf(tensors: ModelTensors, hyperparameters: Hyperparameters): BlendWeights {
  const { stars, lists } = namesOf(hyperparameters);
  return {
    stars: Float64Array.from(floatData(tensors, 'starWeights', [stars.length])),
    constant: floatData(tensors, 'starConstant', [1])[0],
    lists: Float64Array.from(floatData(tensors, 'listWeights', [lists.length])),
  };
}

const namesOf = (hyperparameters: Hyperparameters) => ({
  stars: partNames(hyperparameters, 'starParts', true),
  lists: partNames(hyperparameters, 'listParts', false),
});

function allNames(hyperparameters: Hyperparameters): string[] {
  const { stars, lists } = namesOf(hyperparameters);
  return [...new Set([...stars, ...lists])];
}

async function fitWeights(
  data: TrainingData,
  hyperparameters: Hyperparameters,
  context: FitContext,
  stages: Stages,
): Promise<BlendWeights> {
  const { matrix } = data;
  const { stars: starNames, lists: listNames } = namesOf(hyperparameters);
  const rows = entriesOf(data);
  const split = splitRows(rows, numberSetting(hyperparameters, 'validationFraction'), context.rng.fork('blend'));
  const learned: TrainingData = { ...data, ...onlyRows(rows, split.train, matrix.numRows, matrix.numColumns) };
  const held = onlyRows(rows, split.test, matrix.numRows, matrix.numColumns).matrix;
  const parts = await fitParts(allNames(hyperparameters), learned, hyperparameters, context, { round: 'Weights', stages, firstStage: 0 });
  const predictions = starNames.map(() => [] as number[]);
  const ratings: number[] = [];
  const cases: ListCase[] = [];
  for (let user = 0; user < held.numRows; user++) {
    const from = held.rowOffsets[user];
    const to = held.rowOffsets[user + 1];
    if (to === from) continue;
    if (user % 16 === 0) {
      throwIfCancelled(context.signal);
      await pause();
    }
    const person = trainedPerson(learned, user);
    starNames.forEach((name, p) => {
      const part = parts.get(name)!;
      const stars = part.stars!(part.foldIn(person));
      for (let at = from; at < to; at++) predictions[p].push(stars[held.columnIndices[at]]);
    });
    for (let at = from; at < to; at++) ratings.push(held.values[at]);
    const scores = listNames.map((name) => standardize(scoresOf(parts, name, person).slice()));
    cases.push(listCase(scores, person.itemIndices, new Set(held.columnIndices.subarray(from, to))));
  }
  const { weights, constant } = fitStarWeights(
    predictions.map((values) => Float64Array.from(values)),
    Float64Array.from(ratings),
    numberSetting(hyperparameters, 'ridge'),
  );
  const lists = fitListWeights(cases, listNames.length);
  context.logger.info('blend weights', {
    ...Object.fromEntries(starNames.map((name, p) => [`stars of ${name}`, weights[p]])),
    ...Object.fromEntries(listNames.map((name, p) => [`lists of ${name}`, lists[p]])),
  });
  return { stars: weights.map(Math.fround), constant: Math.fround(constant), lists: lists.map(Math.fround) };
}

const scoresOf = (parts: Parts, name: string, person: FoldedPerson['person']): Float32Array => {
  const part = parts.get(name)!;
  return part.score(part.foldIn(person));
};

/** The matrix as rows. */
function entriesOf({ matrix, timestamps }: TrainingData): Interactions {
  const userIndices = new Int32Array(matrix.values.length);
  for (let user = 0; user < matrix.numRows; user++) userIndices.fill(user, matrix.rowOffsets[user], matrix.rowOffsets[user + 1]);
  return { userIndices, itemIndices: matrix.columnIndices, ratings: matrix.values, timestamps };
}

function onlyRows(all: Interactions, rows: Int32Array, numUsers: number, numItems: number): Pick<TrainingData, 'matrix' | 'timestamps'> {
  const chosen: Interactions = {
    userIndices: rows.map((row) => all.userIndices[row]),
    itemIndices: rows.map((row) => all.itemIndices[row]),
    ratings: Float32Array.from(rows, (row) => all.ratings[row]),
    timestamps: Float64Array.from(rows, (row) => all.timestamps[row]),
  };
  const { matrix, rows: sources } = userItemEntries(chosen, numUsers, numItems);
  return { matrix, timestamps: Float64Array.from(sources, (row) => chosen.timestamps[row]) };
}

function blend(parts: Parts, weights: BlendWeights, numItems: number, hyperparameters: Hyperparameters): FittedRecommender {
  const { stars: starNames, lists: listNames } = namesOf(hyperparameters);
  const foldedBy = ({ state }: FoldedPerson) => state as ReadonlyMap<string, FoldedPerson>;
  /** [numItems] constant + sum of weight * values of each part that has a weight */
  function combined(names: readonly string[], own: Float64Array, constant: number, valuesOf: (name: string) => Float32Array): Float32Array {
    const sum = new Float32Array(numItems).fill(constant);
    names.forEach((name, p) => {
      if (own[p] === 0) return;
      const values = valuesOf(name);
      for (let item = 0; item < numItems; item++) sum[item] += own[p] * values[item];
    });
    return sum;
  }
  return {
    name: 'blend',
    numItems,
    hyperparameters,
    foldIn(person) {
      checkPerson(person, numItems);
      return { person, state: new Map([...parts].map(([name, part]) => [name, part.foldIn(person)])) };
    },
    score: (folded) =>
      combined(listNames, weights.lists, 0, (name) => standardize(parts.get(name)!.score(foldedBy(folded).get(name)!).slice())),
    stars: (folded) => combined(starNames, weights.stars, weights.constant, (name) => parts.get(name)!.stars!(foldedBy(folded).get(name)!)),
    similar(itemIndex) {
      const similarity = combined(listNames, weights.lists, 0, (name) => {
        const own = parts.get(name)!.similar(itemIndex).slice();
        own[itemIndex] = 0;
        return standardize(own);
      });
      similarity[itemIndex] = Number.NEGATIVE_INFINITY;
      return similarity;
    },
    tensors: () => ({ ...partTensors(parts), ...weightTensors(weights) }),
    holdsUsers: [...parts.values()].some((part) => part.holdsUsers),
  };
}
