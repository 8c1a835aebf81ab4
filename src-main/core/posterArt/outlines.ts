import type { FaceName } from './faces.ts';
import type { TextRun, TextSetter } from './lettering.ts';

/** What is asked of a font: fontkit's fonts answer it. Units are the font's own. */
export interface OutlineFont {
  readonly unitsPerEm: number;
  hasGlyphForCodePoint(codePoint: number): boolean;
  layout(text: string): OutlineRun;
}

interface OutlineRun {
  readonly advanceWidth: number;
  readonly glyphs: readonly {
    readonly path: { transform(a: number, b: number, c: number, d: number, e: number, f: number): { toSVG(): string } };
  }[];
  readonly positions: readonly { readonly xAdvance: number; readonly xOffset: number; readonly yOffset: number }[];
}

/** The files of a face, in the order in which they are asked for a letter. */
export type OutlineFonts = Readonly<Record<FaceName, readonly OutlineFont[]>>;

/**
 * Lettering as paths: the picture no longer depends on any font that the renderer has, or lacks. Kerning is applied as in a
 * page; letters that no poster face has are left out, because a renderer's own font must not slip in.
 */
export function outlineSetter(fonts: OutlineFonts): TextSetter {
  return (run) => {
    const pieces = split(run, fonts).map(({ font, text }) => ({ font, laid: font.layout(text), scale: run.size / font.unitsPerEm }));
    const letters = pieces.reduce((sum, { laid }) => sum + laid.glyphs.length, 0);
    const width = pieces.reduce((sum, { laid, scale }) => sum + laid.advanceWidth * scale, 0) + run.tracking * Math.max(0, letters - 1);
    let x = run.x - (run.anchor === 'middle' ? width / 2 : run.anchor === 'end' ? width : 0);
    let data = '';
    for (const { laid, scale } of pieces) {
      laid.glyphs.forEach((glyph, i) => {
        const { xAdvance, xOffset, yOffset } = laid.positions[i]!;
        data += glyph.path.transform(scale, 0, 0, -scale, x + xOffset * scale, run.y - yOffset * scale).toSVG();
        x += xAdvance * scale + run.tracking;
      });
    }
    return data === '' ? '' : `<path d="${data}" fill="${run.fill}"/>`;
  };
}

interface Piece {
  readonly font: OutlineFont;
  readonly text: string;
}

/** Runs of letters that come from one file. A space stays with the file before it. */
function split({ text, face }: TextRun, fonts: OutlineFonts): Piece[] {
  const pieces: { font: OutlineFont; text: string }[] = [];
  for (const letter of text) {
    const codePoint = letter.codePointAt(0)!;
    const last = pieces.at(-1);
    const font =
      (letter === ' ' ? last?.font : undefined) ?? [...fonts[face], ...fonts.text].find((one) => one.hasGlyphForCodePoint(codePoint));
    if (font === undefined) continue;
    if (last?.font === font) last.text += letter;
    else pieces.push({ font, text: letter });
  }
  return pieces;
}
