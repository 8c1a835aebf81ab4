import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src-main/core/base/rng.ts';
import { filmVectors } from '../../../../src-main/core/data/filmFeatures.ts';
import {
  embeddingsOfTensors,
  embeddingTensors,
  quantizeVectors,
  unit,
  vectorsOfFilms,
  withVectors,
} from '../../../../src-main/core/embedding/filmEmbeddings.ts';

const rng = createRng(4, 'vectors');
const random = () => unit(Float32Array.from({ length: 384 }, () => rng.normal()));
const ids = Int32Array.of(10, 20, 30, 40);
const exact = filmVectors('encoder', [random(), null, random(), random()])!;

describe('vectors of films as int8', () => {
  const stored = quantizeVectors(exact, ids);
  const tensors = embeddingTensors('text', stored);

  it('come back by film id as unit vectors, close to what they were', () => {
    const restored = vectorsOfFilms(embeddingsOfTensors('text', 'encoder', tensors)!, [40, 99, 10, 20])!;
    expect([...restored.isPresent]).toEqual([1, 0, 1, 0]);
    const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
    const row = (values: Float32Array, film: number) => values.subarray(film * 384, (film + 1) * 384);
    expect(dot(row(restored.values, 0), row(exact.values, 3))).toBeGreaterThan(0.999);
    expect(dot(row(restored.values, 2), row(restored.values, 2))).toBeCloseTo(1, 5);
  });

  it('hold one byte a number, and refuse tensors that do not fit', () => {
    expect(stored.values.length).toBe(3 * 384);
    expect(embeddingsOfTensors('poster', 'encoder', tensors)).toBeUndefined();
    expect(() => embeddingsOfTensors('text', 'encoder', { ...tensors, 'text.scales': tensors['text.filmIds']! })).toThrow(/damaged/);
  });

  it('fill what was not computed here, and leave vectors of another encoder alone', () => {
    const other = filmVectors('encoder', [null, random(), null, random()])!;
    const filled = withVectors({ text: exact }, { text: other }).text!;
    expect([...filled.isPresent]).toEqual([1, 1, 1, 1]);
    expect(filled.values.subarray(3 * 384)).toEqual(exact.values.subarray(3 * 384));
    expect(withVectors({ text: exact }, { text: { ...other, encoder: 'another' } }).text).toBe(exact);
    expect(withVectors(undefined, {})).toEqual({});
  });
});
