import { contrast, mix } from '../colour.ts';
import { PAGE_HEIGHT } from '../page.ts';
import { disc, ground, n, shape, stroke, turned } from '../shapes.ts';
import type { Composition } from '../sheet.ts';

const WIDTH = 156;
const HEIGHT = 232;
const LEFT = 22;
const TOP = 34;
const TEAR = TOP + 166;
const TEETH = 9;

/** A torn ticket stub with the film's number; the title is what it admits to. */
export const ticket: Composition = (sheet) => {
  const { palette, random, filmId, year, genres, small } = sheet;
  const table = contrast(palette.ground, palette.a) > 1.6 ? palette.a : palette.b;
  const tilt = random.sign() * random.between(2, 5.5);
  let weave = ground(table);
  for (let i = -6; i < 26; i++) weave += stroke(`M${i * 14} 0L${i * 14 - 90} ${PAGE_HEIGHT}`, mix(table, palette.b, 0.35), 3.2);
  const paper =
    shape(outline(), palette.ground) +
    stroke(`M${LEFT + 12} ${TEAR}h${WIDTH - 24}`, palette.ink, 1.6, '1.6 5') +
    disc(LEFT, TEAR, 8, table) +
    disc(LEFT + WIDTH, TEAR, 8, table);
  const title = sheet.setTitle(
    { x: LEFT + 14, y: TOP + (small ? 18 : 34), width: WIDTH - 28, height: small ? 138 : 122 },
    { face: 'gothic', block: true, stand: 'middle', maxSize: 64 },
  );
  const shown = contrast(table, palette.ground) > 3 ? table : palette.ink;
  const print = { size: 8, fill: palette.ink, tracking: 0.4 };
  const right = LEFT + WIDTH - 14;
  const stub =
    sheet.setLine({
      text: year === null ? 'ADMIT' : String(year),
      face: 'gothic',
      size: small ? 36 : 30,
      x: LEFT + 14,
      y: TOP + 209,
      fill: shown,
    }) +
    (small
      ? ''
      : sheet.setLine({ ...print, text: `No. ${String(filmId).padStart(6, '0')}`, x: right, y: TOP + 194, anchor: 'end' }) +
        sheet.setLine({ ...print, text: 'Admit one', x: right, y: TOP + 209, anchor: 'end' }) +
        sheet.setLine({
          ...print,
          text: genres[0] === undefined || genres[0].startsWith('(') ? 'Feature' : genres[0],
          x: LEFT + 14,
          y: TOP + 25,
        }) +
        sheet.setLine({ ...print, text: `Row ${'ABCDEFGHJKLM'[filmId % 12]}`, x: right, y: TOP + 25, anchor: 'end' }));
  return weave + turned(tilt, 100, 150, paper + title.svg + stub);
};

/** Straight sides, perforated ends. */
function outline(): string {
  const tooth = WIDTH / TEETH;
  const bite = tooth * 0.22;
  const edge = (direction: 1 | -1) =>
    `h${n(direction * tooth * 0.28)}a${n(bite)} ${n(bite)} 0 0 0 ${n(direction * 2 * bite)} 0h${n(direction * tooth * 0.28)}`.repeat(TEETH);
  return `M${LEFT} ${TOP}${edge(1)}V${TOP + HEIGHT}${edge(-1)}Z`;
}
