import { contrast } from '../colour.ts';
import { COLUMN, MARGIN, PAGE_HEIGHT, PAGE_WIDTH } from '../page.ts';
import { disc, ground, n, ring, shape } from '../shapes.ts';
import type { Composition } from '../sheet.ts';

const SCALE = 40;
const ROW = 18;

/** Scalloped waves and a sun; now and then a sail. */
export const sea: Composition = (sheet) => {
  const { palette, random, k } = sheet;
  const sunX = random.between(44, 156);
  const sun = contrast(palette.a, palette.ground) > 1.35 ? palette.a : palette.c;
  const water = contrast(palette.b, palette.ground) > 1.25 ? palette.b : palette.a;
  let svg = ground(palette.ground) + disc(sunX, 150, 34, sun);
  if (k % 3 === 0) svg += sail(sunX < 100 ? 142 : 58, 172, palette.ink);
  for (let row = 0; row < 8; row++) {
    for (let i = -1; i < PAGE_WIDTH / SCALE + 1; i++) {
      const x = i * SCALE + (row % 2 === 1 ? SCALE / 2 : 0);
      const y = 186 + row * ROW;
      const foam = (i * 7 + row * 3 + k) % 6 === 0;
      svg +=
        disc(x, y, 20, foam ? palette.c : water) +
        ring(x, y, 14.5, palette.ground, 2.2) +
        ring(x, y, 8.5, palette.ground, 2.2) +
        disc(x, y, 3.4, palette.ground);
    }
  }
  const serif = k % 2 === 1;
  const title = sheet.setTitle(
    { x: MARGIN, y: MARGIN, width: COLUMN, height: 90 },
    { face: serif ? 'serif' : 'gothic', maxSize: serif ? 38 : 52 },
  );
  return svg + shape(`M0 ${PAGE_HEIGHT}h200v1H0Z`, water) + title.svg;
};

function sail(x: number, y: number, fill: string): string {
  return shape(
    `M${n(x)} ${y - 52}Q${n(x + 26)} ${y - 26} ${n(x + 22)} ${y - 10}H${n(x)}ZM${n(x - 3)} ${y - 44}Q${n(x - 18)} ${y - 22} ${n(x - 18)} ${y - 10}H${n(x - 3)}ZM${n(x - 24)} ${y - 6}H${n(x + 28)}L${n(x + 20)} ${y + 6}H${n(x - 18)}Z`,
    fill,
  );
}
