import { contrast, isDark, mix, readableOn } from '../colour.ts';
import { COLUMN, MARGIN, PAGE_HEIGHT, PAGE_WIDTH } from '../page.ts';
import { disc, ground, n, rectangle, shape } from '../shapes.ts';
import type { Composition, Sheet } from '../sheet.ts';

/** A skyline with some windows lit. */
export const city: Composition = (sheet) => {
  const { palette, random, k } = sheet;
  const sky = palette.ground;
  const night = isDark(sky);
  const far = night ? mix(sky, palette.ink, 0.16) : mix(sky, palette.ink, 0.35);
  const near = night ? mix(sky, '#060504', 0.45) : palette.ink;
  const moon = contrast(palette.a, sky) > 1.4 ? palette.a : palette.c;
  const svg =
    ground(sky) +
    disc(random.between(50, 150), random.between(142, 156), random.between(20, 31), moon) +
    row(sheet, far, 96, 0, null) +
    row(sheet, near, 62, 1.5, near);
  const gothic = k % 2 === 1;
  const title = sheet.setTitle(
    { x: MARGIN, y: MARGIN, width: COLUMN, height: 88 },
    { face: gothic ? 'gothic' : 'deco', maxSize: gothic ? 54 : 40 },
  );
  return svg + title.svg + sheet.facts(PAGE_HEIGHT - 10, readableOn(near, palette.ink, palette.ground));
};

function row({ palette, random }: Sheet, colour: string, height: number, gap: number, lightsOn: string | null): string {
  let houses = '';
  let svg = '';
  const lit = new Map<string, string>();
  for (let x = -6; x < PAGE_WIDTH; ) {
    const width = random.between(14, 38);
    const tall = height + random.between(0, 62);
    const top = PAGE_HEIGHT - tall;
    const setback = random.chance(0.3) && width > 22;
    houses += setback
      ? `M${n(x)} ${PAGE_HEIGHT}V${n(top + 12)}H${n(x + 5)}V${n(top)}H${n(x + width - 5)}V${n(top + 12)}H${n(x + width)}V${PAGE_HEIGHT}Z`
      : `M${n(x)} ${PAGE_HEIGHT}V${n(top)}h${n(width)}V${PAGE_HEIGHT}Z`;
    if (random.chance(0.3)) houses += `M${n(x + width / 2 - 0.8)} ${n(top)}v-12h1.6v12Z`;
    if (lightsOn !== null) {
      const warm = contrast(palette.c, lightsOn) > 1.5 ? palette.c : palette.b;
      for (let y = top + (setback ? 17 : 7); y < PAGE_HEIGHT - 24; y += 9) {
        for (let wx = x + 4; wx < x + width - 5; wx += 7) {
          if (!random.chance(0.34)) continue;
          const shade = random.chance(0.8) ? warm : palette.a;
          lit.set(shade, `${lit.get(shade) ?? ''}M${n(wx)} ${n(y)}h3.2v4.6h-3.2Z`);
        }
      }
    }
    x += width + gap;
  }
  svg += shape(houses, colour);
  for (const [shade, data] of lit) svg += shape(data, shade);
  return svg + (lightsOn === null ? '' : rectangle(0, PAGE_HEIGHT - 20, PAGE_WIDTH, 20, colour));
}
