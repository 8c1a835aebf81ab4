import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRng, shuffleInPlace } from '../../../../src-main/core/base/rng.ts';
import { unknownDemographics } from '../../../../src-main/core/data/interactions.ts';
import { createExplainer, explainFilm, type RatedFilmReason } from '../../../../src-main/core/explain/reasons.ts';
import { filmHistogram, filmStatistics } from '../../../../src-main/core/recommenders/filmStatistics.ts';
import { demographicDefinition } from '../../../../src-main/core/recommenders/demographic/demographic.ts';
import { itemKnnDefinition } from '../../../../src-main/core/recommenders/knn/itemKnn.ts';
import { openStoredModel } from '../../../../src-main/core/recommenders/modelCard.ts';
import { popularityDefinition } from '../../../../src-main/core/recommenders/popularity.ts';
import type { FittedRecommender, Person } from '../../../../src-main/core/recommenders/recommender.ts';
import { topK } from '../../../../src-main/core/recommenders/topK.ts';
import { trainingDataOf } from '../../../../src-main/core/recommenders/trainingData.ts';
import { loadModel } from '../../../../src-main/core/storage/modelStore.ts';
import { quietContext } from '../../../helpers/fitting.ts';
import { twoTastes } from '../../../helpers/twoTastes.ts';

const models = join(import.meta.dirname, '../../../../models');

/** Asked again from scratch: the person as data, without the one film. */
function scoreWithout(
  fitted: FittedRecommender,
  { itemIndices, ratings, demographics }: Person,
  removed: number,
  itemIndex: number,
): number {
  const keep = [...itemIndices.keys()].filter((at) => itemIndices[at] !== removed);
  const person: Person = {
    itemIndices: Int32Array.from(keep, (at) => itemIndices[at]!),
    ratings: Float32Array.from(keep, (at) => ratings[at]!),
    demographics,
    userIndex: null,
  };
  return fitted.score(fitted.foldIn(person))[itemIndex]!;
}

const causesOf = (reasons: readonly { kind: string }[]) =>
  reasons.filter((reason): reason is RatedFilmReason => reason.kind === 'rated-film');

// On the models that people get, over random profiles.
for (const name of ['ease', 'item-knn', 'ials', 'als'] as const) {
  const directory = join(models, name);
  const isThere = existsSync(join(directory, 'manifest.json'));
  describe.skipIf(!isThere)(`reasons on the shipped model ${name}${isThere ? '' : ' [SKIPPED: it is not in models/]'}`, () => {
    it('every film named as a cause lowers the score when it is removed, for random profiles', () => {
      const { manifest, tensors } = loadModel(directory);
      const { fitted } = openStoredModel(manifest, tensors);
      const counts = (tensors['itemCounts'] as { data: Float32Array }).data;
      const known = [...topK(counts, 800).itemIndices];
      let named = 0;
      for (let seed = 1; seed <= 12; seed++) {
        const rng = createRng(seed, name);
        const items = shuffleInPlace(known.slice(), rng).slice(0, 3 + rng.integer(25));
        const person: Person = {
          itemIndices: Int32Array.from(items),
          ratings: Float32Array.from(items, () => (1 + rng.integer(10)) / 2),
          demographics: unknownDemographics,
          userIndex: null,
        };
        const folded = fitted.foldIn(person);
        const scores = fitted.score(folded);
        const explainer = createExplainer({ fitted, folded, scores, statistics: null });
        const { itemIndices: list } = topK(scores, 4, items);
        for (const itemIndex of list) {
          const { reasons, moreReasons } = explainer.explain(itemIndex);
          expect(reasons.length).toBeLessThanOrEqual(3);
          for (const { itemIndex: cause, rating, scoreWith, scoreWithout: without, placesLost } of causesOf([...reasons, ...moreReasons])) {
            named++;
            expect(items).toContain(cause);
            expect(rating).toBe(person.ratings[items.indexOf(cause)]);
            expect(scoreWith).toBe(scores[itemIndex]);
            expect(without).toBe(scoreWithout(fitted, person, cause, itemIndex));
            expect(without).toBeLessThan(scoreWith);
            expect(placesLost).toBeGreaterThanOrEqual(0);
          }
          const falls = causesOf([...reasons, ...moreReasons]).map((reason) => reason.scoreWith - reason.scoreWithout);
          expect(falls).toEqual([...falls].sort((a, b) => b - a));
        }
      }
      expect(named).toBeGreaterThan(50);
    });
  });
}

