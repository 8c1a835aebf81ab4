import type { FaceName } from './faces.ts';
import { type SetTitle, setTitle, type TextRun, type TextSetter, type TitleStyle } from './lettering.ts';
import { type Box, MARGIN, PAGE_WIDTH } from './page.ts';
import type { LeadGenre, Palette } from './palettes.ts';
import type { PosterTitle } from './posterTitle.ts';
import type { PosterRandom } from './random.ts';

/** What a composition draws with: the film, its colours, its draws, and the two ways to set type. */
export interface Sheet {
  readonly palette: Palette;
  readonly random: PosterRandom;
  /** A small number of the film, for choices that should not move the draws. */
  readonly k: number;
  readonly lead: LeadGenre;
  readonly title: PosterTitle;
  readonly year: number | null;
  readonly genres: readonly string[];
  readonly filmId: number;
  /** Under 140 px: no facts line, second part only where it can be read. */
  readonly small: boolean;
  /** An id that no other poster of the page has. */
  id(name: string): string;
  setTitle(box: Box, style: Omit<TitleStyle, 'fill'> & { readonly fill?: string }): SetTitle;
  setLine(run: Pick<TextRun, 'text' | 'size' | 'x' | 'y' | 'fill'> & Partial<Pick<TextRun, 'face' | 'anchor' | 'tracking'>>): string;
  /** Year and genres in one small line; nothing on a small sheet. */
  facts(y: number, fill: string, place?: { readonly centre?: boolean; readonly from?: number; readonly to?: number }): string;
}

export type Composition = (sheet: Sheet) => string;

export interface SheetOptions extends Omit<Sheet, 'id' | 'setTitle' | 'setLine' | 'facts'> {
  readonly idPrefix: string;
  readonly setter: TextSetter;
}

const FACTS_SIZE = 7;
const FACTS_TRACKING = 0.3;

/** A sheet, and the size that the title got on it once the composition has drawn. */
export function createSheet(options: SheetOptions): { readonly sheet: Sheet; titleSize(): number } {
  const { setter, small, palette, genres, year } = options;
  let titleSize = 0;
  const setLine: Sheet['setLine'] = (run) => setter({ face: 'text' satisfies FaceName, anchor: 'start', tracking: 0, ...run });
  const sheet: Sheet = {
    ...options,
    id: (name) => `${options.idPrefix}-${name}`,
    setLine,
    setTitle(box, style) {
      const set = setTitle(setter, options.title, box, { fill: palette.ink, ...style }, small);
      titleSize = set.size;
      return set;
    },
    facts(y, fill, { centre = false, from = MARGIN, to = PAGE_WIDTH - MARGIN } = {}) {
      if (small) return '';
      const when = year === null ? '' : String(year);
      const what = genres
        .filter((genre) => !genre.startsWith('('))
        .slice(0, 3)
        .join('  ');
      const line = { size: FACTS_SIZE, y, fill, tracking: FACTS_TRACKING };
      if (centre)
        return setLine({ ...line, text: [when, what].filter((part) => part !== '').join('  '), x: (from + to) / 2, anchor: 'middle' });
      return (
        (when === '' ? '' : setLine({ ...line, text: when, x: from })) +
        (what === '' ? '' : setLine({ ...line, text: what, x: to, anchor: 'end' }))
      );
    },
  };
  return { sheet, titleSize: () => titleSize };
}
