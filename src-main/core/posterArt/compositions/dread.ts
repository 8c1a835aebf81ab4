import { isDark } from '../colour.ts';
import { COLUMN, MARGIN, PAGE_HEIGHT, PAGE_WIDTH } from '../page.ts';
import { disc, ground, n, type Point, polar, polygon, shape, stroke } from '../shapes.ts';
import type { Composition, Sheet } from '../sheet.ts';

/** Teeth, an eye, claws, drips, a lit window. */
export const dread: Composition = (sheet) => {
  const fear = sheet.random.pick([teeth, eye, claws, drips, litWindow]);
  return ground(sheet.palette.ground) + fear(sheet);
};

type Fear = (sheet: Sheet) => string;

const low = { x: MARGIN, y: 196, width: COLUMN, height: 90 };

const teeth: Fear = (sheet) => {
  const { palette, random } = sheet;
  const row = (edge: number, y: number, direction: 1 | -1) => {
    const points: Point[] = [
      [0, edge],
      [0, y],
    ];
    const step = PAGE_WIDTH / 7;
    for (let i = 0; i < 7; i++)
      points.push(
        [(i + 0.5) * step, y + direction * 40 * random.between(0.55, 1.1)],
        [(i + 1) * step, y + direction * random.between(0, 5)],
      );
    return polygon([...points, [PAGE_WIDTH, edge]], palette.a);
  };
  const title = sheet.setTitle(
    { x: MARGIN, y: 106, width: COLUMN, height: 90 },
    { face: 'gothic', align: 'centre', stand: 'middle', maxSize: 54 },
  );
  return row(0, 52, 1) + row(PAGE_HEIGHT, 248, -1) + title.svg;
};

const eye: Fear = (sheet) => {
  const { palette, k } = sheet;
  const y = 102;
  const pupil = isDark(palette.ground) ? palette.ground : palette.ink;
  const slit = k % 3 !== 0;
  let lashes = '';
  for (let i = 0; i < 9; i++) {
    const angle = -2.75 + i * 0.295;
    const [x1, y1] = [100 + Math.cos(angle) * 84, y + 16 + Math.sin(angle) * 66];
    const [x2, y2] = [100 + Math.cos(angle) * 100, y + 14 + Math.sin(angle) * 88];
    lashes += `M${n(x1)} ${n(y1)}L${n(x2)} ${n(y2)}`;
  }
  const title = sheet.setTitle(low, { face: 'gothic', align: 'centre', maxSize: 56 });
  return (
    shape(`M10 ${y}Q100 ${y - 96} 190 ${y}Q100 ${y + 96} 10 ${y}Z`, palette.c) +
    disc(100, y, 41, palette.a) +
    (slit ? shape(`M100 ${y - 38}Q116 ${y} 100 ${y + 38}Q84 ${y} 100 ${y - 38}Z`, pupil) : disc(100, y, 17, pupil)) +
    disc(112, y - 16, 4.5, '#fff6e6') +
    stroke(lashes, palette.c, 2.2) +
    title.svg
  );
};

const claws: Fear = (sheet) => {
  const { palette, random, k } = sheet;
  let svg = '';
  for (let i = 0; i < 4; i++) {
    const x = 36 + i * 38 + random.between(0, 8);
    const top = 14 + i * 7;
    const foot = 186 - (3 - i) * 9;
    svg += shape(
      `M${n(x)} ${top}C${n(x + 16)} 70 ${n(x - 22)} 120 ${n(x - 20)} ${foot}C${n(x - 8)} 130 ${n(x + 30)} 86 ${n(x)} ${top}Z`,
      palette.a,
    );
  }
  return svg + sheet.setTitle({ ...low, y: 204, height: 82 }, { face: k % 2 === 0 ? 'gothic' : 'cut', maxSize: 52 }).svg;
};

const drips: Fear = (sheet) => {
  const { palette, random } = sheet;
  let edge = 'M0 0H200V46';
  for (let x = PAGE_WIDTH; x > 0; ) {
    const width = Math.min(x, random.between(11, 23));
    const drop = random.chance(0.42) ? random.between(30, 100) : random.between(8, 24);
    edge += `C${n(x)} ${n(44 + drop)} ${n(x - width)} ${n(44 + drop)} ${n(x - width)} ${n(random.between(46, 54))}`;
    x -= width;
  }
  const title = sheet.setTitle(
    { x: MARGIN, y: 150, width: COLUMN, height: 134 },
    { face: 'gothic', stand: 'bottom', block: true, maxSize: 62 },
  );
  return shape(`${edge}Z`, palette.a) + title.svg;
};

/** A house on a hill, one window lit, the moon too large. */
const litWindow: Fear = (sheet) => {
  const { palette, random, k } = sheet;
  const side = k % 2 === 0 ? 1 : -1;
  const x = 100 + side * 18;
  const [moonX, moonY] = polar(x, 92, 16, random.between(-2.6, -0.6));
  const night = isDark(palette.ground) ? palette.b : palette.ink;
  const house = `M${n(x - 40)} 160V110L${n(x - 20)} 84L${n(x - 4)} 106V62L${n(x + 9)} 36L${n(x + 22)} 62V104L${n(x + 30)} 96L${n(x + 44)} 116V160Z`;
  const hill = `M-4 186Q40 168 ${n(x - 50)} 156Q${n(x)} 146 ${n(x + 56)} 158Q180 172 204 182V190H-4Z`;
  const lit = (dx: number, y: number, width: number, height: number) =>
    shape(`M${n(x + dx)} ${y}h${width}v${height}h${-width}Z`, palette.c);
  const title = sheet.setTitle({ ...low, y: 200, height: 86 }, { face: 'gothic', align: 'centre', maxSize: 56 });
  return (
    disc(moonX, moonY, 62, palette.a) + shape(house, night) + shape(hill, night) + lit(4, 70, 10, 16) + lit(-26, 118, 8, 12) + title.svg
  );
};
