import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../../src-main/core/base/rng.ts';
import { unknownDemographics } from '../../../../../src-main/core/data/interactions.ts';
import { factorMoments, foldInRanking, type RankingItems } from '../../../../../src-main/core/recommenders/bpr/foldInRanking.ts';
import type { Person } from '../../../../../src-main/core/recommenders/recommender.ts';

const NUM_ITEMS = 60;
const FACTORS = 4;
const rng = createRng(11);
const items: RankingItems = {
  numItems: NUM_ITEMS,
  factors: FACTORS,
  itemFactors: Float32Array.from({ length: NUM_ITEMS * FACTORS }, () => rng.normal()),
  itemBiases: Float32Array.from({ length: NUM_ITEMS }, () => 0.5 * rng.normal()),
};
const personOf = (...watched: number[]): Person => ({
  itemIndices: Int32Array.from(watched),
  ratings: new Float32Array(watched.length).fill(4),
  demographics: unknownDemographics,
  userIndex: null,
});
const regularization = { perFilm: 0.02, constant: 0.1 };
const fold = (person: Person) => foldInRanking(items, factorMoments(items), person, regularization);

/** The objective in full, every pair by itself. */
function objective(vector: Float64Array, { itemIndices }: Person): number {
  const score = (item: number) =>
    vector.reduce((sum, value, f) => sum + value * items.itemFactors[item * FACTORS + f]!, items.itemBiases[item]!);
  const watched = new Set(itemIndices);
  const unwatched = Array.from({ length: NUM_ITEMS }, (_, item) => item).filter((item) => !watched.has(item));
  let loss = 0;
  for (const i of watched) for (const j of unwatched) loss += Math.log1p(Math.exp(score(j) - score(i))) / unwatched.length;
  const weight = regularization.perFilm * watched.size + regularization.constant;
  return loss + 0.5 * weight * vector.reduce((sum, value) => sum + value * value, 0);
}

describe('foldInRanking', () => {
  it('finds the minimum: no small step goes lower by more than its bins blur', () => {
    const person = personOf(3, 8, 20, 41, 55);
    const found = fold(person);
    const least = objective(found, person);
    expect(least).toBeLessThan(objective(new Float64Array(FACTORS), person));
    for (let f = 0; f < FACTORS; f++) {
      for (const change of [-0.1, 0.1]) {
        const beside = found.slice();
        beside[f]! += change;
        expect(objective(beside, person)).toBeGreaterThan(least);
      }
    }
  });

  it('is zero for a person without films, and for one who has seen them all', () => {
    expect(fold(personOf())).toEqual(new Float64Array(FACTORS));
    expect(fold(personOf(...Array(NUM_ITEMS).keys()))).toEqual(new Float64Array(FACTORS));
  });
});
