import { type CsrMatrix, transposeUserItem, type UserItemMatrix } from '../../data/csrMatrix.ts';
import { type Baseline, fitBaseline, userBias } from '../baseline.ts';
import { baselineOptions } from '../bias.ts';
import { numberSetting } from '../hyperparameters.ts';
import { float32, floatData, int32, tensorData } from '../modelTensors.ts';
import { checkPerson } from '../personalRatings.ts';
import type { FittedRecommender, Hyperparameters, Person, RecommenderDefinition } from '../recommender.ts';
import { createTopCollector } from '../topK.ts';
import { baselineResiduals } from './itemKnn.ts';

/** User neighbourhoods: what the people most like this one watched, and how they rated it. Keeps the training rows, so it never ships. */
export const userKnnDefinition: RecommenderDefinition = {
  name: 'user-knn',
  summary: 'Films watched by the people whose taste is closest to yours.',
  citation:
    'Resnick et al., "GroupLens", CSCW 1994; Herlocker et al., "An algorithmic framework for performing collaborative filtering", SIGIR 1999; residuals as in Koren, TKDD 2010.',
  predictsStars: true,
  defaults: {
    scoreNeighbours: 60,
    scoreShrinkage: 2,
    starsNeighbours: 60,
    starsShrinkage: 20,
    starsDamping: 0.5,
    userRegularization: 8,
    itemRegularization: 4,
    sweeps: 10,
  },
  searchSpace: {
    scoreNeighbours: { kind: 'log', min: 15, max: 300, integer: true },
    scoreShrinkage: { kind: 'log', min: 0.1, max: 100 },
    starsNeighbours: { kind: 'log', min: 15, max: 200, integer: true },
    starsShrinkage: { kind: 'log', min: 1, max: 200 },
    starsDamping: { kind: 'log', min: 0.01, max: 5 },
  },
  listSettings: ['scoreNeighbours', 'scoreShrinkage'],
  async fit({ matrix }, hyperparameters) {
    const baseline = fitBaseline(matrix, baselineOptions(hyperparameters));
    return userKnn(matrix, { ...baseline, mean: Math.fround(baseline.mean) }, hyperparameters);
  },
  load(numItems, hyperparameters, tensors) {
    const rowOffsets = tensorData(tensors, 'rowOffsets', 'int32', [null]);
    const columnIndices = tensorData(tensors, 'columnIndices', 'int32', [null]);
    const values = floatData(tensors, 'values', [columnIndices.length]);
    const matrix = { numRows: rowOffsets.length - 1, numColumns: numItems, rowOffsets, columnIndices, values } as UserItemMatrix;
    const baseline = {
      mean: floatData(tensors, 'mean', [1])[0],
      itemBiases: floatData(tensors, 'itemBiases', [numItems]),
      userRegularization: numberSetting(hyperparameters, 'userRegularization'),
    };
    return userKnn(matrix, baseline, hyperparameters);
  },
};

interface FoldedNeighbours {
  readonly userBias: number;
  /** Nearest first. */
  readonly byCosine: Neighbours;
  readonly byPearson: Neighbours;
}

interface Neighbours {
  readonly users: Int32Array;
  readonly similarities: Float32Array;
}

