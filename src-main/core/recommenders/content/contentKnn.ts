import { throwIfCancelled } from '../../base/progress.ts';
import type { FilmVectors } from '../../data/filmFeatures.ts';
import { compileProduct } from '../../engine/linearAlgebra.ts';
import type { TensorRuntime } from '../../engine/tensorRuntime.ts';
import { integerSetting, numberSetting } from '../hyperparameters.ts';
import { byNeighbour, type NeighbourLists, loadNeighbours, neighbourTensors, similarityRow } from '../knn/neighbourLists.ts';
import { float32 } from '../modelTensors.ts';
import { checkPerson } from '../personalRatings.ts';
import type { FitContext, FittedRecommender, Hyperparameters, RecommenderDefinition, TrainingData } from '../recommender.ts';
import { topK } from '../topK.ts';
import { filmWordVectors } from './filmContent.ts';

/**
 * Neighbourhoods of films by what they are, not by who watched them: s_ij = (1 - t) cos(words) + t cos(text), where t is 0 for pairs without text
 * embeddings on both sides. score_i = sum of s_ij over the rated films j among the nearest of i.
 */
export const contentKnnDefinition: RecommenderDefinition = {
  name: 'content-knn',
  summary: 'Films like those that you rated by genre, decade, people, tags and plot, new films included.',
  citation:
    'Lops, de Gemmis, Semeraro, "Content-based Recommender Systems: State of the Art and Trends", Recommender Systems Handbook 2011, section 3.3.',
  predictsStars: false,
  defaults: { neighbours: 200, textWeight: 0.5 },
  searchSpace: {
    neighbours: { kind: 'log', min: 20, max: 1000, integer: true },
    textWeight: { kind: 'linear', min: 0, max: 0.9 },
  },
  async fit(data, hyperparameters, context) {
    return contentKnn(await nearestByContent(data, hyperparameters, context), hyperparameters);
  },
  load: (numItems, hyperparameters, tensors) => contentKnn(loadNeighbours('content', numItems, tensors), hyperparameters),
};

/** Films compared at once. */
const STRIP = 256;

async function nearestByContent(
  { films, features }: TrainingData,
  hyperparameters: Hyperparameters,
  { runtime, reportProgress, signal }: FitContext,
): Promise<NeighbourLists> {
  const numItems = films.length;
  const width = integerSetting(hyperparameters, 'neighbours', 1);
  const textWeight = numberSetting(hyperparameters, 'textWeight');
  const text = textWeight === 0 ? undefined : features?.text;
  const vectors = filmWordVectors(films, features);
  const filmsOf = new Map<string, { film: number; weight: number }[]>();
  for (const [film, words] of vectors.entries())
    for (const [word, weight] of words) {
      const known = filmsOf.get(word);
      if (known === undefined) filmsOf.set(word, [{ film, weight }]);
      else known.push({ film, weight });
    }
  const textStrips = text === undefined ? null : await textSimilarities(text, runtime);
  const rows: { itemIndices: Int32Array; scores: Float32Array }[] = [];
  try {
    for (let start = 0; start < numItems; start += STRIP) {
      throwIfCancelled(signal);
      reportProgress({ phase: 'Comparing films', done: start, total: numItems, unit: 'films' });
      const cosines = (await textStrips?.strip(start)) ?? null;
      for (let film = start; film < Math.min(numItems, start + STRIP); film++) {
        const similarities = new Float32Array(numItems);
        for (const [word, weight] of vectors[film])
          for (const other of filmsOf.get(word)!) similarities[other.film] += weight * other.weight;
        if (cosines !== null && text!.isPresent[film] === 1)
          for (let other = 0; other < numItems; other++)
            if (text!.isPresent[other] === 1)
              similarities[other] =
                (1 - textWeight) * similarities[other] + textWeight * Math.max(0, cosines[(film - start) * numItems + other]);
        rows.push(
          topK(
            similarities.map((similarity) => (similarity > 0 ? similarity : Number.NEGATIVE_INFINITY)),
            width,
            [film],
          ),
        );
      }
    }
  } finally {
    await textStrips?.dispose();
  }
  const offsets = new Int32Array(numItems + 1);
  rows.forEach(({ itemIndices }, film) => (offsets[film + 1] = offsets[film] + itemIndices.length));
  const neighbours = new Int32Array(offsets[numItems]);
  const similarities = new Float32Array(offsets[numItems]);
  rows.forEach(({ itemIndices, scores }, film) => {
    neighbours.set(itemIndices, offsets[film]);
    similarities.set(scores, offsets[film]);
  });
  return { numItems, offsets, neighbours, similarities };
}

/** Cosines of STRIP films from `start` to all films, [STRIP, films], on the device. */
async function textSimilarities({ values, size, isPresent }: FilmVectors, runtime: TensorRuntime) {
  const numItems = isPresent.length;
  const unit = new Float32Array(values.length);
  const transposed = new Float32Array(values.length);
  for (let film = 0; film < numItems; film++) {
    const length = Math.hypot(...values.subarray(film * size, (film + 1) * size)) || 1;
    for (let d = 0; d < size; d++) transposed[d * numItems + film] = unit[film * size + d] = values[film * size + d] / length;
  }
  const all = await runtime.upload(float32(transposed, [size, numItems]));
  const product = await compileProduct(runtime, STRIP, size, numItems);
  return {
    strip(start: number): Promise<Float32Array> {
      const rows = new Float32Array(STRIP * size);
      rows.set(unit.subarray(start * size, (start + STRIP) * size));
      return product.run(float32(rows, [STRIP, size]), all);
    },
    async dispose(): Promise<void> {
      all.dispose();
      await product.dispose();
    },
  };
}

function contentKnn(lists: NeighbourLists, hyperparameters: Hyperparameters): FittedRecommender {
  const { numItems } = lists;
  const { offsets, neighbours: targets, similarities } = byNeighbour(lists);
  return {
    name: 'content-knn',
    numItems,
    hyperparameters,
    foldIn(person) {
      checkPerson(person, numItems);
      return { person, state: null };
    },
    score({ person }) {
      const scores = new Float64Array(numItems);
      for (const item of person.itemIndices.slice().sort())
        for (let e = offsets[item]; e < offsets[item + 1]; e++) scores[targets[e]] += similarities[e];
      return Float32Array.from(scores);
    },
    similar: (itemIndex) => similarityRow(lists, itemIndex),
    tensors: () => neighbourTensors('content', lists),
    holdsUsers: false,
  };
}
