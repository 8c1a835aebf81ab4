import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../src-main/core/base/logger.ts';
import { ignoreProgress } from '../../src-main/core/base/progress.ts';
import { createRng } from '../../src-main/core/base/rng.ts';
import { unknownDemographics } from '../../src-main/core/data/interactions.ts';
import type { TensorRuntime } from '../../src-main/core/engine/tensorRuntime.ts';
import type {
  FitContext,
  FittedRecommender,
  Hyperparameters,
  Person,
  RecommenderDefinition,
} from '../../src-main/core/recommenders/recommender.ts';
import { topK } from '../../src-main/core/recommenders/topK.ts';
import { trainedPerson, trainingDataOf } from '../../src-main/core/recommenders/trainingData.ts';
import { twoTastes } from '../helpers/twoTastes.ts';

export interface SuiteExpectations {
  /** Recommends a person's own kind of film, and finds films of one kind alike. */
  readonly personal: boolean;
  /** Its profile alone, without ratings, tells the two kinds apart. */
  readonly readsDemographics?: boolean;
  /** Folding a training user in as a stranger gives what training gave; not so where strangers may be their own neighbour. */
  readonly foldInEqualsTrained: boolean;
  /** Fits in many steps, between which it looks whether it was cancelled. */
  readonly cancellable: boolean;
}

