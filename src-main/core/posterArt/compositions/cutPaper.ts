import { boldestOn, contrast, readableOn } from '../colour.ts';
import { COLUMN, MARGIN, PAGE_HEIGHT, PAGE_WIDTH } from '../page.ts';
import { disc, figure, ground, type Point, polygon, rectangle, turned, wedge } from '../shapes.ts';
import type { Composition, Sheet } from '../sheet.ts';

/** Slabs with knife-cut edges: stairs, bolt, shards, a leaning bar, nested openings, two halves. */
export const cutPaper: Composition = (sheet) => {
  const scene = sheet.random.pick([stairs, bolt, shards, leaningBar, openings, halves]);
  return ground(sheet.palette.ground) + scene(sheet);
};

type Scene = (sheet: Sheet) => string;

/** A slab whose corners and edges were cut by hand: `wobble` is how far the knife strays. */
function slab({ random }: Sheet, x: number, y: number, width: number, height: number, wobble: number, fill: string): string {
  const stray = () => random.between(-wobble / 2, wobble / 2);
  return polygon(
    [
      [x + stray(), y + stray()],
      [x + width * random.between(0.4, 0.6), y + stray() * 0.8],
      [x + width + stray(), y + stray()],
      [x + width + stray(), y + height * random.between(0.4, 0.6)],
      [x + width + stray(), y + height + stray()],
      [x + width * random.between(0.3, 0.6), y + height + stray() * 0.8],
      [x + stray(), y + height + stray()],
    ],
    fill,
  );
}

/** A second colour that is seen on the ground. */
const second = ({ palette }: Sheet): string => (contrast(palette.b, palette.ground) > 1.4 ? palette.b : palette.c);

const low = { x: MARGIN, y: 190, width: COLUMN, height: 94 };
const high = { x: MARGIN, y: MARGIN + 2, width: COLUMN, height: 88 };

const stairs: Scene = (sheet) => {
  const { palette, random, k } = sheet;
  const rising = random.chance(0.5);
  const lit = 1 + (k % 5);
  let svg = '';
  for (let i = 0; i < 6; i++) {
    const width = 42 + i * 26;
    svg += slab(sheet, rising ? PAGE_WIDTH - width : -8, 16 + i * 26, width + 8, 20, 5, i === lit ? second(sheet) : palette.a);
  }
  const climber = rising ? PAGE_WIDTH - 42 - lit * 26 + 18 : 42 + lit * 26 - 26;
  if (lit > 1) svg += figure(climber, 16 + lit * 26 + 1, 25, readableOn(palette.ground, palette.ink));
  return svg + sheet.setTitle(low, { face: 'cut', maxSize: 54 }).svg;
};

const bolt: Scene = (sheet) => {
  const { palette, random } = sheet;
  const x = random.between(82, 120);
  const flash = boldestOn(palette.a, palette.b, palette.c, palette.ground);
  const points: Point[] = [
    [x + 16, -6],
    [x + 48, -6],
    [x + 10, 66],
    [x + 40, 61],
    [x - 34, 176],
    [x - 8, 92],
    [x - 40, 98],
  ];
  return (
    slab(sheet, -10, -10, PAGE_WIDTH + 20, 182, 9, palette.a) +
    polygon(points, flash) +
    sheet.setTitle(low, { face: 'cut', maxSize: 54 }).svg
  );
};

const shards: Scene = (sheet) => {
  const { palette, random } = sheet;
  const count = 11;
  let svg = '';
  for (let i = 0; i < count; i++) {
    const from = (i / count) * 2 * Math.PI + random.between(0, 0.3);
    svg += wedge(
      100,
      96,
      random.between(27, 34),
      random.between(80, 150),
      from,
      from + random.between(0.24, 0.44),
      i % 4 === 1 ? palette.c : palette.a,
    );
  }
  svg += disc(101, 96, 18, second(sheet)) + rectangle(-2, 184, PAGE_WIDTH + 4, 118, palette.ground);
  return svg + sheet.setTitle(low, { face: 'cut', align: 'centre', maxSize: 52 }).svg;
};

const leaningBar: Scene = (sheet) => {
  const { palette, random, k } = sheet;
  const leaning = 1 + (k % 4);
  let svg = '';
  for (let i = 0; i < 6; i++) if (i !== leaning) svg += slab(sheet, 15 + i * 29, 124, 22, 220, 4, palette.a);
  const x = 15 + leaning * 29;
  svg += turned(random.between(6, 10), x + 10, PAGE_HEIGHT, slab(sheet, x, 120, 22, 230, 4, second(sheet)));
  return svg + sheet.setTitle(high, { face: 'cut', maxSize: 50 }).svg;
};

const openings: Scene = (sheet) => {
  const { palette, random } = sheet;
  const colours = [palette.a, palette.ground, second(sheet), palette.a];
  const twist = random.between(-4, 4);
  const svg = colours.map((colour, i) => {
    const width = 170 - i * 41;
    return turned(twist * (i - 1), 100, 98, slab(sheet, 100 - width / 2, 14 + i * 18, width, 168 - i * 36, 7, colour));
  });
  const walker = readableOn(palette.a, palette.ground, palette.ink);
  return svg.join('') + figure(100, 128, 45, walker) + sheet.setTitle(low, { face: 'cut', align: 'centre', maxSize: 52 }).svg;
};

const halves: Scene = (sheet) => {
  const { palette, random } = sheet;
  const apart = random.between(7, 12);
  const edge: Point[] = Array.from({ length: 9 }, (_, i) => [i * 25, 92 + (i % 2 === 0 ? -1 : 1) * random.between(8, 22)]);
  const upper = edge.map(([x, y]): Point => [x, y - apart]).reverse();
  const lower = edge.map(([x, y]): Point => [x, y + apart]);
  return (
    polygon([[0, -4], [PAGE_WIDTH, -4], ...upper], palette.a) +
    polygon([...lower, [PAGE_WIDTH, 178], [0, 176 + random.between(0, 5)]], second(sheet)) +
    disc(random.between(50, 150), 92, 9, boldestOn(palette.ground, palette.c, palette.ink)) +
    sheet.setTitle(low, { face: 'cut', maxSize: 54 }).svg
  );
};
