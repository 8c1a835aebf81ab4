import { COLUMN, MARGIN, PAGE_WIDTH } from '../page.ts';
import { disc, ground, group, n, polar, rectangle, shape, stroke } from '../shapes.ts';
import type { Composition } from '../sheet.ts';

/** Kidney shapes, starbursts, a thin stem: a room of the fifties. */
export const midcentury: Composition = (sheet) => {
  const { palette, random, k } = sheet;
  const colours = [palette.a, palette.b, palette.c];
  const colour = (i: number) => colours[(k + i) % 3]!;
  const boomerang = k % 5 === 0;
  const picture = boomerang
    ? mobile(random.between(-8, 8), colours, palette.ink)
    : kidney(random.between(62, 82), random.between(70, 84), 1.95, random.between(0, 360), colour(0)) +
      kidney(random.between(122, 138), random.between(120, 132), 1.55, random.between(0, 360), colour(1)) +
      kidney(random.between(68, 98), 152, 0.95, random.between(0, 360), colour(2)) +
      starburst(random.between(146, 160), random.between(46, 58), 27, 16, palette.ink) +
      starburst(random.between(38, 52), random.between(136, 146), 15, 12, palette.ink) +
      stroke(`M20 184Q${n(random.between(70, 100))} ${n(random.between(150, 166))} 108 176T184 166`, palette.ink, 1.6);
  const title = sheet.setTitle(
    { x: MARGIN, y: 202, width: COLUMN, height: 80 },
    { face: k % 2 === 0 ? 'deco' : 'cut', maxSize: k % 2 === 0 ? 46 : 50, align: k % 4 > 1 ? 'centre' : 'left' },
  );
  return ground(palette.ground) + picture + rectangle(0, 190, PAGE_WIDTH, 110, palette.ground) + title.svg;
};

function kidney(x: number, y: number, scale: number, degrees: number, fill: string): string {
  const data = 'M-31 -6C-34 -30 -10 -37 3 -24S25 -20 33 -5 23 26 3 21 -27 15 -31 -6Z';
  return group(`translate(${n(x)} ${n(y)}) rotate(${n(degrees)}) scale(${scale})`, shape(data, fill));
}

function starburst(x: number, y: number, radius: number, points: number, colour: string): string {
  let lines = '';
  let tips = '';
  for (let i = 0; i < points; i++) {
    const [tipX, tipY] = polar(x, y, radius * (i % 2 === 0 ? 1 : 0.55), (i / points) * 2 * Math.PI);
    lines += `M${n(x)} ${n(y)}L${n(tipX)} ${n(tipY)}`;
    if (i % 2 === 0) tips += disc(tipX, tipY, 2.5, colour);
  }
  return stroke(lines, colour, 1.5) + tips + disc(x, y, 3.4, colour);
}

/** A hanging mobile: arms that balance leaves. */
function mobile(drift: number, colours: readonly string[], ink: string): string {
  const leaf = (x: number, y: number, width: number, height: number, fill: string) =>
    shape(
      `M${n(x)} ${n(y)}c${n(width)} ${n(height * 0.1)} ${n(width)} ${n(height * 0.9)} 0 ${n(height)}c${n(-width)} ${n(-height * 0.1)} ${n(-width)} ${n(-height * 0.9)} 0 ${n(-height)}Z`,
      fill,
    );
  const x = 100 + drift;
  const wires = `M${n(x)} 0V26M${n(x - 62)} 50Q${n(x)} 4 ${n(x + 52)} 42M${n(x - 62)} 50V72M${n(x + 52)} 42V66M${n(x + 14)} 92Q${n(x + 52)} 50 ${n(x + 78)} 84M${n(x + 14)} 92V112M${n(x + 78)} 84V102M${n(x - 84)} 96Q${n(x - 62)} 58 ${n(x - 34)} 88M${n(x - 84)} 96V112M${n(x - 34)} 88V122`;
  return (
    stroke(wires, ink, 1.5) +
    leaf(x + 14, 112, 26, 52, colours[0]!) +
    leaf(x + 78, 102, 15, 40, colours[1]!) +
    leaf(x - 84, 112, 18, 34, colours[2]!) +
    leaf(x - 34, 122, 22, 54, colours[1]!) +
    disc(x, 26, 3, ink)
  );
}
