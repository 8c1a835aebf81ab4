import { PAGE_HEIGHT, PAGE_WIDTH } from '../page.ts';
import { ground, n, rectangle, stroke, wedge } from '../shapes.ts';
import type { Composition, Sheet } from '../sheet.ts';

/** A paperback: stripes, rays or awnings under a framed label. */
export const stripes: Composition = (sheet) => {
  const { palette, random, k } = sheet;
  const cloth = random.pick([verticals, rays, zigzag]);
  const label = { x: 22, y: cloth === rays ? 86 : 42, width: 156, height: 128 };
  const frame = stroke(`M${label.x + 5} ${label.y + 5}h${label.width - 10}v${label.height - 10}h${-(label.width - 10)}Z`, palette.ink, 1.2);
  const title = sheet.setTitle(
    { x: label.x + 14, y: label.y + 14, width: label.width - 28, height: label.height - (sheet.small ? 28 : 42) },
    { face: k % 3 === 0 ? 'gothic' : 'serif', align: 'centre', stand: 'middle', maxSize: 40 },
  );
  const facts = sheet.facts(label.y + label.height - 13, palette.ink, { centre: true, from: label.x, to: label.x + label.width });
  return cloth(sheet) + rectangle(label.x, label.y, label.width, label.height, palette.ground) + frame + title.svg + facts;
};

type Cloth = (sheet: Sheet) => string;

const verticals: Cloth = ({ palette, random }) => {
  const colours = [palette.a, palette.b, palette.c, palette.ink === palette.a ? palette.ground : palette.ink];
  let svg = ground(palette.a);
  for (let x = 0, i = 0; x < PAGE_WIDTH; i++) {
    const width = random.pick([6, 10, 16, 24, 34]);
    svg += rectangle(x, 0, width + 0.4, PAGE_HEIGHT, colours[i % 4]!);
    x += width;
  }
  return svg;
};

const rays: Cloth = ({ palette }) => {
  const count = 18;
  let svg = ground(palette.c);
  for (let i = 0; i < count; i++) {
    const from = (i / count) * 2 * Math.PI;
    svg += wedge(100, 150, 0, 260, from, from + Math.PI / count, i % 2 === 0 ? palette.a : palette.b);
  }
  return svg;
};

const zigzag: Cloth = ({ palette, random }) => {
  const colours = [palette.a, palette.b, palette.c];
  const height = 17;
  const tooth = random.pick([20, 25, 40]);
  let svg = ground(palette.b);
  for (let row = -1; row < PAGE_HEIGHT / height + 1; row++) {
    const y = row * height;
    let top = `M0 ${n(y)}`;
    for (let x = 0; x < PAGE_WIDTH; x += tooth) top += `l${n(tooth / 2)} ${n(-height * 0.7)}l${n(tooth / 2)} ${n(height * 0.7)}`;
    svg += `<path d="${top}V${PAGE_HEIGHT}H0Z" fill="${colours[(row + 3) % 3]}"/>`;
  }
  return svg;
};
