import { describe, expect, it } from 'vitest';
import { splitProtocols } from '../../../../src-main/core/evaluation/protocols.ts';
import { bestSettings, type JudgedTrial, objectiveName } from '../../../../src-main/core/evaluation/tuning.ts';
import type { RecommenderDefinition, RecommenderName } from '../../../../src-main/core/recommenders/recommender.ts';
import { recommenderDefinitions } from '../../../../src-main/core/recommenders/registry.ts';

const definitionOf = (name: RecommenderName): RecommenderDefinition => recommenderDefinitions[name];

describe('choosing among tried settings', () => {
  const trial = (factors: number, starsFactors: number, lists: number, stars: number): JudgedTrial => ({
    hyperparameters: { factors, starsFactors, iterations: 8 },
    value: lists + stars,
    lists,
    stars,
  });

  it('takes lists from the trial with the best lists and stars from the one with the best stars where they have settings of their own', () => {
    const trials = [trial(20, 4, 0.3, -0.9), trial(100, 30, 0.36, -0.95), trial(50, 12, 0.31, -0.85)];
    expect(bestSettings(definitionOf('svd'), trials)).toEqual({ factors: 100, starsFactors: 12, iterations: 8 });
  });

  it('takes one trial whole where one fit makes both, the first of equals', () => {
    const trials = [trial(20, 4, 0.25, -0.75), trial(100, 30, 0.5, -1), trial(50, 12, 0.25, -1)];
    expect(bestSettings(definitionOf('als'), trials)).toBe(trials[0]!.hyperparameters);
    expect(bestSettings(definitionOf('als'), [])).toBeNull();
  });

  it('names list settings that exist and are searched, beside others', () => {
    for (const { name, listSettings, searchSpace } of Object.values(recommenderDefinitions) as RecommenderDefinition[]) {
      if (listSettings === undefined) continue;
      expect(Object.keys(searchSpace), name).toEqual(expect.arrayContaining([...listSettings]));
      expect(Object.keys(searchSpace).length, name).toBeGreaterThan(listSettings.length);
      expect(objectiveName(definitionOf(name), splitProtocols['rows-80-20'])).toBe('ndcg@10-rmse');
    }
    expect(objectiveName(definitionOf('als'), splitProtocols['rows-80-20'])).toBe('-rmse');
    expect(objectiveName(definitionOf('ease'), splitProtocols['rows-80-20'])).toBe('ndcg@10');
  });
});
