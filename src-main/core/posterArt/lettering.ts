import { type FaceName, faceFor, faces } from './faces.ts';
import type { Box } from './page.ts';
import { escapeXml, n } from './shapes.ts';
import { type FittedType, fitBlock, fitLines } from './typeFitting.ts';

/** One line of type in its place. A setter turns it into SVG: as text for a page, as outlines for an export. */
export interface TextRun {
  readonly text: string;
  readonly face: FaceName;
  readonly size: number;
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly fill: string;
  /** Added after each letter, in poster units. */
  readonly tracking: number;
}

export type TextSetter = (run: TextRun) => string;

/** Text that the page's own fonts draw. */
export const setAsText: TextSetter = ({ text, face, size, x, y, anchor, fill, tracking }) => {
  const { family, weight } = faces[face];
  const anchored = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
  const tracked = tracking === 0 ? '' : ` letter-spacing="${n(tracking)}"`;
  return `<text x="${n(x)}" y="${n(y)}" font-size="${n(Math.floor(size * 10) / 10)}" font-family="${family}" font-weight="${weight}" fill="${fill}"${anchored}${tracked}>${escapeXml(text)}</text>`;
};

export interface TitleStyle {
  readonly face: FaceName;
  readonly maxSize: number;
  readonly fill: string;
  readonly align?: 'left' | 'centre';
  readonly stand?: 'top' | 'middle' | 'bottom';
  /** Lines grow to the full width where that looks unforced. */
  readonly block?: boolean;
  readonly leading?: number;
  readonly maxLines?: number;
}

export interface SetTitle {
  readonly svg: string;
  /** The part of the box that is used. */
  readonly y: number;
  readonly height: number;
  /** Size of the main part's smallest line. */
  readonly size: number;
}

const SECOND_MAX = 14;
const SECOND_MIN = 6.2;
const SECOND_MIN_SMALL = 12;
const BETWEEN_PARTS = 8;
const FORCED_BLOCK = 0.72;

function fitSecond(second: string | null, box: Box, small: boolean): FittedType | null {
  if (second === null) return null;
  const fitted = fitLines(second, faceFor('text', second), box.width, box.height * 0.36, { maxSize: SECOND_MAX, maxLines: 4 });
  return fitted.size < (small ? SECOND_MIN_SMALL : SECOND_MIN) ? null : fitted;
}

/** Sets main and second part into the box: as a block where asked for and unforced, else all lines at one size. */
export function setTitle(
  setter: TextSetter,
  title: { readonly main: string; readonly second: string | null },
  box: Box,
  style: TitleStyle,
  small: boolean,
): SetTitle {
  const second = fitSecond(title.second, box, small);
  const height = second === null ? box.height : box.height - second.height - BETWEEN_PARTS;
  const face = faceFor(style.face, title.main);
  const block = style.block === true ? fitBlock(title.main, face, box.width, height, style) : null;
  const main = block !== null && block.ease > FORCED_BLOCK ? block : fitLines(title.main, face, box.width, height, style);
  const used = main.height + (second === null ? 0 : second.height + BETWEEN_PARTS);
  const spare = box.height - used;
  const y = box.y + (style.stand === 'bottom' ? spare : style.stand === 'middle' ? spare / 2 : 0);
  const place = (type: FittedType, top: number): string =>
    type.lines
      .map((line) =>
        setter({
          text: line.text,
          face: type.face,
          size: line.size,
          x: style.align === 'centre' ? box.x + box.width / 2 : box.x - line.bearing,
          y: top + line.baseline,
          anchor: style.align === 'centre' ? 'middle' : 'start',
          fill: style.fill,
          tracking: 0,
        }),
      )
      .join('');
  const svg = place(main, y) + (second === null ? '' : place(second, y + main.height + BETWEEN_PARTS));
  return { svg, y, height: used, size: main.size };
}
