import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeImage, encodePng } from '../../../src-main/core/diffusion/imageCodec.ts';
import { paintedLayouts } from '../../../src-main/core/posterArt/paintedPoster.ts';
import { composePoster } from '../../../src-main/services/paintedPosters.ts';
import { layoutNames } from '../../../src-main/contract/pictures.ts';

const resourcesDir = join(import.meta.dirname, '../../../resources');
const film = { filmId: 608, rawTitle: 'Fargo & Sons: <A Tale> (1996)', genres: ['Crime', 'Thriller'] };
const green = encodePng({ width: 64, height: 96, pixels: Uint8Array.from({ length: 3 * 64 * 96 }, (_, i) => (i % 3 === 1 ? 200 : 30)) });

describe('painted posters', () => {
  it('the contract names the layouts that there are', () => expect([...layoutNames]).toEqual([...paintedLayouts]));

  it.each(paintedLayouts)('%s shows the picture and sets the title over it, as outlines', async (layout) => {
    const request = { film, tagline: 'A homespun murder story.', layout, picture: await green, width: 300, resourcesDir } as const;
    const svg = new TextDecoder().decode(await composePoster({ ...request, format: 'svg' }));
    expect(svg).not.toMatch(/<text|font-family|<A Tale>/);
    expect(svg).toContain('Fargo &amp; Sons');
    const png = await decodeImage(await composePoster({ ...request, format: 'png' }));
    expect(png).toMatchObject({ width: 300, height: 450 });
    const at = (x: number, y: number) => [...png.pixels.subarray(3 * (y * 300 + x), 3 * (y * 300 + x) + 3)];
    expect(at(150, 200)[1]! - at(150, 200)[0]!).toBeGreaterThan(40);
    const without = await decodeImage(await composePoster({ ...request, film: { ...film, rawTitle: ' (1996)' }, format: 'png' }));
    expect(without.pixels.some((value, i) => value !== png.pixels[i])).toBe(true);
  });
});
