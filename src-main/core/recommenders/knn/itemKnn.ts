import { type CsrMatrix, transposeUserItem } from '../../data/csrMatrix.ts';
import { type Baseline, fitBaseline, userBias } from '../baseline.ts';
import { baselineOptions } from '../bias.ts';
import { choiceSetting, numberSetting } from '../hyperparameters.ts';
import { float32, floatData } from '../modelTensors.ts';
import { checkPerson } from '../personalRatings.ts';
import type { FittedRecommender, Hyperparameters, Person, RecommenderDefinition } from '../recommender.ts';
import { type Measure, nearestItems } from './coRatings.ts';
import { byNeighbour, type NeighbourLists, loadNeighbours, neighbourTensors, similarityRow } from './neighbourLists.ts';

const weightings = ['tf-idf', 'cosine'] as const;

/**
 * Item neighbourhoods, two kinds in one fit: cosine over who watched what (optionally TF-IDF, a person who rated everything says little) ranks;
 * shrunk Pearson correlation of baseline residuals predicts stars.
 */
export const itemKnnDefinition: RecommenderDefinition = {
  name: 'item-knn',
  summary: 'Films watched by the same people as the films that you rated.',
  citation:
    'Sarwar et al., "Item-based collaborative filtering recommendation algorithms", WWW 2001; Koren, "Factor in the Neighbors", TKDD 2010, equations 2 and 3 (shrunk Pearson of baseline residuals).',
  predictsStars: true,
  defaults: {
    weighting: 'tf-idf',
    scoreNeighbours: 100,
    scoreShrinkage: 10,
    starsNeighbours: 40,
    starsWidth: 600,
    starsShrinkage: 100,
    starsDamping: 0.1,
    userRegularization: 8,
    itemRegularization: 4,
    sweeps: 10,
  },
  searchSpace: {
    weighting: { kind: 'choice', values: weightings },
    scoreNeighbours: { kind: 'log', min: 20, max: 400, integer: true },
    scoreShrinkage: { kind: 'log', min: 1, max: 200 },
    starsNeighbours: { kind: 'log', min: 15, max: 120, integer: true },
    starsShrinkage: { kind: 'log', min: 10, max: 400 },
    starsDamping: { kind: 'log', min: 0.001, max: 1 },
  },
  listSettings: ['weighting', 'scoreNeighbours', 'scoreShrinkage'],
  async fit({ matrix }, hyperparameters, { reportProgress, signal }) {
    const baseline = fitBaseline(matrix, baselineOptions(hyperparameters));
    const userWeights = weightsOfUsers(matrix, choiceSetting(hyperparameters, 'weighting', weightings));
    const byItem = transposeUserItem(matrix);
    const norms = Float64Array.from({ length: matrix.numColumns }, (_, item) => {
      let square = 0;
      for (let e = byItem.rowOffsets[item]; e < byItem.rowOffsets[item + 1]; e++) square += userWeights[byItem.columnIndices[e]] ** 2;
      return Math.sqrt(square);
    });
    const scoreShrinkage = numberSetting(hyperparameters, 'scoreShrinkage');
    const starsShrinkage = numberSetting(hyperparameters, 'starsShrinkage');
    const cosine: Measure = {
      width: numberSetting(hyperparameters, 'scoreNeighbours', 1),
      similarity: (item, other, { dots }) => dots[other] / (norms[item] * norms[other] + scoreShrinkage),
    };
    // s_ij = (n - 1) / (n - 1 + shrinkage) * rho_ij over the n people who rated both.
    const pearson: Measure = {
      width: numberSetting(hyperparameters, 'starsWidth', 1),
      similarity(_item, other, { counts, products, ownSquares, otherSquares }) {
        const n = counts[other];
        if (n < 2 || products[other] <= 0) return 0;
        return ((n - 1) / (n - 1 + starsShrinkage)) * (products[other] / Math.sqrt(ownSquares[other] * otherSquares[other]));
      },
    };
    const input = { byUser: matrix, byItem, userWeights, residuals: baselineResiduals(matrix, baseline) };
    const [scoreLists, starsLists] = await nearestItems(input, [cosine, pearson], reportProgress, signal);
    return itemKnn({ ...baseline, mean: Math.fround(baseline.mean) }, scoreLists, starsLists, hyperparameters);
  },
  load(numItems, hyperparameters, tensors) {
    const baseline = {
      mean: floatData(tensors, 'mean', [1])[0],
      itemBiases: floatData(tensors, 'itemBiases', [numItems]),
      userRegularization: numberSetting(hyperparameters, 'userRegularization'),
    };
    return itemKnn(baseline, loadNeighbours('score', numItems, tensors), loadNeighbours('stars', numItems, tensors), hyperparameters);
  },
};

interface FoldedRatings {
  readonly userBias: number;
  /** Rated films, ascending, so that sums do not depend on the order of rating. */
  readonly items: Int32Array;
  /** [numItems] 1 where rated */
  readonly isRated: Uint8Array;
  /** [numItems] r_uj - b_uj where rated */
  readonly residuals: Float32Array;
}

