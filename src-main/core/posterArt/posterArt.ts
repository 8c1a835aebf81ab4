import { type CompositionName, compositions } from './compositions/index.ts';
import { setAsText, type TextSetter } from './lettering.ts';
import { PAGE_HEIGHT, PAGE_WIDTH } from './page.ts';
import { type PosterFilm, type PosterPlan, planPoster } from './plan.ts';
import { posterRandom } from './random.ts';
import { escapeXml } from './shapes.ts';
import { createSheet } from './sheet.ts';

export interface PosterOptions {
  /** `small` for pictures under 140 px wide: the same picture, fewer words. */
  readonly size?: 'full' | 'small';
  /** Prefix of ids inside the SVG; two posters of one page need two. Without it: from the film's id. */
  readonly idPrefix?: string;
  /** Turns lines of type into SVG; without it, text in the page's fonts. */
  readonly setter?: TextSetter;
  /** Draws this composition whatever the film (contact sheets, tests). */
  readonly composition?: CompositionName;
}

/** The smallest main title, in poster units: 8.7 px on a poster 92 px wide. */
const TITLE_FLOOR = 19;

/**
 * The drawn poster of a film: SVG text, 200 x 300 units. A pure function of id, title, year and genres: the same film gives
 * the same picture in the app, in an export and in a test. No DOM, no measuring, no clock.
 */
export function posterArt(film: PosterFilm, options: PosterOptions = {}): string {
  const plan = planPoster(film);
  const composition = options.composition ?? chooseComposition(film, plan);
  const picture = draw(film, plan, composition, options).svg;
  const label = plan.title.plain + (plan.year === null ? '' : `, ${plan.year}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${PAGE_WIDTH} ${PAGE_HEIGHT}" role="img" aria-label="${escapeXml(`Drawn poster: ${label}`)}" data-composition="${composition}">${picture}</svg>`;
}

/** Rule 5: the first composition of the film's order that sets the title large enough; else the one that sets it largest. */
export function chooseComposition(film: PosterFilm, plan: PosterPlan = planPoster(film)): CompositionName {
  let best: { readonly name: CompositionName; readonly size: number } | null = null;
  for (const name of plan.order) {
    const size = draw(film, plan, name, {}).titleSize;
    if (size >= TITLE_FLOOR) return name;
    if (best === null || size > best.size) best = { name, size };
  }
  return best!.name;
}

function draw(
  film: PosterFilm,
  plan: PosterPlan,
  composition: CompositionName,
  options: PosterOptions,
): { readonly svg: string; readonly titleSize: number } {
  const { sheet, titleSize } = createSheet({
    palette: plan.palette,
    random: posterRandom(film.filmId, `poster ${composition}`),
    k: plan.k,
    lead: plan.lead,
    title: plan.title,
    year: plan.year,
    genres: film.genres,
    filmId: film.filmId,
    small: options.size === 'small',
    idPrefix: options.idPrefix ?? `poster${film.filmId}${options.size === 'small' ? 't' : ''}`,
    setter: options.setter ?? setAsText,
  });
  const svg = compositions[composition](sheet);
  return { svg, titleSize: titleSize() };
}
