import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { layoutNames } from '../../../src-main/contract/pictures.ts';
import { createRng } from '../../../src-main/core/base/rng.ts';
import { decodeImage, encodePng, rasterizeDrawing } from '../../../src-main/core/diffusion/imageCodec.ts';
import { contrast } from '../../../src-main/core/posterArt/colour.ts';
import { outlineSetter } from '../../../src-main/core/posterArt/outlines.ts';
import { paintedLayouts, paintedPoster } from '../../../src-main/core/posterArt/paintedPoster.ts';
import { composePoster } from '../../../src-main/services/paintedPosters.ts';
import { openOutlineFonts } from '../../../src-main/services/posterImages.ts';

const resourcesDir = join(import.meta.dirname, '../../../resources');
const film = { filmId: 608, rawTitle: 'Fargo & Sons: <A Tale> (1996)', genres: ['Crime', 'Thriller'] };
const tagline = 'A homespun murder story, told so that nobody in the whole of the county could miss a word of it.';
const WIDTH = 300;
const picture = (at: (i: number) => number) => ({
  width: 64,
  height: 96,
  pixels: Uint8Array.from({ length: 3 * 64 * 96 }, (_, i) => at(i)),
});
const green = encodePng(picture((i) => (i % 3 === 1 ? 200 : 30)));
const rng = createRng(5);
const grounds = [picture(() => 255), picture(() => rng.integer(256))];
/** Small is enough to measure, and quick. */
const MEASURED = 160;

describe('painted posters', () => {
  it('the contract names the layouts that there are', () => expect([...layoutNames]).toEqual([...paintedLayouts]));

  it.each(paintedLayouts)('%s shows the picture and sets the title over it, as outlines', async (layout) => {
    const request = { film, tagline, layout, picture: await green, width: WIDTH, resourcesDir } as const;
    const svg = new TextDecoder().decode(await composePoster({ ...request, format: 'svg' }));
    expect(svg).not.toMatch(/<text|font-family|<A Tale>/);
    expect(svg).toContain('Fargo &amp; Sons');
    const png = await decodeImage(await composePoster({ ...request, format: 'png' }));
    expect(png).toMatchObject({ width: WIDTH, height: 450 });
    const at = (x: number, y: number) => [...png.pixels.subarray(3 * (y * WIDTH + x), 3 * (y * WIDTH + x) + 3)];
    expect(at(150, 200)[1]! - at(150, 200)[0]!).toBeGreaterThan(40);
    for (const change of [
      { film: { ...film, rawTitle: ' (1996)' } },
      { film: { ...film, rawTitle: film.rawTitle.slice(0, -7) } },
      { tagline: null },
    ]) {
      const without = await decodeImage(await composePoster({ ...request, ...change, format: 'png' }));
      expect(without.pixels.some((value, i) => value !== png.pixels[i])).toBe(true);
    }
  });

  const setter = outlineSetter(openOutlineFonts(join(resourcesDir, 'fonts')));
  it.each(paintedLayouts)('%s: every letter has a contrast of 4.5 to the pixel below it, over white and over noise', async (layout) => {
    const long = { filmId: 71, rawTitle: `${'Long and Winding Road '.repeat(4)}(1956)`, genres: ['Comedy'] };
    for (const pixels of grounds) {
      const painted = { href: `data:image/png;base64,${Buffer.from(await encodePng(pixels)).toString('base64')}`, pixels };
      for (const [one, line] of [[film, tagline] as const, [long, null] as const]) {
        const fills = new Set<string>();
        const draw = async (isSet: boolean) => {
          const options = { picture: painted, layout, tagline: line };
          const svg = paintedPoster(one, { ...options, setter: (run) => (fills.add(run.fill), isSet ? setter(run) : '') });
          return await decodeImage(await rasterizeDrawing(svg, MEASURED));
        };
        const [set, bare] = [await draw(true), await draw(false)];
        expect(fills.size).toBe(1);
        const [fill] = fills;
        let letters = 0;
        let least = 21;
        for (let i = 0; i < set.pixels.length; i += 3) {
          if ([0, 1, 2].every((c) => Math.abs(set.pixels[i + c]! - bare.pixels[i + c]!) <= 24)) continue;
          letters++;
          const below = `#${[0, 1, 2].map((c) => bare.pixels[i + c]!.toString(16).padStart(2, '0')).join('')}`;
          least = Math.min(least, contrast(fill!, below));
        }
        expect(letters, one.rawTitle).toBeGreaterThan(200);
        expect(least, one.rawTitle).toBeGreaterThanOrEqual(4.5);
      }
    }
  });
});
