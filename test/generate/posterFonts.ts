import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as fontkit from 'fontkit';
import type { Font } from 'fontkit';

/**
 * Makes what the drawn posters need of their five faces, from the fontsource packages:
 * - resources/fonts/<face>-<subset>.ttf: static instances at the poster's weight (variable faces are pinned), for outlines;
 * - src-main/core/posterArt/generated/faceMetrics.ts: advance widths and bearings, for type fitting without measuring.
 *
 *     node test/generate/posterFonts.ts
 */
const require = createRequire(import.meta.url);
const subsetFont = require('subset-font') as (
  font: Buffer,
  text: string,
  options: { targetFormat: 'truetype'; variationAxes?: Record<string, number> },
) => Promise<Buffer>;

const root = new URL('../../', import.meta.url);
const subsets = ['latin', 'latin-ext'] as const;

interface Source {
  readonly files: Partial<Record<(typeof subsets)[number], string>>;
  readonly weight?: number;
  readonly licence: string;
}

const faces: Record<string, Source> = {
  gothic: variable('big-shoulders', 800),
  text: variable('instrument-sans', 700),
  cut: {
    files: { latin: '@fontsource/londrina-solid/files/londrina-solid-latin-900-normal.woff2' },
    licence: '@fontsource/londrina-solid',
  },
  serif: fixed('gloock'),
  deco: fixed('limelight'),
};

function variable(family: string, weight: number): Source {
  const file = (subset: string) => `@fontsource-variable/${family}/files/${family}-${subset}-wght-normal.woff2`;
  return { files: { latin: file('latin'), 'latin-ext': file('latin-ext') }, weight, licence: `@fontsource-variable/${family}` };
}

function fixed(family: string): Source {
  const file = (subset: string) => `@fontsource/${family}/files/${family}-${subset}-400-normal.woff2`;
  return { files: { latin: file('latin'), 'latin-ext': file('latin-ext') }, licence: `@fontsource/${family}` };
}

/** U+0020 to U+017F, then the typographic signs that titles use. */
const signs = [0x192, 0x218, 0x219, 0x21a, 0x21b, 0x2013, 0x2014, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2026, 0x2032, 0x20ac, 0x2122];
const codePoints = [...Array.from({ length: 0x180 - 0x20 }, (_, i) => 0x20 + i), ...signs];

async function instance(path: string, weight: number | undefined): Promise<Buffer> {
  const source = readFileSync(new URL(`node_modules/${path}`, root));
  const characters = (fontkit.create(source) as Font).characterSet;
  return subsetFont(source, String.fromCodePoint(...characters), {
    targetFormat: 'truetype',
    ...(weight === undefined ? {} : { variationAxes: { wght: weight } }),
  });
}

const lines: string[] = [];
mkdirSync(new URL('resources/fonts/', root), { recursive: true });
mkdirSync(new URL('resources/licences/fonts/', root), { recursive: true });
for (const [face, source] of Object.entries(faces)) {
  const fonts: Font[] = [];
  for (const subset of subsets) {
    const path = source.files[subset];
    if (path === undefined) continue;
    const bytes = await instance(path, source.weight);
    writeFileSync(new URL(`resources/fonts/${face}-${subset}.ttf`, root), bytes);
    fonts.push(fontkit.create(bytes) as Font);
  }
  const family = source.licence.split('/')[1];
  writeFileSync(
    new URL(`resources/licences/fonts/${family}-OFL.txt`, root),
    readFileSync(new URL(`node_modules/${source.licence}/LICENSE`, root)),
  );

  const first = fonts[0]!;
  const thousandth = (value: number, font: Font) => Math.round((value / font.unitsPerEm) * 1000);
  const metrics = codePoints.map((codePoint) => {
    const font = fonts.find((candidate) => candidate.hasGlyphForCodePoint(codePoint));
    if (font === undefined) return null;
    const glyph = font.glyphForCodePoint(codePoint);
    const { minX, maxX } = glyph.bbox;
    const inked = Number.isFinite(minX);
    return [glyph.advanceWidth, inked ? minX : 0, inked ? glyph.advanceWidth - maxX : 0].map((value) => thousandth(value, font));
  });
  const boxOf = (text: string) => thousandth(Math.max(...first.layout(text).glyphs.map((glyph) => glyph.bbox.maxY)), first);
  const column = (i: number) => metrics.map((metric) => (metric === null ? '' : String(metric[i]))).join(',');
  lines.push(
    `  ${face}: {`,
    `    capHeight: ${boxOf('H') / 1000},`,
    `    accentHeight: ${boxOf('ÅÉÖ') / 1000},`,
    `    descent: ${-Math.min(...first.layout('pgjyq').glyphs.map((glyph) => thousandth(glyph.bbox.minY, first))) / 1000},`,
    `    advances: '${column(0)}',`,
    `    leftBearings: '${column(1)}',`,
    `    rightBearings: '${column(2)}',`,
    '  },',
  );
}

writeFileSync(
  new URL('src-main/core/posterArt/generated/faceMetrics.ts', root),
  [
    '// Written by `node test/generate/posterFonts.ts`; change that script, not this file.',
    '',
    '/** Code points beyond U+0020 to U+017F, in the order of the tables. */',
    `export const extraCodePoints = [${signs.map((sign) => `0x${sign.toString(16)}`).join(', ')}] as const;`,
    '',
    '/** Thousandths of an em, from U+0020 to U+017F and then the extra code points; an empty place is a missing glyph. Heights in em. */',
    'export const faceMetrics = {',
    ...lines,
    '} as const;',
    '',
  ].join('\n'),
);
