import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { FaceName } from '../../../../src-main/core/posterArt/faces.ts';
import type { TextRun } from '../../../../src-main/core/posterArt/lettering.ts';
import { PAGE_HEIGHT, PAGE_WIDTH } from '../../../../src-main/core/posterArt/page.ts';
import type { PosterFilm } from '../../../../src-main/core/posterArt/plan.ts';
import { posterArt } from '../../../../src-main/core/posterArt/posterArt.ts';
import { openOutlineFonts } from '../../../../src-main/services/posterImages.ts';

const root = join(import.meta.dirname, '../../../..');
const moviesFile = join(root, 'resources/catalogue/movies.csv');
const hasCatalogue = existsSync(moviesFile);
const fonts = openOutlineFonts(join(root, 'resources/fonts'));

interface Ink {
  /** Of the run's ink against its starting point, in em; kerning applied, measured from the outlines. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly advance: number;
}

const measured = new Map<string, Ink>();

function inkOf(face: FaceName, text: string): Ink {
  const key = `${face} ${text}`;
  const known = measured.get(key);
  if (known !== undefined) return known;
  // A letter that only the second file holds is measured there; such titles are few, their kerning across files is none.
  const pieces = [...text].every((letter) => fonts[face][0]!.hasGlyphForCodePoint(letter.codePointAt(0)!)) ? [text] : [...text];
  let advance = 0;
  let [left, right, top, bottom] = [Infinity, -Infinity, -Infinity, Infinity];
  for (const piece of pieces) {
    const font = [...fonts[face], ...fonts.text].find((one) => one.hasGlyphForCodePoint(piece.codePointAt(0)!));
    if (font === undefined) continue;
    const run = font.layout(piece) as unknown as { bbox: { minX: number; maxX: number; minY: number; maxY: number }; advanceWidth: number };
    const { minX, maxX, minY, maxY } = run.bbox;
    if (Number.isFinite(minX)) {
      left = Math.min(left, advance + minX / font.unitsPerEm);
      right = Math.max(right, advance + maxX / font.unitsPerEm);
      top = Math.max(top, maxY / font.unitsPerEm);
      bottom = Math.min(bottom, minY / font.unitsPerEm);
    }
    advance += run.advanceWidth / font.unitsPerEm;
  }
  const ink = { left, right, top, bottom, advance };
  measured.set(key, ink);
  return ink;
}

type Corner = readonly [number, number];

/** Corners of all lettering of a poster in page units, turns applied. */
function cornersOf(film: PosterFilm, size: 'full' | 'small'): Corner[] {
  const runs: TextRun[] = [];
  const svg = posterArt(film, { size, setter: (run) => `<run ${runs.push(run) - 1}/>` });
  const turns: { degrees: number; x: number; y: number }[] = [];
  const corners: Corner[] = [];
  for (const token of svg.matchAll(/<g(?: transform="rotate\(([-\d.]+) ([-\d.]+) ([-\d.]+)\)")?[^>]*>|<\/g>|<run (\d+)\/>/g)) {
    if (token[0] === '</g>') turns.pop();
    else if (token[4] === undefined) turns.push({ degrees: Number(token[1] ?? 0), x: Number(token[2] ?? 0), y: Number(token[3] ?? 0) });
    else {
      const run = runs[Number(token[4])]!;
      const ink = inkOf(run.face, run.text);
      const letters = run.text.length;
      const width = ink.advance * run.size + run.tracking * (letters - 1);
      const x = run.x - (run.anchor === 'middle' ? width / 2 : run.anchor === 'end' ? width : 0);
      const stretch = run.tracking * (letters - 1);
      for (const across of [x + ink.left * run.size, x + ink.right * run.size + stretch]) {
        for (const down of [run.y - ink.top * run.size, run.y - ink.bottom * run.size])
          corners.push(turns.reduceRight(turn, [across, down] as Corner));
      }
    }
  }
  return corners;
}

function turn([px, py]: Corner, { degrees, x, y }: { degrees: number; x: number; y: number }): Corner {
  const angle = (degrees * Math.PI) / 180;
  return [x + (px - x) * Math.cos(angle) - (py - y) * Math.sin(angle), y + (px - x) * Math.sin(angle) + (py - y) * Math.cos(angle)];
}

/** How far the lettering comes beyond the page's edge, less a small border; negative when all is inside. */
function beyond(corners: readonly Corner[]): number {
  return Math.max(...corners.map(([x, y]) => Math.max(-x, x - PAGE_WIDTH, -y, y - PAGE_HEIGHT)));
}

const noGenres = '(no genres listed)';
const films: PosterFilm[] = hasCatalogue
  ? (parse(readFileSync(moviesFile), { columns: true }) as { movieId: string; title: string; genres: string }[]).map((row) => ({
      filmId: Number(row.movieId),
      rawTitle: row.title,
      genres: row.genres === noGenres ? [] : row.genres.split('|'),
    }))
  : [];

describe('letters on the page', () => {
  it.skipIf(!hasCatalogue)(
    'stay on it for every title of the catalogue, measured by their outlines',
    () => {
      expect(films).toHaveLength(9742);
      const outside = films.flatMap((film) => {
        const over = Math.max(beyond(cornersOf(film, 'full')), beyond(cornersOf(film, 'small')));
        return over > -2 ? [`${film.rawTitle}: ${over.toFixed(1)}`] : [];
      });
      expect(outside).toEqual([]);
    },
    120_000,
  );

  it('would notice a letter outside', () => {
    expect(
      beyond([
        [10, 10],
        [201, 20],
      ]),
    ).toBeCloseTo(1);
    const [left] = cornersOf({ filmId: 5, rawTitle: 'Heat (1995)', genres: ['Crime'] }, 'full')[0]!;
    expect(left).toBeGreaterThan(2);
  });
});
