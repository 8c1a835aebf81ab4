import { describe, expect, it } from 'vitest';
import { ratingIntent, starsAt } from '../../../src-renderer/components/ratingKeys.ts';

const key = (name: string, modifiers: Partial<{ ctrlKey: boolean; metaKey: boolean; altKey: boolean }> = {}) => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...modifiers,
});

describe('the keys of the rating control', () => {
  it('sets whole stars with digits, and adds a half to them', () => {
    expect(ratingIntent(key('4'), null)).toEqual({ kind: 'set', stars: 4, by: 'digit' });
    expect(ratingIntent(key('.'), 4)).toEqual({ kind: 'set', stars: 4.5, by: 'half' });
  });

  it('adds no half to nothing, to five, or twice', () => {
    expect(ratingIntent(key('.'), null)).toBeNull();
    expect(ratingIntent(key('.'), 5)).toBeNull();
    expect(ratingIntent(key('.'), 3.5)).toBeNull();
  });

  it('steps by halves within the scale', () => {
    expect(ratingIntent(key('ArrowRight'), null)).toMatchObject({ stars: 0.5 });
    expect(ratingIntent(key('ArrowUp'), 5)).toMatchObject({ stars: 5 });
    expect(ratingIntent(key('ArrowLeft'), 0.5)).toMatchObject({ stars: 0.5 });
    expect(ratingIntent(key('ArrowLeft'), null)).toBeNull();
    expect(ratingIntent(key('End'), 2)).toMatchObject({ stars: 5 });
  });

  it('clears what is there, undoes, and leaves every other key alone', () => {
    expect(ratingIntent(key('Delete'), 3)).toEqual({ kind: 'clear' });
    expect(ratingIntent(key('Delete'), null)).toBeNull();
    expect(ratingIntent(key('Z'), 3)).toEqual({ kind: 'undo' });
    expect(ratingIntent(key('z', { ctrlKey: true }), 3)).toBeNull();
    expect(ratingIntent(key('6'), 3)).toBeNull();
    expect(ratingIntent(key('Tab'), 3)).toBeNull();
  });

  it('gives the left half of a star the half', () => {
    expect([0, 0.05, 0.15, 0.2, 0.21, 0.95, 1].map((position) => starsAt(position))).toEqual([0.5, 0.5, 1, 1, 1.5, 5, 5]);
  });

  it('goes by whole stars where there are no halves', () => {
    expect(ratingIntent(key('ArrowRight'), null, 1)).toMatchObject({ stars: 1 });
    expect(ratingIntent(key('ArrowLeft'), 3, 1)).toMatchObject({ stars: 2 });
    expect(ratingIntent(key('ArrowLeft'), 1, 1)).toMatchObject({ stars: 1 });
    expect(ratingIntent(key('.'), 3, 1)).toBeNull();
    expect([0, 0.05, 0.2, 0.21, 0.5, 1].map((position) => starsAt(position, 1))).toEqual([1, 1, 1, 2, 3, 5]);
  });
});