describe('reasons on data known by construction', () => {
  const dataset = twoTastes();
  const data = trainingDataOf(dataset);
  const statistics = filmStatistics(filmHistogram(data.matrix));

  it('names the films of the same kind', async () => {
    const fitted = await itemKnnDefinition.fit(
      data,
      { ...itemKnnDefinition.defaults, scoreNeighbours: 15, scoreShrinkage: 1 },
      quietContext(),
    );
    const items = [0, 2, 4, 1];
    const folded = fitted.foldIn({
      itemIndices: Int32Array.from(items),
      ratings: Float32Array.of(5, 5, 4, 1),
      demographics: unknownDemographics,
      userIndex: null,
    });
    const { reasons } = explainFilm({ fitted, folded, statistics, itemIndex: 10 });
    const named = causesOf(reasons).map(({ itemIndex }) => itemIndex);
    expect(named.length).toBeGreaterThan(0);
    expect(named.every((item) => item % 2 === 0)).toBe(true);
  });

  it('a film is no reason for itself', async () => {
    const fitted = await itemKnnDefinition.fit(data, itemKnnDefinition.defaults, quietContext());
    const folded = fitted.foldIn({
      itemIndices: Int32Array.of(10, 12),
      ratings: Float32Array.of(5, 5),
      demographics: unknownDemographics,
      userIndex: null,
    });
    const { reasons, moreReasons } = explainFilm({ fitted, folded, statistics, itemIndex: 10 });
    expect(causesOf([...reasons, ...moreReasons]).map(({ itemIndex }) => itemIndex)).not.toContain(10);
  });

  it('says "people like you" only from what the person told, with the group\'s own numbers', async () => {
    const fitted = await demographicDefinition.fit(data, { ...demographicDefinition.defaults, groupDamping: 2 }, quietContext());
    const ask = (gender: 'F' | 'M' | null) => {
      const folded = fitted.foldIn({
        itemIndices: new Int32Array(0),
        ratings: new Float32Array(0),
        demographics: { ...unknownDemographics, gender },
        userIndex: null,
      });
      return explainFilm({ fitted, folded, statistics, itemIndex: 6 }).reasons;
    };
    const [reason] = ask('F');
    expect(reason).toMatchObject({ kind: 'people-like-you', group: { gender: 'F', age: null, occupation: null } });
    const { interactions, demographics } = dataset;
    const ofWomen = interactions.ratings.filter(
      (_, row) => interactions.itemIndices[row] === 6 && demographics[interactions.userIndices[row]!]!.gender === 'F',
    );
    if (reason?.kind !== 'people-like-you') throw new Error('unreachable');
    expect(reason.people).toBe(ofWomen.length);
    expect(reason.groupMean).toBeCloseTo(ofWomen.reduce((sum, rating) => sum + rating, 0) / ofWomen.length, 4);
    expect(reason.overallMean).toBeLessThan(reason.groupMean);
    // The other half of the people does not like this film better, and nobody knows who has told nothing.
    for (const gender of ['M', null] as const) expect(ask(gender).some(({ kind }) => kind === 'people-like-you')).toBe(false);
  });

  it('says "liked by many" only where many do', async () => {
    const fitted = await popularityDefinition.fit(data, {}, quietContext());
    const folded = fitted.foldIn({
      itemIndices: Int32Array.of(1),
      ratings: Float32Array.of(5),
      demographics: unknownDemographics,
      userIndex: null,
    });
    for (let itemIndex = 2; itemIndex < 40; itemIndex++) {
      const { reasons } = explainFilm({ fitted, folded, statistics, itemIndex });
      const isLiked = statistics.counts[itemIndex]! >= 30 && statistics.means[itemIndex]! >= 3.5;
      expect(reasons).toEqual(
        isLiked ? [{ kind: 'liked-by-many', people: statistics.counts[itemIndex], mean: statistics.means[itemIndex] }] : [],
      );
    }
  });
});
