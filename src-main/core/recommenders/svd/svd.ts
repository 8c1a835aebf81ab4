import type { UserItemMatrix } from '../../data/csrMatrix.ts';
import {
  cosineToItem,
  type ExplicitItems,
  type ExplicitPerson,
  foldInExplicit,
  type ItemSide,
  itemScores,
  servedItems,
} from '../als/factorModel.ts';
import { type Baseline, fitBaseline, userBias } from '../baseline.ts';
import { integerSetting, numberSetting } from '../hyperparameters.ts';
import { float32, floatData } from '../modelTensors.ts';
import { checkPerson } from '../personalRatings.ts';
import type { FitContext, FittedRecommender, Hyperparameters, Person, RecommenderDefinition, TrainingData } from '../recommender.ts';
import { rightSingularVectors } from './truncatedSvd.ts';

/**
 * Two truncated decompositions. Lists follow the raw ratings with nothing in place of missing ones: s = r V V^T (Cremonesi et al. 2010,
 * PureSVD). Stars follow what is left of ratings after mean and biases, missing ones at zero (Sarwar et al. 2000), but a person's place
 * along those directions W is the regularised least squares over the films that they rated, since a zero for all others would leave next to
 * nothing of a short history.
 */
export const svdDefinition: RecommenderDefinition = {
  name: 'svd',
  summary: 'Compresses the table of ratings to its main directions and fills in what is missing along them.',
  citation:
    'Sarwar, Karypis, Konstan, Riedl, "Application of Dimensionality Reduction in Recommender System", WebKDD 2000; lists as PureSVD in Cremonesi, Koren, Turrin, "Performance of Recommender Algorithms on Top-N Recommendation Tasks", RecSys 2010.',
  predictsStars: true,
  defaults: {
    factors: 50,
    starsFactors: 20,
    starsRegularization: 300,
    iterations: 8,
    userRegularization: 8,
    itemRegularization: 4,
    sweeps: 10,
  },
  searchSpace: {
    factors: { kind: 'choice', values: [20, 50, 100] },
    starsFactors: { kind: 'linear', min: 4, max: 50, integer: true },
    starsRegularization: { kind: 'log', min: 30, max: 2000 },
    userRegularization: { kind: 'log', min: 1, max: 40 },
    itemRegularization: { kind: 'log', min: 1, max: 40 },
  },
  listSettings: ['factors'],
  async fit({ matrix }: TrainingData, hyperparameters, context) {
    const baseline = fitBaseline(matrix, {
      userRegularization: numberSetting(hyperparameters, 'userRegularization'),
      itemRegularization: numberSetting(hyperparameters, 'itemRegularization'),
      sweeps: numberSetting(hyperparameters, 'sweeps', 1),
    });
    const lists = await decompose(matrix, integerSetting(hyperparameters, 'factors', 1), hyperparameters, context);
    const directions = await decompose(
      residuals(matrix, baseline),
      integerSetting(hyperparameters, 'starsFactors', 1),
      hyperparameters,
      context,
    );
    const mean = Math.fround(baseline.mean);
    const stars = { ...directions, itemFactors: weighted(directions), itemBiases: baseline.itemBiases, globalMean: mean };
    return svd(lists, stars, hyperparameters);
  },
  load(numItems, hyperparameters, tensors) {
    const table = (name: string, setting: string): ItemSide => {
      const factors = integerSetting(hyperparameters, setting, 1);
      return { numItems, factors, itemFactors: floatData(tensors, name, [numItems, factors]) };
    };
    const stars = { ...table('starsFactors', 'starsFactors'), itemBiases: floatData(tensors, 'itemBiases', [numItems]) };
    return svd(table('itemFactors', 'factors'), { ...stars, globalMean: floatData(tensors, 'mean', [1])[0]! }, hyperparameters);
  },
};

interface Directions extends ItemSide {
  /** Singular values, descending. */
  readonly values: Float64Array;
}

async function decompose(matrix: UserItemMatrix, rank: number, hyperparameters: Hyperparameters, context: FitContext): Promise<Directions> {
  const { rng, runtime, reportProgress, signal } = context;
  const iterations = integerSetting(hyperparameters, 'iterations', 1);
  const options = { rank, iterations, rng: rng.fork(rank), runtime, reportProgress, ...(signal === undefined ? {} : { signal }) };
  const { vectors, values } = await rightSingularVectors(matrix, options);
  return { numItems: matrix.numColumns, factors: rank, itemFactors: vectors, values };
}

/** Columns of mean square s_f / s_1: weaker directions count for less where a person is solved for. */
function weighted({ itemFactors, numItems, factors, values }: Directions): Float32Array {
  const strongest = values[0] ?? 0;
  return itemFactors.map((entry, at) => {
    const strength = strongest === 0 ? 0 : (values[at % factors] ?? 0) / strongest;
    return entry * Math.sqrt(numItems * strength);
  });
}

/** Ratings less mean and biases. */
function residuals(matrix: UserItemMatrix, baseline: Baseline): UserItemMatrix {
  const { numRows, rowOffsets, columnIndices } = matrix;
  const values = matrix.values.slice();
  for (let row = 0; row < numRows; row++) {
    const from = rowOffsets[row]!;
    const to = rowOffsets[row + 1]!;
    const bias = userBias(baseline, { itemIndices: columnIndices.subarray(from, to), ratings: matrix.values.subarray(from, to) });
    for (let at = from; at < to; at++) values[at]! -= baseline.mean + bias + baseline.itemBiases[columnIndices[at]!]!;
  }
  return { ...matrix, values };
}

interface Placed {
  /** r V. */
  readonly taste: Float64Array;
  readonly stars: ExplicitPerson;
}

function svd(fitted: ItemSide, fittedStars: ExplicitItems, hyperparameters: Hyperparameters): FittedRecommender {
  const { numItems } = fitted;
  const [lists, stars] = [servedItems(fitted), servedItems(fittedStars)];
  const shrinkage = numberSetting(hyperparameters, 'starsRegularization');
  const userRegularization = numberSetting(hyperparameters, 'userRegularization');
  return {
    name: 'svd',
    numItems,
    hyperparameters,
    foldIn(person) {
      checkPerson(person, numItems);
      const solved = foldInExplicit(stars, person, { factors: () => shrinkage, bias: () => userRegularization });
      const state: Placed = { taste: project(lists, person), stars: solved };
      return { person, state };
    },
    score: ({ state }) => itemScores(lists, (state as Placed).taste, null, 0),
    stars({ state }) {
      const { factors, bias } = (state as Placed).stars;
      return itemScores(stars, factors, stars.itemBiases, stars.globalMean + bias);
    },
    similar: (itemIndex) => cosineToItem(lists, itemIndex),
    tensors: () => ({
      itemFactors: float32(lists.itemFactors, [numItems, lists.factors]),
      starsFactors: float32(stars.itemFactors, [numItems, stars.factors]),
      itemBiases: float32(stars.itemBiases),
      mean: float32(Float32Array.of(stars.globalMean)),
    }),
    holdsUsers: false,
  };
}

/** r V [factors]: what training gives a user, U S, for the same ratings. */
function project({ factors: k, itemFactors }: ItemSide, { itemIndices, ratings }: Person): Float64Array {
  const vector = new Float64Array(k);
  itemIndices.forEach((item, i) => {
    for (let f = 0; f < k; f++) vector[f]! += ratings[i]! * itemFactors[item * k + f]!;
  });
  return vector;
}
