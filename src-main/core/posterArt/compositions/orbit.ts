import { isDark, mix } from '../colour.ts';
import { COLUMN, MARGIN, PAGE_HEIGHT, PAGE_WIDTH } from '../page.ts';
import { clipped, disc, ground, n, rectangle, turned } from '../shapes.ts';
import type { Composition } from '../sheet.ts';

/** A planet, its orbits and moons, pinpoint stars. */
export const orbit: Composition = (sheet) => {
  const { palette, random, k, id } = sheet;
  const x = random.between(78, 128);
  const y = random.between(180, 196);
  const radius = random.between(36, 54);
  const tilt = random.between(-28, 28);
  let stars = '';
  for (let i = 0; i < 44; i++)
    stars += disc(
      random.between(0, PAGE_WIDTH),
      random.between(0, PAGE_HEIGHT),
      random.between(0.5, 1.4),
      palette.ink,
      random.between(0.25, 0.85),
    );
  const wire = mix(palette.ground, palette.ink, 0.55);
  const path = (reach: number) =>
    `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(radius * reach)}" ry="${n(radius * reach * 0.3)}" fill="none" stroke="${wire}" stroke-width="1.1"/>`;
  const planet = disc(x, y, radius, palette.a);
  let bands = disc(
    x - radius * 0.4,
    y - radius * 0.32,
    radius * 1.15,
    mix(palette.a, isDark(palette.ground) ? palette.ink : palette.c, 0.24),
  );
  for (let i = 0; i < 4; i++)
    bands += rectangle(x - radius * 1.4, y - radius * 0.7 + radius * i * 0.42, radius * 2.8, random.between(2, 7), palette.a);
  const moon = (reach: number, from: number, size: number, colour: string) => {
    const angle = from + random.uniform();
    return disc(x + Math.cos(angle) * radius * reach, y + Math.sin(angle) * radius * reach * 0.3, size, colour);
  };
  const moons = moon(1.6, 0.6, 3.6, palette.c) + moon(2.15, 2.6, 6.6, palette.b) + moon(2.8, 5.2, 4.4, palette.c);
  // The planet hides the far half of each orbit; the near half passes before it.
  const front = clipped(id('front'), `<path d="M${n(x - 260)} ${n(y)}h520v200h-520Z"/>`, path(1.6));
  const system = path(1.6) + path(2.15) + path(2.8) + planet + clipped(id('planet'), planet, bands) + front + moons;
  const grotesque = k % 3 === 0;
  const title = sheet.setTitle(
    { x: MARGIN, y: MARGIN, width: COLUMN, height: 92 },
    grotesque ? { face: 'text', maxSize: 30, leading: 1 } : { face: 'gothic', maxSize: 50 },
  );
  return ground(palette.ground) + stars + turned(tilt, x, y, system) + title.svg + sheet.facts(PAGE_HEIGHT - 12, palette.ink);
};
