import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { compositionNames, compositionsOf } from '../../../../src-main/core/posterArt/compositions/index.ts';
import { leadGenres } from '../../../../src-main/core/posterArt/palettes.ts';
import { type PosterFilm, planPoster } from '../../../../src-main/core/posterArt/plan.ts';
import { chooseComposition, posterArt } from '../../../../src-main/core/posterArt/posterArt.ts';

const film = (filmId: number, rawTitle: string, ...genres: string[]): PosterFilm => ({ filmId, rawTitle, genres });

const dozen = [
  film(1, 'Toy Story (1995)', 'Adventure', 'Animation', 'Children', 'Comedy', 'Fantasy'),
  film(858, 'Godfather, The (1972)', 'Crime', 'Drama'),
  film(924, '2001: A Space Odyssey (1968)', 'Adventure', 'Drama', 'Sci-Fi'),
  film(1177, 'Enchanted April (1992)', 'Drama', 'Romance'),
  film(1258, 'Shining, The (1980)', 'Horror'),
  film(750, 'Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb (1964)', 'Comedy', 'War'),
  film(922, 'Sunset Blvd. (a.k.a. Sunset Boulevard) (1950)', 'Drama', 'Film-Noir', 'Romance'),
  film(899, "Singin' in the Rain (1952)", 'Comedy', 'Musical', 'Romance'),
  film(4973, "Amelie (Fabuleux destin d'Amélie Poulain, Le) (2001)", 'Comedy', 'Romance'),
  film(1209, "Once Upon a Time in the West (C'era una volta il West) (1968)", 'Action', 'Drama', 'Western'),
  film(8638, 'Before Sunset (2004)', 'Drama', 'Romance'),
  film(999999, 'Untitled', '(no genres listed)'),
];

const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);

describe('posterArt', () => {
  it('draws the same twelve posters as always', () => {
    expect(
      dozen.map((one) => `${hash(posterArt(one))} ${hash(posterArt(one, { size: 'small' }))} ${chooseComposition(one)} ${one.rawTitle}`),
    ).toMatchSnapshot();
  });

  it('is a pure function, whatever was drawn between', () => {
    const before = dozen.map((one) => posterArt(one));
    dozen.toReversed().forEach((one) => posterArt(one, { size: 'small' }));
    expect(dozen.map((one) => posterArt(one))).toEqual(before);
  });

  it.each(compositionNames)('draws %s in whole and small size without a broken number', (composition) => {
    for (const one of dozen) {
      for (const size of ['full', 'small'] as const) {
        const svg = posterArt(one, { composition, size });
        expect(svg).not.toMatch(/NaN|undefined|Infinity/);
        expect(svg.match(/<g[ >]/g)?.length ?? 0).toBe(svg.match(/<\/g>/g)?.length ?? 0);
      }
    }
  });

  it('never lets the size asked for choose the picture', () => {
    for (const one of dozen) {
      const name = (svg: string) => /data-composition="(\w+)"/.exec(svg)?.[1];
      expect(name(posterArt(one, { size: 'small' }))).toBe(name(posterArt(one)));
    }
  });

  it('escapes what a title may hold', () => {
    const svg = posterArt(film(7, '<script>"&" (1999)', 'Drama'));
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;script&gt;&quot;&amp;&quot;');
  });

  it('reaches every composition from the genres', () => {
    const reachable = new Set(leadGenres.flatMap((genre) => compositionsOf[genre]));
    expect(compositionNames.filter((name) => !reachable.has(name))).toEqual([]);
  });

  it('takes the lead genre by rank four times in five', () => {
    const leads = Array.from({ length: 2000 }, (_, i) => planPoster(film(i + 1, 'A (1980)', 'Drama', 'Horror')).lead);
    const first = leads.filter((lead) => lead === 'Horror').length / leads.length;
    expect(first).toBeGreaterThan(0.75);
    expect(first).toBeLessThan(0.81);
  });
});
