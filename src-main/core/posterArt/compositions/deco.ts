import { contrast, mix } from '../colour.ts';
import { COLUMN, MARGIN, PAGE_HEIGHT, PAGE_WIDTH } from '../page.ts';
import { disc, ground, n, polar, rectangle, ring, stroke, wedge } from '../shapes.ts';
import type { Composition, Sheet } from '../sheet.ts';

const STAGE = 176;

/** Rays, fans or a stepped tower over three thin lines. */
export const deco: Composition = (sheet) => {
  const { palette, random } = sheet;
  const ornament = random.pick([sunrise, fans, tower]);
  let svg = ground(palette.ground) + ornament(sheet) + rectangle(0, STAGE, PAGE_WIDTH, PAGE_HEIGHT - STAGE, palette.ground);
  for (let i = 0; i < 3; i++) svg += rectangle(0, STAGE + i * 5, PAGE_WIDTH, 2.2, gold(sheet));
  const foot = sheet.small ? 14 : 26;
  const title = sheet.setTitle(
    { x: MARGIN, y: STAGE + 24, width: COLUMN, height: PAGE_HEIGHT - STAGE - 24 - foot },
    { face: 'deco', align: 'centre', stand: 'middle', maxSize: 40 },
  );
  return svg + title.svg + sheet.facts(PAGE_HEIGHT - 11, palette.ink, { centre: true });
};

const gold = ({ palette }: Sheet): string => (contrast(palette.a, palette.ground) > 1.8 ? palette.a : palette.c);

const sunrise = (sheet: Sheet): string => {
  const { palette } = sheet;
  const light = gold(sheet);
  const rays = 22;
  let svg = '';
  for (let i = 0; i < rays; i++) {
    const from = Math.PI + (i / rays) * Math.PI;
    svg += wedge(100, STAGE, 0, 230, from, from + (Math.PI / rays) * 0.52, i % 2 === 1 ? light : mix(light, palette.ground, 0.45));
  }
  [62, 49, 36, 23].forEach((radius, i) => {
    svg += disc(100, STAGE, radius, i % 2 === 1 ? palette.ground : i === 0 ? palette.b : palette.c);
  });
  for (const side of [0, 1]) {
    for (let i = 0; i < 3; i++) {
      const top = 40 + i * 30;
      svg += rectangle(side === 0 ? i * 8 : PAGE_WIDTH - 8 - i * 8, top, 8, STAGE - top, i % 2 === 1 ? palette.c : palette.b);
    }
  }
  return svg;
};

const fans = (sheet: Sheet): string => {
  const { palette } = sheet;
  const light = gold(sheet);
  let svg = '';
  for (let row = 0; row < 5; row++) {
    for (let i = -1; i < 4; i++) {
      const x = i * 66 + (row % 2 === 1 ? 33 : 0) + 34;
      const y = 62 + row * 30;
      let ribs = '';
      for (let rib = 0; rib < 9; rib++) {
        const angle = Math.PI + ((rib + 0.5) / 9) * Math.PI;
        const [x1, y1] = polar(x, y, 9, angle);
        const [x2, y2] = polar(x, y, 32, angle);
        ribs += `M${n(x1)} ${n(y1)}L${n(x2)} ${n(y2)}`;
      }
      svg +=
        disc(x, y, 34, row % 2 === 1 ? palette.b : mix(palette.ground, light, 0.12)) +
        stroke(ribs, light, 1.5) +
        ring(x, y, 33, light, 2) +
        disc(x, y, 8, light);
    }
  }
  return svg;
};

const tower = (sheet: Sheet): string => {
  const { palette } = sheet;
  const light = gold(sheet);
  let svg = disc(100, 84, 62, palette.b) + ring(100, 84, 70, light, 2.4) + ring(100, 84, 77, light, 1);
  for (let i = 0; i < 6; i++) {
    const width = 14 + i * 26;
    const top = 26 + i * 24;
    svg += rectangle(100 - width / 2, top, width, STAGE - top, i % 2 === 1 ? light : palette.c);
  }
  let flutes = '';
  for (let i = -6; i <= 6; i++) flutes += `M${100 + i * 11} ${36 + Math.abs(i) * 21}V${STAGE}`;
  return svg + stroke(flutes, palette.ground, 1.6) + rectangle(98.8, 6, 2.4, 24, light);
};
