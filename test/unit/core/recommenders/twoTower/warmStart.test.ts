import { afterAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../../../src-main/core/base/logger.ts';
import { ignoreProgress } from '../../../../../src-main/core/base/progress.ts';
import { datasetWithPerson } from '../../../../../src-main/core/data/datasetWithPerson.ts';
import type { Dataset } from '../../../../../src-main/core/data/interactions.ts';
import { createVocabulary } from '../../../../../src-main/core/data/vocabulary.ts';
import { openRuntime } from '../../../../../src-main/core/engine/session.ts';
import type { Hyperparameters, Person } from '../../../../../src-main/core/recommenders/recommender.ts';
import { trainModel, type TrainOptions } from '../../../../../src-main/core/recommenders/training.ts';
import { twoTastes } from '../../../../helpers/twoTastes.ts';

const runtime = openRuntime('cpu', { threads: 1 });
afterAll(() => runtime.dispose());

const dataset = twoTastes();
const small = { embedSize: 16, epochs: 40, learningRate: 0.02 };
/** A step so small that whoever goes on stands where the model stood. */
const standing = { epochs: 1, learningRate: 1e-7, weightDecay: 0 };

const train = (data: Dataset, hyperparameters: Hyperparameters, from?: TrainOptions['from']) =>
  trainModel(data, 'two-tower', {
    hyperparameters,
    seed: 1,
    runtime,
    clock: () => 0,
    logger: silentLogger,
    reportProgress: ignoreProgress,
    ...(from === undefined ? {} : { from }),
  });

const person = (itemIndices: number[]): Person => ({
  itemIndices: Int32Array.from(itemIndices),
  ratings: Float32Array.from(itemIndices, () => 5),
  demographics: { age: null, gender: null, occupation: null },
  userIndex: null,
});

/** The same data with films in the opposite order and two that nobody has seen before. */
function reversed(): Dataset {
  const last = dataset.items.size - 1;
  const fresh = [2001, 2002].map((id) => ({ id, title: 'New', year: 2000, genres: ['Drama'] }));
  return {
    ...dataset,
    items: createVocabulary(Int32Array.of(...dataset.items.ids.toReversed(), 2001, 2002)),
    films: [...dataset.films.toReversed(), ...fresh],
    interactions: { ...dataset.interactions, itemIndices: dataset.interactions.itemIndices.map((item) => last - item) },
  };
}

describe('training that goes on', () => {
  it('starts where the model stood, whatever numbers the films have now', async () => {
    const first = await train(dataset, small);
    const from = { hyperparameters: first.manifest.hyperparameters, tensors: first.tensors };
    const next = await train(reversed(), standing, from);
    expect(next.manifest.hyperparameters).toMatchObject({ embedSize: 16, epochs: 1 });
    const before = first.fitted.score(first.fitted.foldIn(person([0, 2, 6])));
    const after = next.fitted.score(next.fitted.foldIn(person([39, 37, 33])));
    expect(after).toHaveLength(42);
    before.forEach((score, item) => expect(after[39 - item]).toBeCloseTo(score, 3));
  });

  it('refuses a model of another size in one sentence', async () => {
    const first = await train(dataset, { ...small, epochs: 1 });
    await expect(train(dataset, { ...standing, embedSize: 8 }, { hyperparameters: {}, tensors: first.tensors })).rejects.toThrow(
      /embedSize.*train anew/,
    );
  });

  it('learns from the ratings of one person more', async () => {
    const own = { filmIds: [1000, 1002, 9], stars: [5, 4, 1], timestamps: [7, 8, 9], demographics: dataset.demographics[0]! };
    const more = datasetWithPerson(dataset, own);
    expect(more.users.size).toBe(81);
    expect(more.users.ids.at(-1)).toBe(180);
    expect(Array.from(more.interactions.itemIndices.slice(-2))).toEqual([0, 2]);
    expect(more.interactions.ratings).toHaveLength(dataset.interactions.ratings.length + 2);
    expect((await train(more, { ...small, epochs: 1 })).manifest.data.users).toBe(81);
  });
});
