import { boldestOn, contrast } from '../colour.ts';
import { MARGIN } from '../page.ts';
import { ground, n, shape, stroke } from '../shapes.ts';
import type { Composition } from '../sheet.ts';

const LINES = 22;
const LEFT = 18;
const RIGHT = 182;

/** Stacked ridge lines, each hiding the ones behind it; one of them lit. */
export const ridges: Composition = (sheet) => {
  const { palette, random, k } = sheet;
  const peak = random.between(64, 136);
  const width = random.between(26, 42);
  const second = peak + random.sign() * random.between(34, 52);
  const phase = [random.between(0, 9), random.between(0, 9)] as const;
  const lit = 3 + (k % (LINES - 5));
  const light =
    contrast(palette.a, palette.ground) > 1.7 && palette.a !== palette.ink ? palette.a : boldestOn(palette.ground, palette.b, palette.c);
  let svg = ground(palette.ground);
  for (let line = 0; line < LINES; line++) {
    const base = 46 + line * 7;
    let data = `M${LEFT} ${base}`;
    for (let x = LEFT + 2; x <= RIGHT; x += 3) {
      const swell = Math.exp(-(((x - peak) / width) ** 2)) * 32 + Math.exp(-(((x - second) / 20) ** 2)) * 16;
      const grain = (0.5 + 0.5 * Math.sin(x * 0.19 + line * 1.3 + phase[0])) * (0.55 + 0.45 * Math.sin(line * 0.8 + phase[1] + x * 0.05));
      data += `L${n(x)} ${n(base - swell * grain)}`;
    }
    const isLit = line === lit;
    svg += shape(`${data}V${base + 6}H${LEFT}Z`, palette.ground) + stroke(data, isLit ? light : palette.ink, isLit ? 2.6 : 1.2);
  }
  const serif = k % 2 === 1;
  const title = sheet.setTitle(
    { x: LEFT, y: 210, width: RIGHT - LEFT, height: 300 - 210 - MARGIN },
    serif ? { face: 'serif', maxSize: 36 } : { face: 'text', maxSize: 27, leading: 1 },
  );
  return svg + title.svg;
};
