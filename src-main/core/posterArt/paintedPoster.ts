import { setAsText, type TextSetter } from './lettering.ts';
import { PAGE_HEIGHT, PAGE_WIDTH } from './page.ts';
import type { PaintedPicture } from './paintedGround.ts';
import { layouts } from './paintedLayouts.ts';
import { type PosterFilm, planPoster } from './plan.ts';
import { posterRandom } from './random.ts';
import { escapeXml } from './shapes.ts';
import { createSheet } from './sheet.ts';

export type PaintedLayoutName = keyof typeof layouts;
export const paintedLayouts = Object.keys(layouts) as PaintedLayoutName[];

export interface PaintedPosterOptions {
  readonly picture: PaintedPicture;
  readonly layout: PaintedLayoutName;
  readonly tagline?: string | null;
  readonly setter?: TextSetter;
}

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
  const label = plan.title.plain + (plan.year === null ? '' : `, ${plan.year}`);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${PAGE_WIDTH} ${PAGE_HEIGHT}" role="img" ` +
    `aria-label="${escapeXml(`Painted poster: ${label}`)}" data-layout="${layout}">${layouts[layout](sheet, picture, tagline)}</svg>`
  );
}
