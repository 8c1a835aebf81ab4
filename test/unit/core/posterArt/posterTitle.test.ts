import { describe, expect, it } from 'vitest';
import { posterTitle } from '../../../../src-main/core/posterArt/posterTitle.ts';

describe('posterTitle', () => {
  it.each([
    ['Samouraï, Le (Godson, The) (1967)', 'Le Samouraï', null, 1967],
    ['Star Wars: Episode IV - A New Hope (1977)', 'Star Wars', 'Episode IV – A New Hope', 1977],
    [
      'Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb (1964)',
      'Dr. Strangelove',
      'or: How I Learned to Stop Worrying and Love the Bomb',
      1964,
    ],
    ['X-Men (2000)', 'X-Men', null, 2000],
    ['8 1/2 (8½) (1963)', '8½', null, 1963],
    ["Singin' in the Rain (1952)", "Singin' in the Rain", null, 1952],
    ['Mission: Impossible - Ghost Protocol (2011)', 'Mission', 'Impossible – Ghost Protocol', 2011],
  ])('%s', (raw, main, second, year) => {
    expect(posterTitle(raw)).toMatchObject({ main, second, year });
  });

  it('splits a long title without a colon at a word near letter 30', () => {
    const { main, second } = posterTitle('Assassination of Jesse James by the Coward Robert Ford, The (2007)');
    expect(main.length).toBeGreaterThan(24);
    expect(main.length).toBeLessThan(42);
    expect(`${main} ${second}`).toBe('The Assassination of Jesse James by the Coward Robert Ford');
  });

  it('leaves something to set for a title of only brackets', () => {
    expect(posterTitle('(500) Days of Summer (2009)').main).toBe('(500) Days of Summer');
    expect(posterTitle('').main).toBe('');
  });
});
