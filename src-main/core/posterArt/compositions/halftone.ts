import { contrast } from '../colour.ts';
import { COLUMN, MARGIN, PAGE_HEIGHT, PAGE_WIDTH } from '../page.ts';
import { ground, n, rectangle, shape } from '../shapes.ts';
import type { Composition } from '../sheet.ts';

const CELL = 11;
const TOP = 122;

/** A field of dots: a face in the crowd, a wave, a light that falls from one side. */
export const halftone: Composition = (sheet) => {
  const { palette, random, k } = sheet;
  const x = random.between(50, 150);
  const y = random.between(186, 236);
  const field = random.pick([
    (px: number, py: number) => Math.max(0, 1 - Math.hypot(px - x, py - y) / 118),
    (px: number, py: number) => (0.5 + 0.5 * Math.sin(px / 26 + k)) * Math.min(1, (py - TOP + 12) / 120),
    (px: number, py: number) => Math.abs(Math.sin(Math.hypot(px - x, py - y) / 22)) * Math.max(0.1, 1 - Math.hypot(px - x, py - y) / 170),
    (px: number, py: number) => Math.min(1, Math.max(0, (px / PAGE_WIDTH) * 0.6 + (py - TOP) / 300)),
  ]);
  let dots = '';
  for (let row = 0; TOP + row * CELL * 0.94 <= PAGE_HEIGHT + 6; row++) {
    for (let column = 0; column * CELL < PAGE_WIDTH + CELL; column++) {
      const px = column * CELL + (row % 2 === 1 ? CELL / 2 : 0);
      const py = TOP + row * CELL * 0.94;
      const radius = field(px, py) * CELL * 0.62;
      if (radius > 0.7)
        dots += `M${n(px - radius)} ${n(py)}a${n(radius)} ${n(radius)} 0 1 0 ${n(radius * 2)} 0a${n(radius)} ${n(radius)} 0 1 0 ${n(-radius * 2)} 0`;
    }
  }
  const colour = contrast(palette.a, palette.ground) > 1.8 && palette.a !== palette.ink ? palette.a : palette.b;
  const grotesque = k % 2 === 1;
  const title = sheet.setTitle(
    { x: MARGIN, y: MARGIN, width: COLUMN, height: 90 },
    grotesque ? { face: 'text', maxSize: 28, leading: 1 } : { face: 'gothic', maxSize: 48 },
  );
  return ground(palette.ground) + shape(dots, colour) + rectangle(MARGIN, title.y + title.height + 8, 22, 3, palette.b) + title.svg;
};
