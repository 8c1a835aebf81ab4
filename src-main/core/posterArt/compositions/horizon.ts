import { contrast, luminance, mix, readableOn } from '../colour.ts';
import { COLUMN, MARGIN, PAGE_HEIGHT, PAGE_WIDTH } from '../page.ts';
import { disc, figure, ground, type Point, polygon, rectangle } from '../shapes.ts';
import type { Composition, Sheet } from '../sheet.ts';

/** A sun, layered land (mesas, peaks or hills), perhaps a person. */
export const horizon: Composition = (sheet) => {
  const { palette, random, lead, k } = sheet;
  const base = random.between(178, 190);
  const sunX = random.between(46, 154);
  const sunRadius = random.between(30, 50);
  const sunY = base - sunRadius * 0.25;
  const sun = contrast(palette.a, palette.ground) > 1.35 ? palette.a : palette.c;
  let svg = ground(palette.ground) + disc(sunX, sunY, sunRadius, sun);
  if (random.chance(0.5))
    for (let i = 0; i < 4; i++) svg += rectangle(0, sunY + sunRadius * i * 0.26, PAGE_WIDTH, 1.5 + i * 1.1, palette.ground);
  const near = mix(palette.b, luminance(palette.b) > 0.2 ? '#1b130d' : '#050403', 0.45);
  const layers = [mix(palette.ground, palette.b, 0.45), palette.b, near];
  const land = lead === 'Western' ? mesas : lead === 'War' || lead === 'Drama' ? hills : peaks;
  layers.forEach((colour, i) => {
    svg += polygon([[0, PAGE_HEIGHT], ...land(sheet, base + 4 + i * 30, i), [PAGE_WIDTH, PAGE_HEIGHT]], colour);
  });
  if (lead !== 'Animation' && lead !== 'Children' && random.chance(0.7)) {
    const x = sunX < 100 ? random.between(128, 156) : random.between(44, 72);
    svg += figure(x, base + 44, 27, readableOn(palette.b, near, palette.ink));
  }
  const centred = k % 3 === 0;
  const face = lead === 'Western' || lead === 'War' || k % 2 === 0 ? 'gothic' : 'serif';
  const title = sheet.setTitle(
    { x: MARGIN, y: MARGIN, width: COLUMN, height: sunY - sunRadius - MARGIN - 10 },
    { face, maxSize: 52, align: centred ? 'centre' : 'left' },
  );
  return svg + title.svg + sheet.facts(PAGE_HEIGHT - 11, readableOn(near, palette.ink, palette.ground), { centre: centred });
};

type Land = (sheet: Sheet, y: number, layer: number) => Point[];

const mesas: Land = ({ random }, y, layer) => {
  const points: Point[] = [[0, y]];
  let high = false;
  for (let x = 0; x < PAGE_WIDTH; ) {
    const width = random.between(16, 50);
    high = !high;
    const rise = high ? (19 - layer * 5) * random.between(0.6, 1.6) : 0;
    points.push([x + 2, y - rise], [x + width - 2, y - rise]);
    x += width;
  }
  return [...points, [PAGE_WIDTH, y]];
};

const peaks: Land = ({ random }, y, layer) => {
  const points: Point[] = [[0, y]];
  for (let x = 0; x < PAGE_WIDTH + 20; ) {
    x += random.between(18, 44);
    points.push([x, y - (31 - layer * 8) * random.between(0.3, 1.3)]);
    x += random.between(14, 36);
    points.push([x, y + 4]);
  }
  return points;
};

const hills: Land = ({ k }, y, layer) => {
  const points: Point[] = [];
  for (let x = 0; x <= PAGE_WIDTH; x += 5) points.push([x, y - Math.sin((x + k * 17 + layer * 61) / (34 + layer * 9)) * (11 - layer * 2)]);
  return points;
};
