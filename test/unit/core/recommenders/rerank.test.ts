import { describe, expect, it } from 'vitest';
import { filmLikeness } from '../../../../src-main/core/recommenders/filmLikeness.ts';
import { rerank } from '../../../../src-main/core/recommenders/rerank.ts';
import { topK } from '../../../../src-main/core/recommenders/topK.ts';

// A thousand films: score falls with the index, fame is scattered, ten kinds come in blocks of a hundred.
const scores = Float32Array.from({ length: 1000 }, (_, i) => 10 - i / 100);
const counts = Float32Array.from({ length: 1000 }, (_, i) => (i * 617) % 1000);
const likeness = (a: number, b: number) => (Math.floor(a / 100) === Math.floor(b / 100) ? 1 : 0);
const ranked = (variety: number, fame: number, k = 20, exclude: number[] = []) => [
  ...rerank(scores, k, exclude, { variety, fame, counts, likeness }).itemIndices,
];
const meanFame = (items: number[]) => items.reduce((sum, item) => sum + counts[item]!, 0) / items.length;
const kinds = (items: number[]) => new Set(items.map((item) => Math.floor(item / 100))).size;

describe('rerank', () => {
  it('leaves the ranking alone with both sliders at rest', () => {
    expect(ranked(0, 0)).toEqual([...topK(scores, 20).itemIndices]);
  });

  it('shows more kinds the further variety goes, and keeps the best film first', () => {
    const steps = [0, 0.3, 0.7, 1].map((variety) => kinds(ranked(variety, 0)));
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(steps[0]).toBe(1);
    expect(steps.at(-1)).toBeGreaterThanOrEqual(6);
    expect(ranked(1, 0)[0]).toBe(0);
  });

  it('moves towards famous and lesser-known films, step by step', () => {
    const steps = [-1, -0.5, 0, 0.5, 1].map((fame) => meanFame(ranked(0, fame)));
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(steps.at(-1)! - steps[0]!).toBeGreaterThan(800);
  });

  it('keeps the scores of the model, every film once, and none that is excluded', () => {
    const { itemIndices, scores: kept } = rerank(scores, 700, [0, 5], { variety: 0.5, fame: 0.3, counts, likeness });
    expect(new Set(itemIndices).size).toBe(700);
    expect([...itemIndices]).not.toContain(0);
    itemIndices.forEach((item, at) => expect(kept[at]).toBe(scores[item]));
  });

  it('copes with fewer films than asked for', () => {
    expect(rerank(Float32Array.of(1, 2), 5, [0], { variety: 1, fame: 1, counts: Float32Array.of(1, 1), likeness }).itemIndices).toEqual(
      Int32Array.of(1),
    );
    expect(rerank(Float32Array.of(1), 5, [0], { variety: 1, fame: 1, counts: Float32Array.of(1), likeness }).itemIndices).toHaveLength(0);
  });
});

describe('filmLikeness', () => {
  const film = (year: number | null, ...genres: string[]) => ({ id: 1, title: 'x', year, genres });
  it('is 1 for the same kind and year, 0 for nothing in common, and never outside', () => {
    expect(filmLikeness(film(1999, 'Drama'), film(1999, 'Drama'))).toBe(1);
    expect(filmLikeness(film(null), film(1950))).toBe(0);
    expect(filmLikeness(film(1999, 'Drama', 'War'), film(2009, 'Drama'))).toBeCloseTo(0.75 / 2 + 0.25 / Math.E, 9);
  });
});