function itemKnn(
  baseline: Baseline,
  scoreLists: NeighbourLists,
  starsLists: NeighbourLists,
  hyperparameters: Hyperparameters,
): FittedRecommender {
  const numItems = baseline.itemBiases.length;
  const starsSources = byNeighbour(starsLists);
  const starsNeighbours = numberSetting(hyperparameters, 'starsNeighbours', 1);
  const starsDamping = numberSetting(hyperparameters, 'starsDamping');

  function foldIn(person: Person): FoldedRatings {
    const bias = userBias(baseline, person);
    const isRated = new Uint8Array(numItems);
    const residuals = new Float32Array(numItems);
    person.itemIndices.forEach((item, i) => {
      isRated[item] = 1;
      residuals[item] = person.ratings[i] - baseline.mean - bias - baseline.itemBiases[item];
    });
    return { userBias: bias, items: person.itemIndices.slice().sort(), isRated, residuals };
  }

  /** score_i = sum of s_ij over the rated films j among the neighbours of i */
  function score({ isRated }: FoldedRatings): Float32Array {
    const { offsets, neighbours, similarities } = scoreLists;
    const scores = new Float32Array(numItems);
    for (let item = 0; item < numItems; item++) {
      let sum = 0;
      for (let e = offsets[item]; e < offsets[item + 1]; e++) if (isRated[neighbours[e]] === 1) sum += similarities[e];
      scores[item] = sum;
    }
    return scores;
  }

  /** b_ui + sum s_ij (r_uj - b_uj) / (damping + sum s_ij) over the nearest rated films */
  function stars(folded: FoldedRatings): Float32Array {
    const { mean, itemBiases } = baseline;
    const predictions = folded.items.length <= starsNeighbours ? fromAllRated(folded) : fromNearestRated(folded);
    for (let item = 0; item < numItems; item++) predictions[item] += mean + folded.userBias + itemBiases[item];
    return predictions;
  }

  function fromNearestRated({ isRated, residuals }: FoldedRatings): Float32Array {
    const { offsets, neighbours, similarities } = starsLists;
    const deviations = new Float32Array(numItems);
    for (let item = 0; item < numItems; item++) {
      let weighted = 0;
      let weights = starsDamping;
      let used = 0;
      for (let e = offsets[item]; e < offsets[item + 1] && used < starsNeighbours; e++) {
        const neighbour = neighbours[e];
        if (isRated[neighbour] === 0) continue;
        weighted += similarities[e] * residuals[neighbour];
        weights += similarities[e];
        used++;
      }
      if (used > 0) deviations[item] = weighted / weights;
    }
    return deviations;
  }

  /** The same where no film can have more rated neighbours than count: a short history touches few pairs. */
  function fromAllRated({ items, residuals }: FoldedRatings): Float32Array {
    const { offsets, neighbours, similarities } = starsSources;
    const weighted = new Float64Array(numItems);
    const weights = new Float64Array(numItems);
    for (const rated of items) {
      for (let e = offsets[rated]; e < offsets[rated + 1]; e++) {
        weighted[neighbours[e]] += similarities[e] * residuals[rated];
        weights[neighbours[e]] += similarities[e];
      }
    }
    return Float32Array.from(weighted, (sum, item) => (weights[item] === 0 ? 0 : sum / (starsDamping + weights[item])));
  }

  return {
    name: 'item-knn',
    numItems,
    hyperparameters,
    foldIn(person) {
      checkPerson(person, numItems);
      return { person, state: foldIn(person) };
    },
    score: ({ state }) => score(state as FoldedRatings),
    stars: ({ state }) => stars(state as FoldedRatings),
    similar: (itemIndex) => similarityRow(scoreLists, itemIndex),
    tensors: () => ({
      mean: float32(Float32Array.of(baseline.mean)),
      itemBiases: float32(baseline.itemBiases),
      ...neighbourTensors('score', scoreLists),
      ...neighbourTensors('stars', starsLists),
    }),
    holdsUsers: false,
  };
}

/** TF-IDF with films as documents and people as terms: log(numItems / (1 + n_u)), never negative; plain cosine weighs everybody 1. */
export function weightsOfUsers({ numRows, numColumns, rowOffsets }: CsrMatrix, weighting: (typeof weightings)[number]): Float32Array {
  return Float32Array.from({ length: numRows }, (_, user) =>
    weighting === 'cosine' ? 1 : Math.max(0, Math.log(numColumns / (1 + rowOffsets[user + 1] - rowOffsets[user]))),
  );
}

/** r_ui - b_ui of every entry of users x items. */
export function baselineResiduals(matrix: CsrMatrix, baseline: Baseline): Float32Array {
  const { numRows, rowOffsets, columnIndices, values } = matrix;
  const residuals = new Float32Array(values.length);
  for (let user = 0; user < numRows; user++) {
    const from = rowOffsets[user];
    const to = rowOffsets[user + 1];
    const bias = userBias(baseline, { itemIndices: columnIndices.subarray(from, to), ratings: values.subarray(from, to) });
    for (let e = from; e < to; e++) residuals[e] = values[e] - baseline.mean - bias - baseline.itemBiases[columnIndices[e]];
  }
  return residuals;
}
