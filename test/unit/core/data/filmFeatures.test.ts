import { describe, expect, it } from 'vitest';
import { featuresOfFilms, filmVectors, filmWords, unionOfFeatures, wordsOf } from '../../../../src-main/core/data/filmFeatures.ts';

const tags = filmWords([
  [
    ['noir', 1],
    ['paris', 2],
  ],
  [['noir', 3]],
  [
    ['noir', 1],
    ['noir', 1],
    ['heist', 1],
  ],
])!;

const named = (words: NonNullable<ReturnType<typeof filmWords>>, film: number) =>
  wordsOf(words, film).map(([word, weight]) => [words.names[word], weight]);

describe('film features', () => {
  it('numbers words by how many films have them, and sums what stands twice in a film', () => {
    expect(tags.names).toEqual(['noir', 'heist', 'paris']);
    expect(named(tags, 0)).toEqual([
      ['noir', 1],
      ['paris', 2],
    ]);
    expect(named(tags, 2)).toEqual([
      ['noir', 2],
      ['heist', 1],
    ]);
  });

  it('leaves rare words out, and is absent where none is left', () => {
    expect(filmWords([[['noir', 1]], [['noir', 1]], [['heist', 1]]], 2)?.names).toEqual(['noir']);
    expect(filmWords([[['noir', 1]], []], 2)).toBeUndefined();
  });

  it('follows films to other indices', () => {
    const text = filmVectors('e', [Float32Array.of(1, 2), null, Float32Array.of(5, 6)])!;
    const moved = featuresOfFilms({ tags, text }, [2, -1, 0]);
    expect(named(moved.tags!, 0)).toEqual(named(tags, 2));
    expect(named(moved.tags!, 1)).toEqual([]);
    expect(Array.from(moved.text!.values)).toEqual([5, 6, 0, 0, 1, 2]);
    expect(Array.from(moved.text!.isPresent)).toEqual([1, 0, 1]);
    expect(moved).not.toHaveProperty('poster');
  });

  it('unites two sets: the first that knows a film counts, and vectors of another encoder do not mix', () => {
    const a = { tags, text: filmVectors('e', [Float32Array.of(1), null, null])! };
    const b = { tags: filmWords([[['space', 1]], [['noir', 9]]])!, text: filmVectors('e', [Float32Array.of(7), Float32Array.of(8)])! };
    const parts = [
      { features: a, films: Int32Array.of(0, 1, 2, -1) },
      { features: b, films: Int32Array.of(-1, 1, -1, 0) },
    ];
    const united = unionOfFeatures(parts);
    expect(named(united.tags!, 1)).toEqual([['noir', 3]]);
    expect(named(united.tags!, 3)).toEqual([['space', 1]]);
    expect(Array.from(united.text!.values)).toEqual([1, 8, 0, 7]);
    const other = unionOfFeatures([parts[0]!, { ...parts[1]!, features: { text: { ...b.text, encoder: 'f' } } }]);
    expect(Array.from(other.text!.isPresent)).toEqual([1, 0, 0, 0]);
  });
});
