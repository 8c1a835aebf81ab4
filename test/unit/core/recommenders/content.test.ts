import { describe, expect, it } from 'vitest';
import { createRuntime } from '../../../../src-main/core/engine/createRuntime.ts';
import { filmVectors, filmWords } from '../../../../src-main/core/data/filmFeatures.ts';
import { unknownDemographics } from '../../../../src-main/core/data/interactions.ts';
import { filmWordVectors } from '../../../../src-main/core/recommenders/content/filmContent.ts';
import { recommenderDefinitions } from '../../../../src-main/core/recommenders/registry.ts';
import { topK } from '../../../../src-main/core/recommenders/topK.ts';
import { trainingDataOf } from '../../../../src-main/core/recommenders/trainingData.ts';
import { quietContext } from '../../../helpers/fitting.ts';
import { twoTastes } from '../../../helpers/twoTastes.ts';

const dataset = twoTastes({ numUsers: 30, numItems: 24 });
const data = trainingDataOf(dataset);
const fan = (items: number[]) => ({
  itemIndices: Int32Array.from(items),
  ratings: new Float32Array(items.length).fill(5),
  demographics: unknownDemographics,
  userIndex: null,
});

describe('content models', () => {
  it('recommend a film that nobody has rated', async () => {
    // Films 20 and 21 lose all their ratings.
    const { interactions } = dataset;
    const kept = Int32Array.from(interactions.ratings.keys()).filter((row) => interactions.itemIndices[row]! < 20);
    const early = trainingDataOf(dataset, kept);
    for (const name of ['genre-cosine', 'content-knn'] as const) {
      const definition = recommenderDefinitions[name];
      const model = await definition.fit(early, definition.defaults, quietContext());
      const scores = model.score(model.foldIn(fan([0, 2, 4, 6])));
      expect(scores[20], name).toBeGreaterThan(scores[21]!);
    }
  });

  it('weigh rare words more, and bring every film to one length', () => {
    const people = filmWords(dataset.films.map((_, film) => (film < 2 ? [['Rare', 1]] : [['Common', 1]])));
    const vectors = filmWordVectors(dataset.films, people === undefined ? {} : { people });
    for (const words of vectors) expect(Math.hypot(...words.values())).toBeCloseTo(1, 9);
    expect([...vectors[0]!.keys()]).toEqual(expect.arrayContaining(['genre Drama', 'person Rare', 'decade 198']));
  });

  it('find films of like plots where there are embeddings, and do without where there are none', async () => {
    const runtime = await createRuntime('cpu', { threads: 1 });
    try {
      // Film 3 has the plot of film 0, though its genres are the other ones; film 5 has no plot.
      const plots = dataset.films.map((_, film) =>
        film === 5 ? null : Float32Array.from({ length: 8 }, (_, d) => ((film % 3) + d === 3 ? 1 : 0)),
      );
      const definition = recommenderDefinitions['content-knn'];
      const text = filmVectors('test', plots)!;
      const model = await definition.fit(
        { ...data, features: { text } },
        { ...definition.defaults, textWeight: 0.9 },
        quietContext(1, runtime),
      );
      const nearest = Array.from(topK(model.similar(0), 7).itemIndices);
      expect(nearest.every((film) => film % 3 === 0)).toBe(true);
      expect(Array.from(topK(model.similar(5), 5).itemIndices).every((film) => film % 2 === 1)).toBe(true);
    } finally {
      await runtime.dispose();
    }
  });
});
