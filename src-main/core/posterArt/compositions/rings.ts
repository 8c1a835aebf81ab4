import { contrast } from '../colour.ts';
import { COLUMN, MARGIN, PAGE_WIDTH } from '../page.ts';
import { disc, ground, rectangle, ring } from '../shapes.ts';
import type { Composition, Sheet } from '../sheet.ts';

/** Concentric or moiré rings, cut off by a plain field for the title. */
export const rings: Composition = (sheet) => {
  const { palette, random, k } = sheet;
  const x = random.between(62, 138);
  const y = random.between(86, 112);
  const picture = random.pick([leaningCircles, moire, whirl])(sheet, x, y);
  const title = sheet.setTitle({ x: MARGIN, y: 202, width: COLUMN, height: 82 }, { face: k % 2 === 0 ? 'serif' : 'gothic', maxSize: 54 });
  return ground(palette.ground) + picture + rectangle(0, 190, PAGE_WIDTH, 110, palette.ground) + title.svg;
};

type Picture = (sheet: Sheet, x: number, y: number) => string;

const leaningCircles: Picture = ({ palette, random }, x, y) => {
  const { a, b, c } = palette;
  const colours = [a, palette.ground, b, palette.ground, c, palette.ground];
  let svg = '';
  let radius = 152;
  for (let i = 0; radius > 8; i++) {
    svg += disc(x + (152 - radius) * 0.12, y + (152 - radius) * 0.08, radius, colours[i % 6]!);
    radius -= random.between(9, 20);
  }
  return svg;
};

const moire: Picture = ({ palette }, x, y) => {
  let svg = '';
  for (let radius = 6; radius < 172; radius += 8.5) svg += ring(x, y, radius, palette.a, 3.2);
  for (let radius = 6; radius < 122; radius += 8.5) svg += ring(PAGE_WIDTH - x, y + 34, radius, palette.b, 2.4);
  return svg + disc(x, y, 11, palette.c);
};

/** Rings whose centre walks round: a whirlpool seen from above. */
const whirl: Picture = ({ palette, random }, x, y) => {
  const turn = random.between(0, 6.28);
  const light = contrast(palette.b, palette.ground) > 1.5 ? palette.b : palette.c;
  let svg = '';
  for (let i = 0; i < 15; i++) {
    const radius = 160 - i * 10.6;
    const angle = turn + i * 0.5;
    const stray = i * 1.9;
    svg += disc(
      x + Math.cos(angle) * stray,
      y + Math.sin(angle) * stray,
      radius,
      i % 2 === 1 ? palette.ground : i % 4 === 0 ? palette.a : light,
    );
  }
  return svg;
};
