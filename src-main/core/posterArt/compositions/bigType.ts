import { COLUMN, MARGIN, PAGE_HEIGHT, PAGE_WIDTH } from '../page.ts';
import { clipped, disc, ground, rectangle, shape } from '../shapes.ts';
import type { Composition, Sheet } from '../sheet.ts';

/** The letters are the picture; a crop of circles, bars or quarter-rounds below. */
export const bigType: Composition = (sheet) => {
  const { palette, random } = sheet;
  const foot = random.pick([circles, bars, quarters, halfSun]);
  const title = sheet.setTitle(
    { x: MARGIN, y: MARGIN, width: COLUMN, height: foot === quarters ? 188 : 212 },
    { face: 'gothic', block: true, maxSize: 124 },
  );
  return ground(palette.ground) + foot(sheet, title.y + title.height + 16) + title.svg;
};

type Foot = (sheet: Sheet, top: number) => string;

const circles: Foot = ({ palette, random, id }, top) => {
  const room = PAGE_HEIGHT - top;
  const radius = Math.min(Math.max(room * 0.62, 44), 108);
  const x = random.between(40, 160);
  const y = top + radius;
  const side = x > 100 ? -1 : 1;
  return (
    disc(x, y, radius, palette.a) +
    clipped(id('lens'), disc(x, y, radius, palette.a), disc(x + side * radius * 0.72, y + radius * 0.3, radius * 0.74, palette.b))
  );
};

const bars: Foot = ({ palette, k }, top) => {
  const room = PAGE_HEIGHT - top;
  const count = Math.max(3, Math.min(6, Math.round(room / 22)));
  const colours = [palette.a, palette.b, palette.c];
  return Array.from({ length: count }, (_, i) => {
    const width = PAGE_WIDTH * (0.3 + (0.7 * ((i * 3 + k) % count)) / (count - 1));
    return rectangle(k % 2 === 0 ? 0 : PAGE_WIDTH - width, top + (room * i) / count, width, room / count + 0.4, colours[i % 3]!);
  }).join('');
};

const quarters: Foot = ({ palette, random }, top) => {
  const cell = PAGE_WIDTH / 4;
  const rows = Math.max(1, Math.floor((PAGE_HEIGHT - top + 4) / cell));
  const colours = [palette.a, palette.b, palette.c];
  let svg = '';
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < 4; column++) {
      const x = column * cell;
      const y = PAGE_HEIGHT - (row + 1) * cell;
      const data = random.pick([
        `M${x} ${y}h${cell}a${cell} ${cell} 0 0 1 ${-cell} ${cell}Z`,
        `M${x + cell} ${y}v${cell}h${-cell}a${cell} ${cell} 0 0 1 ${cell} ${-cell}Z`,
        `M${x} ${y}l${cell} ${cell}h${-cell}Z`,
        `M${x} ${y}h${cell}v${cell}h${-cell}Z`,
        `M${x} ${y + cell}v${-cell}a${cell} ${cell} 0 0 1 ${cell} ${cell}Z`,
      ]);
      svg += shape(data, random.pick(colours));
    }
  }
  return svg;
};

const halfSun: Foot = ({ palette }, top) => {
  const room = PAGE_HEIGHT - top;
  const radius = Math.min(92, room - 2);
  const shades = [palette.a, palette.b, palette.c, palette.ground];
  return shades
    .map((colour, i) => {
      const r = radius * (1 - i * 0.25);
      return shape(`M${100 - r} ${PAGE_HEIGHT}a${r} ${r} 0 0 1 ${2 * r} 0Z`, colour);
    })
    .join('');
};
