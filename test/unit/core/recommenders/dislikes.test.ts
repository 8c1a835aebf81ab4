import { describe, expect, it } from 'vitest';
import { unknownDemographics } from '../../../../src-main/core/data/interactions.ts';
import { saysWhatIsLiked, withDislikes } from '../../../../src-main/core/recommenders/dislikes.ts';
import type { FittedRecommender, Person, RecommenderName } from '../../../../src-main/core/recommenders/recommender.ts';

/** Scores item i by how many of the person's films are i or its neighbours: linear in the history, easy to follow by hand. */
const counting = (name: RecommenderName): FittedRecommender => ({
  name,
  numItems: 8,
  hyperparameters: {},
  holdsUsers: false,
  foldIn: (person) => ({ person, state: null }),
  score: ({ person }) =>
    Float32Array.from({ length: 8 }, (_, item) => [...person.itemIndices].filter((rated) => Math.abs(rated - item) <= 1).length),
  similar: () => new Float32Array(8),
  tensors: () => ({}),
});
const personOf = (ratings: Readonly<Record<number, number>>): Person => ({
  itemIndices: Int32Array.from(Object.keys(ratings), Number),
  ratings: Float32Array.from(Object.values(ratings)),
  demographics: unknownDemographics,
  userIndex: null,
});
const scores = (name: RecommenderName, ratings: Readonly<Record<number, number>>): number[] => {
  const fitted = withDislikes(counting(name));
  return [...fitted.score(fitted.foldIn(personOf(ratings)))].map((score) => Math.round(score * 10) / 10);
};

describe('withDislikes', () => {
  it('pushes down what a disliked film would have lifted', () => {
    expect(scores('ials', { 1: 5, 6: 1 })).toEqual([1, 1, 1, 0, 0, -0.3, -0.3, -0.3]);
  });

  it('counts a rating a star or more under the own mean as a dislike, and no other above two stars', () => {
    expect(scores('ease', { 0: 5, 1: 5, 2: 5, 6: 3.5 })[6]).toBe(-0.3);
    expect(scores('ease', { 0: 4, 6: 3 })[6]).toBe(1);
    expect(scores('ease', { 0: 2.5, 6: 2 })[6]).toBe(-0.3);
  });

  it('is the model itself without dislikes, and for models that read the ratings', () => {
    expect(scores('ials', { 1: 5, 6: 4.5 })).toEqual([1, 1, 1, 0, 0, 1, 1, 1]);
    const als = counting('als');
    expect(withDislikes(als)).toBe(als);
  });
});

describe('saysWhatIsLiked', () => {
  it('needs a liked film for models that score by presence, any film for the others', () => {
    expect(saysWhatIsLiked('ials', personOf({ 1: 1 }))).toBe(false);
    expect(saysWhatIsLiked('als', personOf({ 1: 1 }))).toBe(true);
    expect(saysWhatIsLiked('als', personOf({}))).toBe(false);
    expect(saysWhatIsLiked('ease', personOf({ 1: 4 }))).toBe(true);
  });
});
