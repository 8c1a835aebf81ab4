import { area, resample } from '../resampling.ts';
import { type PictureSet, pixelsOf, toPlanes } from './pictureSet.ts';

/** Pictures whose hashes differ in at most so many of 128 bits are taken for the same artwork. */
export const NEAR = 10;

const SIDE = 8;

/**
 * Difference hash (Krawetz 2013) along both axes: whether each of 8 x 8 brightness means is darker than its neighbour to the right, and below.
 * Four 32-bit words; resizing, compression and small edits change few of its bits.
 */
export function differenceHash(pixels: Uint8Array, width: number, height: number): Uint32Array {
  const planes = toPlanes(pixels, width * height);
  const size = width * height;
  const grey = new Float32Array(size);
  for (let i = 0; i < size; i++) grey[i] = 0.299 * planes[i]! + 0.587 * planes[size + i]! + 0.114 * planes[2 * size + i]!;
  const small = resample({ width, height, data: grey }, SIDE + 1, SIDE + 1, area).data;
  const hash = new Uint32Array(4);
  let bit = 0;
  for (const step of [1, SIDE + 1]) {
    for (let y = 0; y < SIDE; y++) {
      for (let x = 0; x < SIDE; x++, bit++) {
        const at = y * (SIDE + 1) + x;
        if (small[at]! < small[at + step]!) hash[bit >> 5]! |= 1 << (bit & 31);
      }
    }
  }
  return hash;
}

function bitsOf(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return (((v + (v >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

export const hashDistance = (a: Uint32Array, b: Uint32Array): number => a.reduce((sum, word, i) => sum + bitsOf(word ^ b[i]!), 0);

/** Later pictures that are near an earlier one: place and the earlier place. Quadratic: 6,000 pictures take about a second. */
export function nearDuplicates(set: PictureSet): { readonly place: number; readonly of: number }[] {
  const hashes = set.names.map((_, i) => differenceHash(pixelsOf(set, i), set.width, set.height));
  const found: { place: number; of: number }[] = [];
  hashes.forEach((hash, place) => {
    for (let of = 0; of < place; of++) {
      if (hashDistance(hash, hashes[of]!) <= NEAR) {
        found.push({ place, of });
        break;
      }
    }
  });
  return found;
}
