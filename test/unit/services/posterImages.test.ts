import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeImage, rasterizeDrawing } from '../../../src-main/core/diffusion/imageCodec.ts';
import { compositionNames } from '../../../src-main/core/posterArt/compositions/index.ts';
import { outlineSetter } from '../../../src-main/core/posterArt/outlines.ts';
import { posterArt } from '../../../src-main/core/posterArt/posterArt.ts';
import { createPosterImages, openOutlineFonts } from '../../../src-main/services/posterImages.ts';

const resources = join(import.meta.dirname, '../../../resources');
const posters = createPosterImages(resources);
const film = { filmId: 6, rawTitle: 'Heat (1995)', genres: ['Action', 'Crime', 'Thriller'] };
const setter = outlineSetter(openOutlineFonts(join(resources, 'fonts')));

/** Mean difference of two pictures of the same size, 0 to 255. */
function difference(first: Uint8Array, second: Uint8Array): number {
  expect(first.length).toBe(second.length);
  return first.reduce((sum, value, i) => sum + Math.abs(value - second[i]!), 0) / first.length;
}

/** Columns (0 to 1 of the page) that hold lettering, dark on white, of one line set alone. */
async function inkedWidth(svgText: string): Promise<number> {
  const page = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="600" viewBox="0 0 200 300"><path d="M0 0H200V300H0Z" fill="#ffffff"/>${svgText}</svg>`;
  const { width, pixels } = await decodeImage(await rasterizeDrawing(page, 400));
  const columns = [...Array(width).keys()].filter((x) => {
    for (let i = x * 3; i < pixels.length; i += width * 3) if (pixels[i]! < 128) return true;
    return false;
  });
  // Without any system font nothing is drawn.
  return columns.length === 0 ? 0 : (columns.at(-1)! - columns[0]! + 1) / (width / 200);
}

describe('posterImages', () => {
  it('writes a PNG of the width asked for, and names it after the film', async () => {
    const file = await posters.render({ ...film, rawTitle: 'Samouraï, Le (Godson, The) (1967)' }, 'png', 300);
    const image = await decodeImage(file.bytes);
    expect([image.width, image.height]).toEqual([300, 450]);
    expect(file).toMatchObject({ mediaType: 'image/png', fileName: 'samourai-le-godson-the-1967.png' });
  });

  it.each(compositionNames)('holds no text in %s: all lettering is outlines', (composition) => {
    for (const rawTitle of ['Heat (1995)', 'Król Łódź: Ő (1966)', '日本 (1960)']) {
      const svg = posterArt({ ...film, rawTitle }, { setter, composition });
      expect(svg).not.toMatch(/<text|font-family/);
    }
  });

  it('sets letters as wide as the face is, which no system font is', async () => {
    const run = { text: 'MARQUEE', size: 30, x: 10, y: 100, anchor: 'start', fill: '#000000', tracking: 0 } as const;
    const fonts = openOutlineFonts(join(resources, 'fonts'));
    for (const face of ['gothic', 'text', 'cut', 'serif', 'deco'] as const) {
      const font = fonts[face][0]!;
      const laid = font.layout(run.text) as unknown as { bbox: { minX: number; maxX: number } };
      const wanted = ((laid.bbox.maxX - laid.bbox.minX) / font.unitsPerEm) * run.size;
      expect(await inkedWidth(setter({ ...run, face })), face).toBeCloseTo(wanted, -0.2);
      const bySystemFont = await inkedWidth(`<text x="10" y="100" font-size="30" font-family="Times, serif">${run.text}</text>`);
      expect(Math.abs(bySystemFont - wanted), `${face} against a system font`).toBeGreaterThan(3);
    }
  });

  it('draws another picture when a system font slips in', async () => {
    const sized = (svg: string) => svg.replace('<svg ', '<svg width="300" height="450" ');
    const outlined = await decodeImage(await rasterizeDrawing(sized(posterArt(film, { setter, composition: 'bigType' })), 300));
    const again = await decodeImage((await posters.render(film, 'png', 300)).bytes);
    const fallen = await decodeImage(await rasterizeDrawing(sized(posterArt(film, { composition: 'bigType' })), 300));
    const first = await decodeImage(await rasterizeDrawing(sized(posterArt(film, { setter })), 300));
    expect(difference(first.pixels, again.pixels)).toBe(0);
    expect(difference(outlined.pixels, fallen.pixels)).toBeGreaterThan(2);
  });
});