function userKnn(matrix: UserItemMatrix, baseline: Baseline, hyperparameters: Hyperparameters): FittedRecommender {
  const { numRows: numUsers, numColumns: numItems, rowOffsets, columnIndices, values } = matrix;
  const byItem = transposeUserItem(matrix);
  const residuals = baselineResiduals(matrix, baseline);
  const itemResiduals = entriesByItem(matrix, byItem, residuals);
  // TF-IDF with people as documents: agreeing on a film that everybody saw says little.
  const idf = Float32Array.from({ length: numItems }, (_, item) => Math.log(numUsers / (1 + countOf(byItem, item))) ** 2);
  const norms = Float64Array.from({ length: numUsers }, (_, user) =>
    Math.sqrt(sumOf(columnIndices.subarray(rowOffsets[user], rowOffsets[user + 1]), idf)),
  );
  const scoreNeighbours = numberSetting(hyperparameters, 'scoreNeighbours', 1);
  const scoreShrinkage = numberSetting(hyperparameters, 'scoreShrinkage');
  const starsNeighbours = numberSetting(hyperparameters, 'starsNeighbours', 1);
  const starsShrinkage = numberSetting(hyperparameters, 'starsShrinkage');
  const starsDamping = numberSetting(hyperparameters, 'starsDamping');

  function foldIn(person: Person): FoldedNeighbours {
    const bias = userBias(baseline, person);
    const counts = new Float64Array(numUsers);
    const dots = new Float64Array(numUsers);
    const products = new Float64Array(numUsers);
    const ownSquares = new Float64Array(numUsers);
    const otherSquares = new Float64Array(numUsers);
    person.itemIndices.forEach((item, i) => {
      const own = person.ratings[i] - baseline.mean - bias - baseline.itemBiases[item];
      for (let e = byItem.rowOffsets[item]; e < byItem.rowOffsets[item + 1]; e++) {
        const user = byItem.columnIndices[e];
        counts[user]++;
        dots[user] += idf[item];
        products[user] += own * itemResiduals[e];
        ownSquares[user] += own * own;
        otherSquares[user] += itemResiduals[e] * itemResiduals[e];
      }
    });
    const norm = Math.sqrt(sumOf(person.itemIndices, idf));
    const nearest = createTopCollector(Math.min(scoreNeighbours, numUsers));
    const alike = createTopCollector(numUsers);
    for (let user = 0; user < numUsers; user++) {
      if (counts[user] === 0 || user === person.userIndex) continue;
      if (dots[user] > 0) nearest.push(user, dots[user] / (norm * norms[user] + scoreShrinkage));
      if (products[user] > 0) {
        const n = counts[user];
        alike.push(user, ((n - 1) / (n - 1 + starsShrinkage)) * (products[user] / Math.sqrt(ownSquares[user] * otherSquares[user])));
      }
    }
    const cosine = nearest.drain();
    const pearson = alike.drain();
    return {
      userBias: bias,
      byCosine: { users: cosine.itemIndices, similarities: cosine.scores },
      byPearson: { users: pearson.itemIndices, similarities: pearson.scores },
    };
  }

  /** score_i = sum of s_uv over the neighbours v who watched i */
  function score({ byCosine: { users, similarities } }: FoldedNeighbours): Float32Array {
    const scores = new Float32Array(numItems);
    users.forEach((user, at) => {
      for (let e = rowOffsets[user]; e < rowOffsets[user + 1]; e++) scores[columnIndices[e]] += similarities[at];
    });
    return scores;
  }

  /** b_ui + sum s_uv (r_vi - b_vi) / (damping + sum s_uv) over the nearest people who rated i */
  function stars({ userBias: bias, byPearson: { users, similarities } }: FoldedNeighbours): Float32Array {
    const weighted = new Float32Array(numItems);
    const weights = new Float32Array(numItems);
    const used = new Int32Array(numItems);
    users.forEach((user, at) => {
      for (let e = rowOffsets[user]; e < rowOffsets[user + 1]; e++) {
        const item = columnIndices[e];
        if (used[item] >= starsNeighbours) continue;
        used[item]++;
        weighted[item] += similarities[at] * residuals[e];
        weights[item] += similarities[at];
      }
    });
    return weighted.map(
      (sum, item) => baseline.mean + bias + baseline.itemBiases[item] + (used[item] === 0 ? 0 : sum / (starsDamping + weights[item])),
    );
  }

  return {
    name: 'user-knn',
    numItems,
    hyperparameters,
    foldIn(person) {
      checkPerson(person, numItems);
      return { person, state: foldIn(person) };
    },
    score: ({ state }) => score(state as FoldedNeighbours),
    stars: ({ state }) => stars(state as FoldedNeighbours),
    /** Cosine of the two films' audiences. */
    similar(itemIndex) {
      const shared = new Float32Array(numItems);
      for (let e = byItem.rowOffsets[itemIndex]; e < byItem.rowOffsets[itemIndex + 1]; e++) {
        const user = byItem.columnIndices[e];
        for (let f = rowOffsets[user]; f < rowOffsets[user + 1]; f++) shared[columnIndices[f]]++;
      }
      const own = countOf(byItem, itemIndex);
      const similarity = shared.map((both, item) => (both === 0 ? 0 : both / Math.sqrt(own * countOf(byItem, item))));
      similarity[itemIndex] = Number.NEGATIVE_INFINITY;
      return similarity;
    },
    tensors: () => ({
      rowOffsets: int32(rowOffsets),
      columnIndices: int32(columnIndices),
      values: float32(values),
      mean: float32(Float32Array.of(baseline.mean)),
      itemBiases: float32(baseline.itemBiases),
    }),
    holdsUsers: true,
  };
}

const countOf = ({ rowOffsets }: CsrMatrix, row: number) => rowOffsets[row + 1] - rowOffsets[row];

function sumOf(indices: Int32Array, of: Float32Array): number {
  let sum = 0;
  for (const index of indices) sum += of[index];
  return sum;
}

function entriesByItem(matrix: CsrMatrix, byItem: CsrMatrix, entries: Float32Array): Float32Array {
  const next = byItem.rowOffsets.slice(0, byItem.numRows);
  const out = new Float32Array(entries.length);
  for (let e = 0; e < entries.length; e++) out[next[matrix.columnIndices[e]]++] = entries[e];
  return out;
}
