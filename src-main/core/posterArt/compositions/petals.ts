import { mix } from '../colour.ts';
import { COLUMN, MARGIN, PAGE_HEIGHT, PAGE_WIDTH } from '../page.ts';
import { clipped, disc, ground, n, rectangle, shape, stroke, turned } from '../shapes.ts';
import type { Composition, Sheet } from '../sheet.ts';

/** A flower, or two circles that meet, or two stems that lean together. */
export const petals: Composition = (sheet) => {
  const { palette, random, k } = sheet;
  const picture = random.pick([flower, flower, meeting, stems]);
  const y = picture === meeting ? 188 : 204;
  const title = sheet.setTitle(
    { x: MARGIN, y, width: COLUMN, height: PAGE_HEIGHT - y - 16 },
    { face: 'serif', maxSize: 40, align: k % 3 === 0 ? 'centre' : 'left' },
  );
  const field = picture === meeting ? '' : rectangle(0, 192, PAGE_WIDTH, 108, palette.ground);
  return ground(palette.ground) + picture(sheet) + field + title.svg;
};

const flower = ({ palette, random, k }: Sheet): string => {
  const x = random.between(80, 120);
  const y = 102;
  const count = 5 + (k % 4);
  const round = count < 7;
  const wide = round ? 46 : 34;
  let svg = stroke(`M${n(x)} ${y}C${n(x + 4)} 150 ${n(x - 10)} 170 ${n(x - 6)} 200`, palette.c, 2.4);
  for (let i = 0; i < count; i++) {
    const petal = `M${n(x)} ${y}C${n(x - wide)} ${y - 34} ${n(x - wide * 0.6)} ${y - 88} ${n(x)} ${y - 92}C${n(x + wide * 0.6)} ${y - 88} ${n(x + wide)} ${y - 34} ${n(x)} ${y}Z`;
    svg += turned((i * 360) / count + k * 9, x, y, shape(petal, i % 2 === 0 ? palette.a : palette.b, 0.86));
  }
  return svg + disc(x, y, 12, palette.c) + disc(x, y, 5, palette.ground);
};

const meeting = ({ palette, random, id }: Sheet): string => {
  const apart = random.between(29, 38);
  const first = disc(100 - apart, 100, 54, palette.a);
  const secondDisc = (fill: string) => disc(100 + apart, 100, 54, fill);
  return (
    first +
    secondDisc(palette.b) +
    clipped(id('both'), first, secondDisc(palette.c === palette.ink ? mix(palette.a, palette.b, 0.5) : palette.c))
  );
};

const stems = ({ palette, random }: Sheet): string => {
  const lean = random.between(10, 22);
  const stem = (side: 1 | -1, colour: string, leaf: string) => {
    const foot = 100 + side * 62;
    const head = 100 + side * (26 - lean * 0.6);
    const leaves = [0.3, 0.5, 0.7].map((at) => {
      const x = foot + (head - foot) * at;
      const y = 196 - 116 * at;
      return shape(
        `M${n(x)} ${n(y)}c${n(side * 10)} -18 ${n(side * 28)} -20 ${n(side * 36)} -16c${n(side * -6)} 12 ${n(side * -20)} 20 ${n(side * -36)} 16Z`,
        leaf,
      );
    });
    const bloom =
      disc(head, 68, 25, colour) + disc(head - side * 7, 61, 15, mix(colour, palette.ground, 0.28)) + disc(head - side * 10, 57, 7, colour);
    return stroke(`M${foot} 200Q${n(foot - side * 4)} 130 ${n(head)} 70`, leaf, 2.4) + leaves.join('') + bloom;
  };
  return stem(-1, palette.a, palette.c) + stem(1, palette.b, palette.c);
};
