import { boldestOn, mix, readableOn } from '../colour.ts';
import { MARGIN, PAGE_WIDTH } from '../page.ts';
import { disc, ground, rectangle, shape } from '../shapes.ts';
import type { Composition, Sheet } from '../sheet.ts';

const CELL = 40;

/** Building blocks, some of them with eyes. */
export const tiles: Composition = (sheet) => {
  const { palette, random, k } = sheet;
  const titleBelow = k % 2 === 0;
  const top = titleBelow ? 0 : 100;
  const colours = [palette.a, palette.b, palette.c, mix(palette.b, palette.ground, 0.5)];
  let svg = ground(palette.ground);
  let faces = 0;
  for (let row = 0; row < 5; row++) {
    for (let column = 0; column < 5; column++) {
      const back = random.integer(colours.length);
      const front = colours[(back + 1 + random.integer(colours.length - 1)) % colours.length]!;
      const x = column * CELL;
      const y = top + row * CELL;
      svg += rectangle(x, y, CELL + 0.3, CELL + 0.3, colours[back]!);
      // At least two blocks look back at you.
      const eye = faces < 2 && row * 5 + column > 8 && random.chance(0.3);
      if (eye) faces++;
      svg += eye ? blockEye(sheet, x, y, front) : random.pick(blocks)(x, y, front);
    }
  }
  const title = sheet.setTitle(
    { x: MARGIN - 2, y: titleBelow ? 208 : 12, width: PAGE_WIDTH - 2 * MARGIN + 4, height: 80 },
    { face: 'cut', maxSize: 46, stand: 'middle' },
  );
  return svg + title.svg;
};

type Block = (x: number, y: number, fill: string) => string;

const blocks: readonly Block[] = [
  (x, y, fill) => disc(x + 20, y + 20, 13, fill),
  (x, y, fill) => shape(`M${x} ${y}h40a40 40 0 0 1 -40 40Z`, fill),
  (x, y, fill) => shape(`M${x + 40} ${y + 40}h-40a40 40 0 0 1 40 -40Z`, fill),
  (x, y, fill) => shape(`M${x} ${y + 40}l20 -40l20 40Z`, fill),
  (x, y, fill) => shape(`M${x} ${y + 20}a20 20 0 0 1 40 0Z`, fill) + shape(`M${x} ${y + 40}a20 20 0 0 1 40 0Z`, fill),
  (x, y, fill) => shape(`M${x} ${y}l40 40h-40Z`, fill),
  (x, y, fill) => shape(`M${x} ${y}h20v20h-20ZM${x + 20} ${y + 20}h20v20h-20Z`, fill),
  (x, y, fill) => shape(`M${x + 20} ${y}a20 20 0 0 1 20 20h-20Z`, fill) + shape(`M${x + 20} ${y + 40}a20 20 0 0 1 -20 -20h20Z`, fill),
];

function blockEye({ palette, k }: Sheet, x: number, y: number, fill: string): string {
  const glance = ((k % 3) - 1) * 4;
  const pupil = readableOn(fill, palette.ink);
  return (
    disc(x + 20, y + 20, 20, fill) +
    disc(x + 20 + glance, y + 20, 8.5, pupil) +
    disc(x + 23 + glance, y + 17, 2.4, boldestOn(pupil, '#fff5e1', palette.ground))
  );
}
