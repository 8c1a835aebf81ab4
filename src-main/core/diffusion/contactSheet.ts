import type { DecodedImage } from './imageCodec.ts';
import { bicubic, resample, toBytes } from './resampling.ts';

/** Pixels between pictures and around them. */
export const SHEET_GAP = 4;
/** Of every channel. */
const GROUND = 24;

export interface SheetLayout {
  /** Of one picture. */
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  /** How many times as large each picture is shown. */
  readonly factor?: number;
  /** Room for labels at the left and above, in pixels. */
  readonly left?: number;
  readonly top?: number;
}

/** Pictures (planes from -1 to 1, all of one size) in rows, enlarged by a whole factor, on a dark ground. */
export function contactSheet(
  pictures: readonly Float32Array[],
  { width, height, columns, factor = 1, left = 0, top = 0 }: SheetLayout,
): DecodedImage {
  const [w, h] = [width * factor, height * factor];
  const rows = Math.ceil(pictures.length / columns);
  const sheetWidth = left + columns * (w + SHEET_GAP) + SHEET_GAP;
  const sheetHeight = top + rows * (h + SHEET_GAP) + SHEET_GAP;
  const pixels = new Uint8Array(3 * sheetWidth * sheetHeight).fill(GROUND);
  pictures.forEach((data, i) => {
    const large = factor === 1 ? { width, height, data } : resample({ width, height, data }, w, h, bicubic);
    const bytes = toBytes(large, (value) => (value + 1) * 127.5);
    const x = left + SHEET_GAP + (i % columns) * (w + SHEET_GAP);
    const y = top + SHEET_GAP + Math.floor(i / columns) * (h + SHEET_GAP);
    for (let row = 0; row < h; row++) pixels.set(bytes.subarray(3 * row * w, 3 * (row + 1) * w), 3 * ((y + row) * sheetWidth + x));
  });
  return { width: sheetWidth, height: sheetHeight, pixels };
}
