import { setAsText, type TextSetter } from './lettering.ts';
import { COLUMN, MARGIN, PAGE_HEIGHT, PAGE_WIDTH } from './page.ts';
import type { Palette } from './palettes.ts';
import { type PosterFilm, planPoster } from './plan.ts';
import { escapeXml, ground, n, rectangle } from './shapes.ts';
import { createSheet, type Sheet } from './sheet.ts';
import { posterRandom } from './random.ts';

/** How title and picture share the page. */
export const paintedLayouts = ['foot', 'head', 'band', 'frame'] as const;
export type PaintedLayout = (typeof paintedLayouts)[number];

export interface PaintedPosterOptions {
  /** The painted picture as a data URI; 2:3. */
  readonly picture: string;
  readonly layout: PaintedLayout;
  readonly tagline?: string | null;
  readonly setter?: TextSetter;
}

const FACTS_FROM_FOOT = 13;
const TAGLINE_SIZE = 7.6;
const LONGEST_TAGLINE = 48;

/** A painted picture with real type over it, 200 x 300 units: the model paints no letter. Pure, as the drawn posters are. */
export function paintedPoster(film: PosterFilm, { picture, layout, tagline = null, setter = setAsText }: PaintedPosterOptions): string {
  const plan = planPoster(film);
  const { sheet } = createSheet({
    palette: plan.palette,
    random: posterRandom(film.filmId, `painted ${layout}`),
    k: plan.k,
    lead: plan.lead,
    title: plan.title,
    year: plan.year,
    genres: film.genres,
    filmId: film.filmId,
    small: false,
    idPrefix: `painted${film.filmId}`,
    setter,
  });
  const line = tagline === null || tagline.length > LONGEST_TAGLINE ? null : tagline;
  const label = plan.title.plain + (plan.year === null ? '' : `, ${plan.year}`);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${PAGE_WIDTH} ${PAGE_HEIGHT}" role="img" ` +
    `aria-label="${escapeXml(`Painted poster: ${label}`)}" data-layout="${layout}">${layouts[layout](sheet, picture, line)}</svg>`
  );
}

type Layout = (sheet: Sheet, picture: string, tagline: string | null) => string;

const LIGHT = '#fdf9f0';

/** Cropped to its box from the middle, edges smooth. */
const image = (href: string, x: number, y: number, width: number, height: number): string =>
  `<image href="${escapeXml(href)}" x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" preserveAspectRatio="xMidYMid slice"/>`;

/** Darkens the picture under type, from nothing at `from` to `strongest` at `to`. */
function shade(id: string, from: number, to: number, strongest: number): string {
  const stops = [0, 0.25, 0.5, 0.75, 1].map(
    (share) => `<stop offset="${share}" stop-color="#000" stop-opacity="${(strongest * share * share).toFixed(3)}"/>`,
  );
  return (
    `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="${n(from)}" y2="${n(to)}">${stops.join('')}</linearGradient>` +
    `<path d="M0 ${n(Math.min(from, to))}H${PAGE_WIDTH}v${n(Math.abs(to - from))}H0Z" fill="url(#${id})"/>`
  );
}

const facts = (sheet: Sheet, fill: string): string => sheet.facts(PAGE_HEIGHT - FACTS_FROM_FOOT, fill);

const layouts: Readonly<Record<PaintedLayout, Layout>> = {
  /** The picture fills the page; the title stands at its foot, on the darkened ground. */
  foot(sheet, picture, tagline) {
    const title = sheet.setTitle(
      { x: MARGIN, y: 168, width: COLUMN, height: 100 },
      { face: faceOf(sheet), maxSize: 54, fill: LIGHT, stand: 'bottom', maxLines: 4 },
    );
    const over = tagline === null ? '' : sheet.setLine({ text: tagline, size: TAGLINE_SIZE, x: MARGIN, y: title.y - 9, fill: LIGHT });
    return (
      image(picture, 0, 0, PAGE_WIDTH, PAGE_HEIGHT) +
      shade(sheet.id('foot'), Math.max(70, title.y - 70), PAGE_HEIGHT, 0.82) +
      title.svg +
      over +
      facts(sheet, LIGHT)
    );
  },
  /** The title hangs from the top. */
  head(sheet, picture, tagline) {
    const title = sheet.setTitle(
      { x: MARGIN, y: MARGIN + 2, width: COLUMN, height: 104 },
      { face: faceOf(sheet), maxSize: 58, fill: LIGHT, align: 'centre', maxLines: 4 },
    );
    const under =
      tagline === null
        ? ''
        : sheet.setLine({ text: tagline, size: TAGLINE_SIZE, x: PAGE_WIDTH / 2, y: PAGE_HEIGHT - 26, fill: LIGHT, anchor: 'middle' });
    return (
      image(picture, 0, 0, PAGE_WIDTH, PAGE_HEIGHT) +
      shade(sheet.id('head'), Math.min(230, title.y + title.height + 80), 0, 0.8) +
      shade(sheet.id('foot'), 236, PAGE_HEIGHT, 0.6) +
      title.svg +
      under +
      facts(sheet, LIGHT)
    );
  },
  /** Picture above, a band in the film's colours below. */
  band(sheet, picture, tagline) {
    const { palette } = sheet;
    const top = 206;
    const title = sheet.setTitle(
      { x: MARGIN, y: top + 12, width: COLUMN, height: tagline === null ? 56 : 46 },
      { face: faceOf(sheet), maxSize: 46, fill: inkOn(palette), block: true, maxLines: 3 },
    );
    const under =
      tagline === null ? '' : sheet.setLine({ text: tagline, size: TAGLINE_SIZE, x: MARGIN, y: PAGE_HEIGHT - 24, fill: inkOn(palette) });
    return (
      ground(palette.ground) +
      image(picture, 0, 0, PAGE_WIDTH, top) +
      rectangle(0, top, PAGE_WIDTH, 3, palette.a) +
      title.svg +
      under +
      facts(sheet, inkOn(palette))
    );
  },
  /** The picture as a print with a wide margin, the title small and centred below. */
  frame(sheet, picture, tagline) {
    const { palette } = sheet;
    const title = sheet.setTitle(
      { x: MARGIN + 8, y: 236, width: COLUMN - 16, height: 34 },
      { face: 'serif', maxSize: 24, fill: inkOn(palette), align: 'centre', stand: 'middle', maxLines: 2 },
    );
    const over =
      tagline === null
        ? ''
        : sheet.setLine({ text: tagline, size: 6.4, x: PAGE_WIDTH / 2, y: 231, fill: inkOn(palette), anchor: 'middle' });
    return (
      ground(palette.ground) +
      image(picture, 32, 18, 136, 204) +
      over +
      title.svg +
      sheet.facts(PAGE_HEIGHT - FACTS_FROM_FOOT, inkOn(palette), { centre: true })
    );
  },
};

const inkOn = ({ ink }: Palette): string => ink;

/** A face that suits the film's first genre. */
function faceOf({ lead }: Sheet): 'gothic' | 'serif' | 'cut' | 'deco' {
  if (lead === 'Romance' || lead === 'Drama') return 'serif';
  if (lead === 'Comedy' || lead === 'Animation' || lead === 'Children') return 'cut';
  return lead === 'Musical' ? 'deco' : 'gothic';
}
