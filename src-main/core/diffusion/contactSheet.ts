import type { DecodedImage } from './imageCodec.ts';
import { bicubic, resample, toBytes } from './resampling.ts';

const GAP = 4;
const GROUND = 24;

/** Pictures (planes from -1 to 1, all of one size) in rows, enlarged by a whole factor, on a dark ground. */
export function contactSheet(
  pictures: readonly Float32Array[],
  {
    width,
    height,
    columns,
    factor = 1,
  }: { readonly width: number; readonly height: number; readonly columns: number; readonly factor?: number },
): DecodedImage {
  const [w, h] = [width * factor, height * factor];
  const rows = Math.ceil(pictures.length / columns);
  const sheetWidth = columns * (w + GAP) + GAP;
  const sheetHeight = rows * (h + GAP) + GAP;
  const pixels = new Uint8Array(3 * sheetWidth * sheetHeight).fill(GROUND);
  pictures.forEach((data, i) => {
    const large = factor === 1 ? { width, height, data } : resample({ width, height, data }, w, h, bicubic);
    const bytes = toBytes(large, (value) => (value + 1) * 127.5);
    const left = GAP + (i % columns) * (w + GAP);
    const top = GAP + Math.floor(i / columns) * (h + GAP);
    for (let y = 0; y < h; y++) pixels.set(bytes.subarray(3 * y * w, 3 * (y + 1) * w), 3 * ((top + y) * sheetWidth + left));
  });
  return { width: sheetWidth, height: sheetHeight, pixels };
}
