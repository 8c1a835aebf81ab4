import { luminance, mix } from '../colour.ts';
import { COLUMN, MARGIN, PAGE_HEIGHT, PAGE_WIDTH } from '../page.ts';
import { figure, ground, n, polygon, rectangle, shape } from '../shapes.ts';
import type { Composition } from '../sheet.ts';

const FLOOR = 208;

/** A doorway behind a doorway, and someone in the light. */
export const arches: Composition = (sheet) => {
  const { palette, random, k } = sheet;
  const x = random.between(86, 114);
  const form = random.pick([round, round, square, pointed]);
  const lit = mix(palette.a, '#fff1d2', 0.55);
  const doors = [palette.b, palette.c, palette.a, lit].map((colour, i) => form(x, 130 - i * 32, 184 - i * 38, colour)).join('');
  const shadow = mix(palette.ink, '#0a0705', luminance(palette.ink) > 0.5 ? 0.88 : 0.1);
  const carpet = polygon(
    [
      [x - 17, FLOOR],
      [x + 17, FLOOR],
      [x + 58, FLOOR + 16],
      [x - 58, FLOOR + 16],
    ],
    mix(palette.ground, lit, 0.55),
  );
  const title = sheet.setTitle(
    { x: MARGIN, y: FLOOR + 26, width: COLUMN, height: PAGE_HEIGHT - FLOOR - 38 },
    { face: k % 2 === 0 ? 'gothic' : 'serif', align: 'centre', maxSize: 40 },
  );
  return (
    ground(palette.ground) +
    doors +
    carpet +
    figure(x + 2, FLOOR + 5, 35, shadow) +
    rectangle(0, FLOOR + 16, PAGE_WIDTH, PAGE_HEIGHT - FLOOR - 16, palette.ground) +
    title.svg
  );
};

type Door = (x: number, width: number, height: number, fill: string) => string;

const round: Door = (x, width, height, fill) => {
  const r = width / 2;
  return shape(`M${n(x - r)} ${FLOOR}V${n(FLOOR - height + r)}a${n(r)} ${n(r)} 0 0 1 ${n(width)} 0V${FLOOR}Z`, fill);
};

const square: Door = (x, width, height, fill) => rectangle(x - width / 2, FLOOR - height, width, height, fill);

const pointed: Door = (x, width, height, fill) => {
  const shoulder = FLOOR - height * 0.55;
  const peak = FLOOR - height;
  return shape(
    `M${n(x - width / 2)} ${FLOOR}V${n(shoulder)}Q${n(x - width / 2)} ${n(peak + height * 0.14)} ${n(x)} ${n(peak)}Q${n(x + width / 2)} ${n(peak + height * 0.14)} ${n(x + width / 2)} ${n(shoulder)}V${FLOOR}Z`,
    fill,
  );
};
