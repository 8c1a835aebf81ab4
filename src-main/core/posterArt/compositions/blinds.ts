import { contrast, luminance, mix } from '../colour.ts';
import { COLUMN, MARGIN } from '../page.ts';
import { clipped, disc, figure, ground, n, rectangle, shape, turned } from '../shapes.ts';
import type { Composition } from '../sheet.ts';

const WINDOW_FOOT = 194;

/** Light through slats; before it a hat, a lamp or somebody waiting. */
export const blinds: Composition = (sheet) => {
  const { palette, random, k, id } = sheet;
  const inverted = luminance(palette.ground) > luminance(palette.ink);
  const dark = inverted ? palette.ink : palette.ground;
  const light = inverted ? palette.ground : palette.ink;
  const glow = contrast(palette.a, dark) > 1.6 ? palette.a : contrast(palette.c, dark) > 1.6 ? palette.c : light;
  const brightest = 2 + (k % 6);
  let slats = '';
  for (let i = -2; i < 13; i++) {
    const near = 1 - Math.abs(i - brightest) / 12;
    slats += rectangle(-30, 10 + i * 15.5, 260, 4 + 6 * near, mix(dark, glow, Math.max(0.12, near * near)));
  }
  const cords = rectangle(random.between(30, 50), -40, 3, 300, dark) + rectangle(random.between(140, 160), -40, 3, 300, dark);
  const x = random.between(72, 128);
  const lamp = contrast(palette.c, dark) > 2 ? palette.c : glow;
  const subjects = [
    () => hat(x, dark),
    () => figure(x, WINDOW_FOOT + 2, 112, dark),
    () =>
      disc(x, 128, 34, lamp, 0.3) +
      shape(`M${n(x - 24)} 140L${n(x - 13)} 110h26L${n(x + 24)} 140Z`, lamp) +
      rectangle(x - 1.5, 140, 3, 60, dark) +
      rectangle(x - 40, 176, 80, 20, dark),
  ];
  const view = turned(random.sign() * random.between(9, 17), 100, 100, slats + cords) + subjects[k % subjects.length]!();
  const title = sheet.setTitle(
    { x: MARGIN, y: 208, width: COLUMN, height: 78 },
    { face: k % 2 === 0 ? 'gothic' : 'serif', fill: light, maxSize: 50 },
  );
  return ground(dark) + clipped(id('window'), `<path d="M0 0H200V${WINDOW_FOOT}H0Z"/>`, view) + title.svg;
};

/** Head and shoulders under a brim, seen from behind. */
function hat(x: number, fill: string): string {
  const p = (dx: number, y: number) => `${n(x + dx)} ${y}`;
  return shape(
    `M${p(-66, 198)}C${p(-62, 156)} ${p(-34, 148)} ${p(-17, 140)}L${p(-19, 124)}C${p(-27, 114)} ${p(-27, 100)} ${p(-25, 92)}C${p(-38, 92)} ${p(-48, 88)} ${p(-52, 84)}C${p(-40, 80)} ${p(-30, 79)} ${p(-26, 77)}C${p(-25, 58)} ${p(-15, 50)} ${p(-2, 55)}C${p(12, 48)} ${p(24, 56)} ${p(26, 77)}C${p(30, 79)} ${p(40, 80)} ${p(52, 84)}C${p(48, 88)} ${p(38, 92)} ${p(25, 92)}C${p(27, 100)} ${p(27, 114)} ${p(19, 124)}L${p(17, 140)}C${p(34, 148)} ${p(62, 156)} ${p(66, 198)}Z`,
    fill,
  );
}
