import { afterAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../../../src-main/core/base/logger.ts';
import { ignoreProgress } from '../../../../../src-main/core/base/progress.ts';
import { createRng } from '../../../../../src-main/core/base/rng.ts';
import { openRuntime } from '../../../../../src-main/core/engine/session.ts';
import type { Hyperparameters, Person } from '../../../../../src-main/core/recommenders/recommender.ts';
import { topK } from '../../../../../src-main/core/recommenders/topK.ts';
import { trainingDataOf } from '../../../../../src-main/core/recommenders/trainingData.ts';
import { exportTowers } from '../../../../../src-main/core/recommenders/twoTower/exportTowers.ts';
import { filmInputs } from '../../../../../src-main/core/recommenders/twoTower/filmInputs.ts';
import { profilePlaces, PROFILE_SIZE } from '../../../../../src-main/core/recommenders/twoTower/profileInputs.ts';
import { towerDefaults, towerSettings } from '../../../../../src-main/core/recommenders/twoTower/settings.ts';
import { twoTowerDefinition } from '../../../../../src-main/core/recommenders/twoTower/twoTower.ts';
import { twoTastes } from '../../../../helpers/twoTastes.ts';

const runtime = openRuntime('cpu', { threads: 1 });
afterAll(() => runtime.dispose());

/** Two tastes rate their films in a random order. */
const ordered = twoTastes();
const clock = createRng(11, 'clock');
const dataset = {
  ...ordered,
  interactions: { ...ordered.interactions, timestamps: ordered.interactions.timestamps.map(() => clock.integer(1e6)) },
};
const data = trainingDataOf(dataset);
const numItems = dataset.items.size;
const small = { ...towerDefaults, embedSize: 16, epochs: 60, learningRate: 0.02 };
const attention: Hyperparameters = {
  ...small,
  pooling: 'attention',
  examples: 'next',
  loss: 'sampled-softmax',
  negatives: 20,
  historyLength: 12,
};

const fit = (settings: Hyperparameters, over = {}) =>
  twoTowerDefinition.fit(data, settings, {
    rng: createRng(3, 'fit'),
    runtime,
    logger: silentLogger,
    reportProgress: ignoreProgress,
    ...over,
  });

const person = (items: readonly number[], ratings: readonly number[]): Person => ({
  itemIndices: Int32Array.from(items),
  ratings: Float32Array.from(ratings),
  timestamps: Float64Array.from(items, (_, at) => at),
  demographics: { age: 25, gender: 'F', occupation: null },
  userIndex: null,
});

const ownKind = (scores: Float32Array, seen: readonly number[], kind: number) =>
  Array.from(topK(scores, 10, seen).itemIndices).filter((item) => item % 2 === kind).length;

describe('attention over the history', () => {
  it.each(['sampled-softmax', 'bpr'] as const)('finds the own kind of film with %s', async (loss) => {
    const model = await fit({ ...attention, loss });
    for (const kind of [0, 1]) {
      const seen = [kind, kind + 4, kind + 6, kind + 10];
      const asked: Person = { ...person(seen, [5, 4, 5, 5]), demographics: { age: null, gender: null, occupation: null } };
      expect(ownKind(model.score(model.foldIn(asked)), seen, kind)).toBeGreaterThanOrEqual(9);
    }
  });

  it('reads the order of a history', async () => {
    const model = await fit(attention);
    const forth = model.score(model.foldIn(person([1, 3, 8, 2], [4, 5, 2, 3])));
    const back = model.score(model.foldIn({ ...person([1, 3, 8, 2], [4, 5, 2, 3]), timestamps: Float64Array.of(4, 3, 2, 1) }));
    expect(back).not.toEqual(forth);
  });

  it('refuses settings that do not go together', async () => {
    await expect(fit({ ...attention, heads: 3 })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(fit({ ...attention, negatives: 0 })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(fit({ ...attention, loss: 'full-softmax' })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(fit({ ...attention, examples: 'subset' })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(fit({ ...small, examples: 'next' })).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

describe('sampled losses over summed histories', () => {
  it.each([
    ['sampled-softmax', 0],
    ['sampled-softmax', 20],
    ['bpr', 20],
    ['gbce', 20],
  ] as const)('find the own kind of film: %s with %i drawn films', async (loss, negatives) => {
    const model = await fit({ ...small, loss, negatives, batchSize: 128, historyLength: 8, epochs: 10 });
    for (const kind of [0, 1]) {
      const seen = [kind, kind + 4, kind + 6, kind + 10];
      const asked: Person = { ...person(seen, [5, 4, 5, 5]), demographics: { age: null, gender: null, occupation: null } };
      expect(ownKind(model.score(model.foldIn(asked)), seen, kind)).toBeGreaterThanOrEqual(9);
    }
  });

  it('refuses losses without negatives', async () => {
    await expect(fit({ ...small, loss: 'bpr', negatives: 0 })).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

describe('films that nobody rated', () => {
  it.each([
    ['full-softmax', small],
    ['sampled-softmax', { ...small, loss: 'sampled-softmax', negatives: 20, batchSize: 128, historyLength: 8 }],
    ['attention', attention],
  ] as const)('are never held against an answer: %s', async (_, settings) => {
    const [{ interactions: all }, last] = [dataset, numItems - 2];
    const rated = Array.from(all.itemIndices.keys()).filter((row) => all.itemIndices[row]! < last);
    const interactions = {
      userIndices: Int32Array.from(rated, (row) => all.userIndices[row]!),
      itemIndices: Int32Array.from(rated, (row) => all.itemIndices[row]!),
      ratings: Float32Array.from(rated, (row) => all.ratings[row]!),
      timestamps: Float64Array.from(rated, (row) => all.timestamps[row]!),
    };
    const model = await twoTowerDefinition.fit(
      trainingDataOf({ ...dataset, interactions }),
      { ...settings, epochs: 3 },
      { rng: createRng(3, 'fit'), runtime, logger: silentLogger, reportProgress: ignoreProgress },
    );
    // A bias begins at 0, does not decay, and every answer that it is held against would lower it.
    const biases = model.tensors()['candidate.film.bias']!.data as Float32Array;
    expect(Array.from(biases, (bias) => bias !== 0)).toEqual(Array.from({ length: numItems }, (__, film) => film < last));
  });
});

describe('the exported towers', () => {
  it('give the scores that the app computes, from a summed history', async () => {
    const settings = { ...small, layers: 1 };
    const model = await fit(settings);
    const asked = person([2, 5, 7], [5, 1, 4]);
    const history = new Float32Array(numItems);
    const weights = [1 + 0.3 * 1, 1 + (0.3 * -1.75) / 2.25, 1 + (0.3 * 1.25) / 2.25];
    [2, 5, 7].forEach((item, at) => (history[item] = weights[at]! / Math.hypot(...weights)));
    const query = await runQuery(settings, model.tensors(), { history: { dtype: 'float32', shape: [1, numItems], data: history } });
    await expectScores(settings, model.tensors(), query, model.score(model.foldIn(asked)));
  });

  it('give the scores that the app computes, from a history read in order', async () => {
    const model = await fit(attention);
    const items = [2, 5, 7, 11, 0];
    const asked = person(items, [5, 1, 4, 2, 3]);
    const size = small.embedSize;
    const films = new Float32Array(12 * size);
    const vectors = model.tensors()['vectors']!.data as Float32Array;
    items.forEach((item, at) => films.set(vectors.subarray(item * size, (item + 1) * size), at * size));
    const ratings = Float32Array.from({ length: 12 }, (_, at) => (at < 5 ? (asked.ratings[at]! - 2.75) / 2.25 : 0));
    const queries = await runQuery(attention, model.tensors(), {
      films: { dtype: 'float32', shape: [1, 12, size], data: films },
      ratings: { dtype: 'float32', shape: [1, 12, 1], data: ratings },
    });
    await expectScores(attention, model.tensors(), queries.subarray(items.length * size), model.score(model.foldIn(asked)));
  });

  async function runQuery(settings: Hyperparameters, tensors: ReturnType<Awaited<ReturnType<typeof fit>>['tensors']>, inputs: object) {
    const profile = new Float32Array(PROFILE_SIZE);
    for (const place of profilePlaces({ age: 25, gender: 'F', occupation: null })) profile[place] = 1;
    const tower = await runtime.load('query-tower', exportTowers(numItems, settings, tensors).query);
    const { query } = await tower.run({ ...inputs, profile: { dtype: 'float32', shape: [1, PROFILE_SIZE], data: profile } });
    await tower.dispose();
    return query!.data as Float32Array;
  }

  async function expectScores(
    settings: Hyperparameters,
    tensors: ReturnType<Awaited<ReturnType<typeof fit>>['tensors']>,
    query: Float32Array,
    expected: Float32Array,
  ) {
    const tower = await runtime.load('candidate-tower', exportTowers(numItems, settings, tensors).candidate);
    const inputs = filmInputs(data, towerSettings(settings).content);
    const { vectors, biases } = await tower.run({
      isKnown: { dtype: 'float32', shape: [numItems, 1], data: new Float32Array(numItems).fill(1) },
      ...Object.fromEntries(
        inputs.map(({ name, size, values }) => [name, { dtype: 'float32' as const, shape: [numItems, size], data: values }]),
      ),
    });
    await tower.dispose();
    const size = vectors!.shape[1]!;
    expected.forEach((score, item) => {
      let sum = (biases!.data as Float32Array)[item]!;
      for (let i = 0; i < size; i++) sum += query[i]! * (vectors!.data as Float32Array)[item * size + i]!;
      expect(sum).toBeCloseTo(score, 3);
    });
  }
});
