import { describe, expect, it } from 'vitest';
import { createRuntime } from '../../../../src-main/core/engine/createRuntime.ts';
import { recommenderNames, type RecommenderName } from '../../../../src-main/core/recommenders/recommender.ts';
import { recommenderDefinitions } from '../../../../src-main/core/recommenders/registry.ts';
import { recommenderSuite, type SuiteExpectations } from '../../../suites/recommenderSuite.ts';

const fixed: SuiteExpectations = { personal: false, foldInEqualsTrained: true, cancellable: false };
const personal: SuiteExpectations = { personal: true, foldInEqualsTrained: true, cancellable: true };

const expectations: { readonly [K in RecommenderName]: SuiteExpectations } = {
  random: fixed,
  popularity: fixed,
  'highest-rated': fixed,
  demographic: { ...fixed, readsDemographics: true },
  bias: fixed,
  'user-knn': { personal: true, foldInEqualsTrained: false, cancellable: false },
  'item-knn': personal,
  ease: personal,
  als: personal,
  ials: personal,
  blend: personal,
  'genre-cosine': { ...personal, cancellable: false },
  'content-knn': personal,
  'bayes-mf': personal,
  fm: personal,
  'sgd-mf': personal,
  svdpp: personal,
  bpr: personal,
  svd: personal,
  'two-tower': { ...personal, readsDemographics: true },
};

describe('the registry', () => {
  it('has every name once, under itself', () => {
    expect(Object.keys(recommenderDefinitions)).toEqual([...recommenderNames]);
    for (const name of recommenderNames) expect(recommenderDefinitions[name].name).toBe(name);
  });
});

for (const name of recommenderNames)
  recommenderSuite(recommenderDefinitions[name], () => createRuntime('cpu', { threads: 1 }), expectations[name]);
