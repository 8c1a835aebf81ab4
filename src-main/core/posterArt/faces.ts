import { extraCodePoints, faceMetrics } from './generated/faceMetrics.ts';

/** The five poster faces: Big Shoulders 800, Instrument Sans 700, Londrina Solid 900, Gloock 400, Limelight 400. */
export const faceNames = ['gothic', 'text', 'cut', 'serif', 'deco'] as const;
export type FaceName = (typeof faceNames)[number];

export interface Face {
  /** As page fonts name it; the fallbacks only matter for scripts that no face has. */
  readonly family: string;
  readonly weight: number;
  readonly capitals: boolean;
  /** Heights in em. */
  readonly capHeight: number;
  readonly accentHeight: number;
  readonly descent: number;
}

interface Glyph {
  /** All in em. */
  readonly advance: number;
  readonly left: number;
  readonly right: number;
}

function face(name: FaceName, family: string, weight: number, capitals: boolean): Face {
  const { capHeight, accentHeight, descent } = faceMetrics[name];
  return { family, weight, capitals, capHeight, accentHeight, descent };
}

export const faces: Readonly<Record<FaceName, Face>> = {
  gothic: face('gothic', "'Big Shoulders Variable',sans-serif", 800, true),
  text: face('text', "'Instrument Sans Variable',sans-serif", 700, false),
  cut: face('cut', "'Londrina Solid',sans-serif", 900, true),
  serif: face('serif', 'Gloock,serif', 400, false),
  deco: face('deco', 'Limelight,serif', 400, true),
};

const FIRST = 0x20;
const LAST = 0x17f;

function readTable(name: FaceName): ReadonlyMap<number, Glyph> {
  const { advances, leftBearings, rightBearings } = faceMetrics[name];
  const lefts = leftBearings.split(',');
  const rights = rightBearings.split(',');
  const glyphs = new Map<number, Glyph>();
  advances.split(',').forEach((text, i) => {
    if (text === '') return;
    const codePoint = i <= LAST - FIRST ? FIRST + i : extraCodePoints[i - (LAST - FIRST + 1)]!;
    glyphs.set(codePoint, { advance: Number(text) / 1000, left: Number(lefts[i]) / 1000, right: Number(rights[i]) / 1000 });
  });
  return glyphs;
}

const tables = new Map(faceNames.map((name) => [name, readTable(name)]));

const UNKNOWN = { advance: 0.78, left: 0, right: 0 };
const WIDE = { advance: 1.05, left: 0, right: 0 };
const FIRST_WIDE_SCRIPT = 0x2e80;

function glyphOf(name: FaceName, codePoint: number): Glyph {
  return tables.get(name)!.get(codePoint) ?? (codePoint >= FIRST_WIDE_SCRIPT ? WIDE : UNKNOWN);
}

/** Kerning is not in the table: 1.5 % are kept in reserve for it. */
const RESERVE = 1.015;

/** Width of one line in em, with `tracking` em after every letter but the last. */
export function textWidth(name: FaceName, text: string, tracking = 0): number {
  let width = 0;
  let letters = 0;
  for (const letter of text) {
    width += glyphOf(name, letter.codePointAt(0)!).advance;
    letters++;
  }
  return width * RESERVE + Math.max(0, letters - 1) * tracking;
}

/** Empty space before the first letter's ink, in em: taken off so that lines of different size align by eye. */
export function leftBearing(name: FaceName, text: string): number {
  const first = text.codePointAt(0);
  return first === undefined ? 0 : glyphOf(name, first).left;
}

/** Whether the face itself draws every letter. */
export function covers(name: FaceName, text: string): boolean {
  const table = tables.get(name)!;
  return [...text].every((letter) => table.has(letter.codePointAt(0)!));
}

/** The wanted face, or the first of gothic and text that has all letters: two faces are never mixed in one title. */
export function faceFor(wanted: FaceName, text: string): FaceName {
  return ([wanted, 'gothic', 'text'] as const).find((name) => covers(name, setCase(name, text))) ?? wanted;
}

/** Capitals in the faces that are set in capitals. */
export function setCase(name: FaceName, text: string): string {
  return faces[name].capitals ? text.toUpperCase() : text;
}

export const hasAccents = (text: string): boolean => /[\u00c0-\u00d6\u00d8-\u00dd\u0100-\u017e\u0218\u021a]/.test(text);
export const hasLowerCase = (text: string): boolean => /\p{Ll}/u.test(text);
