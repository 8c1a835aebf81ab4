import { describe, expect, it } from 'vitest';
import type { SearchHit } from '../../../../src-main/contract/catalog.ts';
import type { Film } from '../../../../src-main/contract/shared.ts';
import { dayWords } from '../../../../src-renderer/components/dayWords.ts';
import { isOn } from '../../../../src-renderer/features/library/useShelf.ts';
import type { Action } from '../../../../src-renderer/features/search/actions.ts';
import { cutAtMatches, groupsOf } from '../../../../src-renderer/features/search/options.ts';
import { sizeWords } from '../../../../src-renderer/features/settings/sizeWords.ts';
import { recentFilms, rememberFilm } from '../../../../src-renderer/stores/recentFilms.ts';

const film = (filmId: number, title = `Film ${filmId}`): Film => ({
  filmId,
  title,
  originalTitle: null,
  rawTitle: `${title} (1999)`,
  year: 1999,
  genres: ['Drama'],
  posterUrl: null,
});

const hit = (filmId: number, person: string | null = null): SearchHit => ({ film: film(filmId), state: null, highlights: [], person });
const action = (id: string, words: string, also?: string): Action => ({
  id,
  words,
  ...(also === undefined ? {} : { also }),
  icon: (() => null) as never,
  run: () => undefined,
});

describe('dayWords', () => {
  const now = new Date(2026, 10, 21, 14, 0).getTime();
  it.each([
    [new Date(2026, 10, 21, 0, 0), 'today'],
    [new Date(2026, 10, 20, 23, 59), 'yesterday'],
    [new Date(2026, 10, 18, 12, 0), '18 Nov'],
    [new Date(2024, 1, 3, 12, 0), '3 Feb 2024'],
  ])('%s', (then, words) => {
    expect(dayWords(then.getTime(), now)).toBe(words);
  });
});

describe('sizeWords', () => {
  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [4_400_000, '4.4 MB'],
    [123_456, '123 kB'],
    [999_600, '1 MB'],
    [2_000_000_000, '2 GB'],
  ])('%d is %s', (bytes, words) => {
    expect(sizeWords(bytes)).toBe(words);
  });
});

describe('cutAtMatches', () => {
  it('marks what matched and loses no letter', () => {
    expect(cutAtMatches('The Matrix', [[4, 10]])).toEqual([
      { text: 'The ', isMatch: false },
      { text: 'Matrix', isMatch: true },
    ]);
  });

  it('mends ranges that overlap, stand in disorder or leave the title', () => {
    const pieces = cutAtMatches('Amelie', [
      [3, 99],
      [0, 4],
      [2, 2],
    ]);
    expect(pieces.map(({ text }) => text).join('')).toBe('Amelie');
    expect(pieces.every(({ isMatch }) => isMatch)).toBe(true);
  });
});

describe('groupsOf', () => {
  const actions = [action('library', 'Go to your library', 'rated'), action('dark', 'Dark theme', 'look')];

  it('puts films before people before actions', () => {
    const groups = groupsOf('dark', [hit(1, 'Ann Dark'), hit(2)], [], actions);
    expect(groups.map(({ heading, options }) => [heading, options.map(({ key }) => key)])).toEqual([
      ['Films', ['film-2']],
      ['People', ['film-1']],
      ['Actions', ['action-dark']],
    ]);
  });

  it('shows what was opened last, and all actions, before a word is typed', () => {
    const groups = groupsOf('  ', null, [film(7)], actions);
    expect(groups.map(({ heading }) => heading)).toEqual(['Opened last', 'Actions']);
    expect(groups[1]!.options).toHaveLength(2);
  });

  it('finds an action by every word of it, in any order', () => {
    expect(groupsOf('rated library', [], [], actions)[0]!.options[0]!.key).toBe('action-library');
    expect(groupsOf('rated theme', [], [], actions)).toEqual([]);
  });
});

describe('recentFilms', () => {
  it('keeps the last eight, the newest first, each once', () => {
    const kept = new Map<string, string>();
    const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
    for (const id of [1, 2, 3, 4, 5, 6, 7, 8, 9, 3]) rememberFilm(film(id), storage);
    expect(recentFilms(storage).map(({ filmId }) => filmId)).toEqual([3, 9, 8, 7, 6, 5, 4, 2]);
  });

  it('survives what it did not write', () => {
    for (const text of ['', 'null', '{}', '[1,null,{"filmId":"x"}]', '[']) expect(recentFilms({ getItem: () => text })).toEqual([]);
  });
});

describe('isOn', () => {
  it('knows each shelf by the state of a film', () => {
    const nothing = { stars: null, watchlist: false, hidden: false, notSeen: false };
    expect(isOn('rated', { ...nothing, stars: 0.5 })).toBe(true);
    expect((['rated', 'watchlist', 'hidden', 'not-seen'] as const).some((shelf) => isOn(shelf, nothing))).toBe(false);
  });
});
