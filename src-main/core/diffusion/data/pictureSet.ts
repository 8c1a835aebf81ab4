import type { Caption } from './captions.ts';

/** Captioned pictures of one size in memory. */
export interface PictureSet {
  readonly width: number;
  readonly height: number;
  /** File names without their ending: a film's id for posters. */
  readonly names: readonly string[];
  readonly captions: readonly Caption[];
  /** sRGB, three bytes a pixel, picture after picture. */
  readonly pixels: Uint8Array;
  /** Of names, files and captions. */
  readonly sha256: string;
}

export const pictureBytes = ({ width, height }: { readonly width: number; readonly height: number }): number => 3 * width * height;

export const pixelsOf = (set: PictureSet, index: number): Uint8Array =>
  set.pixels.subarray(index * pictureBytes(set), (index + 1) * pictureBytes(set));

/** Bytes as the denoisers see them: planes from -1 to 1. */
export function toPlanes(pixels: Uint8Array, size: number, into = new Float32Array(3 * size), offset = 0): Float32Array {
  for (let i = 0; i < size; i++) {
    for (let c = 0; c < 3; c++) into[offset + c * size + i] = pixels[3 * i + c]! / 127.5 - 1;
  }
  return into;
}

/** The pictures at these places, in this order. */
export function pickPictures(set: PictureSet, places: readonly number[]): PictureSet {
  const size = pictureBytes(set);
  const pixels = new Uint8Array(places.length * size);
  places.forEach((from, to) => pixels.set(pixelsOf(set, from), to * size));
  return { ...set, names: places.map((i) => set.names[i]!), captions: places.map((i) => set.captions[i]!), pixels };
}
