import { mix } from '../colour.ts';
import { COLUMN, MARGIN, PAGE_HEIGHT, PAGE_WIDTH } from '../page.ts';
import { clipped, disc, ground, rectangle, shape, turned } from '../shapes.ts';
import type { Composition, Sheet } from '../sheet.ts';

/** One geometric event; a small bold title hung from the top left of the grid. */
export const swiss: Composition = (sheet) => {
  const event = sheet.random.pick([cornerArcs, diagonals, overlap, grid, fallingDisc]);
  const title = sheet.setTitle({ x: MARGIN, y: MARGIN, width: COLUMN - 6, height: 100 }, { face: 'text', maxSize: 29, leading: 0.99 });
  const facts = event === cornerArcs || event === diagonals ? '' : sheet.facts(PAGE_HEIGHT - 12, sheet.palette.ink);
  return ground(sheet.palette.ground) + event(sheet) + title.svg + facts;
};

type Event = (sheet: Sheet) => string;

const cornerArcs: Event = ({ palette, random }) => {
  const x = random.chance(0.5) ? PAGE_WIDTH : 0;
  const colours = [palette.a, palette.b, palette.c];
  let svg = '';
  for (let i = 6; i > 0; i--) svg += disc(x, PAGE_HEIGHT, i * 27 + 8, i % 2 === 1 ? palette.ground : colours[(i / 2) % 3]!);
  return svg;
};

const diagonals: Event = ({ palette, random }) => {
  const colours = [palette.a, palette.b, palette.c, palette.a];
  let y = 130;
  let bands = '';
  for (const width of [26, 8, 16, 5, 30, 10, 18]) {
    bands += rectangle(-140, y, 480, width, random.pick(colours));
    y += width + 7;
  }
  return turned(38 * random.sign(), 100, 210, bands) + rectangle(0, 0, PAGE_WIDTH, 122, palette.ground);
};

const overlap: Event = ({ palette, id }) => {
  const first = disc(76, 204, 62, palette.a);
  return first + disc(134, 222, 50, palette.b) + clipped(id('overlap'), first, disc(134, 222, 50, mix(palette.a, palette.b, 0.5)));
};

const grid: Event = ({ palette, k }) => {
  const cell = 43;
  let svg = '';
  for (let column = 0; column < 4; column++) {
    for (let row = 0; row < 3; row++) {
      const x = MARGIN + column * cell;
      const y = 134 + row * cell;
      const cells = [
        () => disc(x + cell / 2, y + cell / 2, cell / 2, palette.a),
        () => shape(`M${x} ${y}a${cell} ${cell} 0 0 1 ${cell} ${cell}H${x}Z`, palette.b),
        () => rectangle(x, y, cell, cell, palette.c),
        () => shape(`M${x + cell} ${y}a${cell} ${cell} 0 0 0 ${-cell} ${cell}h${cell}Z`, palette.a),
        () => disc(x + cell / 2, y + cell / 2, cell * 0.2, palette.ink),
      ];
      svg += cells[(column * 5 + row * 3 + k) % cells.length]!();
    }
  }
  return svg;
};

/** A disc on its way down, and where it has been. */
const fallingDisc: Event = ({ palette, random }) => {
  const drift = random.between(14, 24) * random.sign();
  const x = drift > 0 ? 52 : 148;
  let svg = '';
  for (let i = 0; i < 5; i++)
    svg += disc(x + drift * i, 142 + i * 24, 34, i === 4 ? palette.a : mix(palette.ground, palette.b, 0.18 + i * 0.16));
  return svg;
};
