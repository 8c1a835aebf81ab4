import { contrast } from '../colour.ts';
import { COLUMN, MARGIN, PAGE_HEIGHT, PAGE_WIDTH } from '../page.ts';
import { disc, ground, group, polygon, type Point, wedge } from '../shapes.ts';
import type { Composition, Sheet } from '../sheet.ts';

/** Rays or flying splinters, and a leaning band for the title. */
export const burst: Composition = (sheet) => {
  const { palette, random } = sheet;
  const x = random.between(40, 160);
  const y = random.between(66, 112);
  const picture = random.pick([rays, rays, speedLines]);
  const edge = contrast(palette.b, palette.ground) > 1.4 ? palette.b : palette.a;
  const band =
    polygon(
      [
        [0, 184],
        [PAGE_WIDTH, 158],
        [PAGE_WIDTH, PAGE_HEIGHT],
        [0, PAGE_HEIGHT],
      ],
      palette.ground,
    ) +
    polygon(
      [
        [0, 177],
        [PAGE_WIDTH, 151],
        [PAGE_WIDTH, 158],
        [0, 184],
      ],
      edge,
    );
  const title = sheet.setTitle({ x: MARGIN + 1, y: 200, width: COLUMN - 2, height: 80 }, { face: 'gothic', maxSize: 58, stand: 'middle' });
  return ground(palette.ground) + picture(sheet, x, y) + band + group('rotate(-4 100 240)', title.svg);
};

function rays({ palette, random }: Sheet, x: number, y: number): string {
  const colours = [palette.a, palette.b, palette.c];
  const count = 13;
  let svg = '';
  for (let i = 0; i < count; i++) {
    const from = (i / count) * 2 * Math.PI + random.between(0, 0.2);
    svg += wedge(x, y, 0, 330, from, from + random.between(0.12, 0.36), colours[i % 3]!);
  }
  return svg + disc(x, y, 19, palette.ink) + disc(x, y, 9, palette.ground);
}

/** Everything flies past on one slope; one disc is faster. */
function speedLines({ palette, random }: Sheet, x: number, y: number): string {
  const colours = [palette.a, palette.b, palette.c];
  let svg = '';
  for (let i = 0; i < 22; i++) {
    const left = random.between(-60, 150);
    const top = 4 + i * 8.4;
    const length = random.between(40, 150);
    const thick = random.between(1.5, 6.5);
    const points: Point[] = [
      [left, top + 20],
      [left + length, top + 20 - length * 0.13],
      [left + length, top + 20 - length * 0.13 + thick],
    ];
    svg += polygon(points, colours[i % 3]!);
  }
  return svg + disc(x, y, 30, palette.ink) + disc(x - 7, y + 1, 30, palette.a);
}