/** What every recommender owes, on data whose right answer is known by construction. */
export function recommenderSuite(
  definition: RecommenderDefinition,
  openRuntime: () => Promise<TensorRuntime>,
  expected: SuiteExpectations,
): void {
  const dataset = twoTastes();
  const data = trainingDataOf(dataset);
  const numItems = dataset.items.size;

  // A fitted model is pure: the same one serves all questions.
  let first: Promise<FittedRecommender> | null = null;
  const fitted = (): Promise<FittedRecommender> => (first ??= fit());

  async function fit(seed = 1, over: Partial<FitContext> = {}): Promise<FittedRecommender> {
    const runtime = await openRuntime();
    const context: FitContext = { rng: createRng(seed, 'fit'), runtime, logger: silentLogger, reportProgress: ignoreProgress, ...over };
    try {
      return await definition.fit(data, settingsForSmallData(definition), context);
    } finally {
      await runtime.dispose();
    }
  }

  const stranger = (items: readonly number[], ratings: readonly number[] = items.map(() => 5)): Person => ({
    itemIndices: Int32Array.from(items),
    ratings: Float32Array.from(ratings),
    demographics: unknownDemographics,
    userIndex: null,
  });
  const scoresOf = (model: FittedRecommender, person: Person) => model.score(model.foldIn(person));
  const starsOf = (model: FittedRecommender, person: Person) => model.stars?.(model.foldIn(person));

  describe(`recommender ${definition.name}`, () => {
    it('is described, and names what it follows', () => {
      expect(definition.summary).toMatch(/\.$/);
      expect(definition.citation.length).toBeGreaterThan(20);
      for (const setting of Object.keys(definition.searchSpace)) expect(definition.defaults).toHaveProperty(setting);
    });

    it('says truthfully whether it predicts stars', async () => {
      expect((await fitted()).stars !== undefined).toBe(definition.predictsStars);
    });

    it('scores every film with a number, for any history', async () => {
      const model = await fitted();
      const everything = Array.from({ length: numItems }, (_, item) => item);
      for (const person of [
        stranger([]),
        stranger([3]),
        stranger([3], [0.5]),
        stranger(everything),
        stranger(
          everything,
          everything.map((i) => 0.5 + (i % 10) / 2),
        ),
      ]) {
        const scores = scoresOf(model, person);
        expect(scores).toHaveLength(numItems);
        expect(scores.every(Number.isFinite)).toBe(true);
        const stars = starsOf(model, person);
        if (stars !== undefined) expect(stars.every(Number.isFinite)).toBe(true);
      }
    });

    it('refuses a film that it does not know, in one sentence', async () => {
      const model = await fitted();
      expect(() => model.foldIn(stranger([numItems]))).toThrow(/film/i);
      expect(() => model.foldIn(stranger([0], [Number.NaN]))).toThrow(/rating/i);
    });

    it('leaves out what is excluded, and nothing when everything is', async () => {
      const scores = scoresOf(await fitted(), stranger([0, 2, 4]));
      expect(Array.from(topK(scores, numItems, [0, 2, 4]).itemIndices)).not.toEqual(expect.arrayContaining([0]));
      expect(topK(scores, numItems, [0, 2, 4]).itemIndices).toHaveLength(numItems - 3);
      expect(topK(scores, 10, Array(numItems).keys()).itemIndices).toHaveLength(0);
    });

    it('gives the same for the same seed', async () => {
      const person = stranger([1, 3], [4, 5]);
      expect(scoresOf(await fit(5), person)).toEqual(scoresOf(await fit(5), person));
    });

    it('does not mind in which order ratings stand', async () => {
      const model = await fitted();
      const forth = scoresOf(model, stranger([1, 3, 8], [4, 5, 2]));
      const back = scoresOf(model, stranger([8, 3, 1], [2, 5, 4]));
      forth.forEach((score, item) => expect(back[item]).toBeCloseTo(score, 4));
    });

    it('loads what it saved, with identical scores, stars and similarities', async () => {
      const model = await fitted();
      const loaded = definition.load(numItems, model.hyperparameters, model.tensors());
      const person = stranger([1, 3, 6], [5, 4.5, 1]);
      expect(scoresOf(loaded, person)).toEqual(scoresOf(model, person));
      expect(starsOf(loaded, person)).toEqual(starsOf(model, person));
      expect(loaded.similar(4)).toEqual(model.similar(4));
      expect(loaded.holdsUsers).toBe(model.holdsUsers);
    });

    it('refuses tensors of another shape, or none, as a model that cannot be used', async () => {
      const model = await fitted();
      const invalid = expect.objectContaining({ code: 'model-invalid' });
      const failure = (load: () => unknown): unknown => {
        try {
          return load();
        } catch (error) {
          return error;
        }
      };
      expect(failure(() => definition.load(numItems, model.hyperparameters, {}))).toEqual(invalid);
      if (definition.name !== 'random')
        expect(failure(() => definition.load(numItems + 1, model.hyperparameters, model.tensors()))).toEqual(invalid);
    });

    it('holds nothing of a single person unless it says so', async () => {
      const model = await fitted();
      if (model.holdsUsers) return;
      for (const [name, { shape }] of Object.entries(model.tensors())) expect(shape, name).not.toContain(dataset.users.size);
    });

    if (expected.cancellable)
      it('stops when it is cancelled', async () => {
        await expect(fit(1, { signal: { aborted: true } })).rejects.toMatchObject({ code: 'cancelled' });
      });

    it('never calls a film similar to itself', async () => {
      const similarity = (await fitted()).similar(6);
      expect(similarity[6]).toBe(Number.NEGATIVE_INFINITY);
      expect(similarity.every((value) => !Number.isNaN(value))).toBe(true);
    });

    if (expected.personal)
      it('recommends a newcomer films of their own kind', async () => {
        const model = await fitted();
        for (const kind of [0, 1]) {
          const seen = [kind, kind + 2, kind + 4, kind + 6];
          const { itemIndices } = topK(scoresOf(model, stranger(seen)), 10, seen);
          expect(Array.from(itemIndices).filter((item) => item % 2 === kind).length).toBeGreaterThanOrEqual(9);
        }
      });

    if (expected.personal)
      it('recommends every training user their own kind', async () => {
        const model = await fitted();
        let left = 0;
        let hits = 0;
        for (let user = 0; user < dataset.users.size; user++) {
          const person = trainedPerson(data, user);
          const seen = new Set(person.itemIndices);
          const numLeft = dataset.items.ids.filter((_, item) => item % 2 === user % 2 && !seen.has(item)).length;
          const { itemIndices } = topK(scoresOf(model, person), numLeft, seen);
          left += numLeft;
          hits += itemIndices.filter((item) => item % 2 === user % 2).length;
        }
        // Chance gives about one in five: most films that are left are of the other kind.
        expect(hits / left).toBeGreaterThan(0.9);
      });

    if (expected.personal)
      it('finds films of one kind alike', async () => {
        const model = await fitted();
        for (const item of [0, 5, 12, 33]) {
          const nearest = topK(model.similar(item), 5).itemIndices;
          expect(Array.from(nearest).every((other) => other % 2 === item % 2)).toBe(true);
        }
      });

    if (expected.personal && definition.predictsStars)
      it('predicts more stars for films of the own kind', async () => {
        const model = await fitted();
        const stars = starsOf(model, stranger([0, 2, 4, 1], [5, 4.5, 5, 1]))!;
        const mean = (kind: number) => stars.filter((_, item) => item % 2 === kind && item > 8).reduce((sum, value) => sum + value, 0) / 16;
        expect(mean(0)).toBeGreaterThan(mean(1) + 0.2);
      });

    if (expected.readsDemographics === true)
      it('lets a profile alone change the list', async () => {
        const model = await fitted();
        const newcomer = (gender: 'F' | 'M'): Person => ({ ...stranger([]), demographics: { age: null, gender, occupation: null } });
        const women = topK(scoresOf(model, newcomer('F')), 10).itemIndices;
        const men = topK(scoresOf(model, newcomer('M')), 10).itemIndices;
        expect(women.every((item) => item % 2 === 0)).toBe(true);
        expect(men.every((item) => item % 2 === 1)).toBe(true);
      });

    if (expected.foldInEqualsTrained)
      it('folds a training user in as it trained them', async () => {
        const model = await fitted();
        const known = trainedPerson(data, 12);
        const trained = scoresOf(model, known);
        const folded = scoresOf(model, { ...known, userIndex: null });
        folded.forEach((score, item) => expect(score).toBeCloseTo(trained[item], 3));
      });
  });
}

/** The defaults suit thousands of films; forty films and two tastes need less of everything. */
function settingsForSmallData({ name: model, defaults }: RecommenderDefinition) {
  const over = {
    scoreNeighbours: 15,
    scoreShrinkage: 1,
    starsShrinkage: 5,
    factors: 4,
    starsFactors: 2,
    l2: 20,
    damping: 2,
    groupDamping: 2,
    regularization: 0.05,
    shrinkage: 0.5,
    unobservedWeight: 0.1,
    samples: 100,
    burnIn: 40,
    keptSamples: 8,
    priorRate: 0.5,
  };
  const ofModel: Readonly<Record<string, Hyperparameters>> = {
    'two-tower': { embedSize: 16, epochs: 60, learningRate: 0.02 },
    'sgd-mf': { epochs: 60, batchSize: 256, learningRate: 0.05 },
    svd: { starsRegularization: 1 },
    bpr: { epochs: 30, batchSize: 256 },
    svdpp: { epochs: 60, batchSize: 256, learningRate: 0.05, implicitRegularization: 0.05 },
  };
  return { ...defaults, ...Object.fromEntries(Object.entries(over).filter(([name]) => name in defaults)), ...ofModel[model] };
}
