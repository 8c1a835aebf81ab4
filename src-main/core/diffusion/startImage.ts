import { decodeImage, type DecodedImage } from './imageCodec.ts';
import { coverCrop } from './resampling.ts';
import { toPlanes } from './data/pictureSet.ts';

/** Painting sees far less; more would only fill the disk. */
const MOST_PIXELS_A_SIDE = 1024;

/** A picture of unknown origin to paint from. @throws DomainError 'data-invalid', 'too-large' */
export const decodeStart = (bytes: Uint8Array): Promise<DecodedImage> => decodeImage(bytes, MOST_PIXELS_A_SIDE);

/** Its planes from -1 to 1 at a painter's size, cut to its shape from the middle. */
export function startPlanes(image: DecodedImage, width: number, height: number): Float32Array {
  return toPlanes(coverCrop(image, width, height), width * height);
}
