import { createRng } from '../../base/rng.ts';
import type { PictureSet } from './pictureSet.ts';

export interface Split {
  readonly train: readonly number[];
  readonly heldOut: readonly number[];
}

/** Held back of a large set; a tenth of a small one. */
const HELD_OUT = 600;

/**
 * Places of a set by film, drawn by the seed from the sorted names, so that the same films are held back at every size of picture.
 * Near-duplicates of a picture that was held back are in neither part.
 */
export function splitPictures(
  set: PictureSet,
  duplicates: readonly { readonly place: number; readonly of: number }[],
  seed: number,
): Split {
  const order = set.names.map((_, i) => i).sort((a, b) => (set.names[a]! < set.names[b]! ? -1 : 1));
  const rng = createRng(seed, 'split');
  for (let i = order.length - 1; i > 0; i--) {
    const j = rng.integer(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  const count = Math.min(HELD_OUT, Math.floor(set.names.length / 10));
  const heldOut = new Set(order.slice(0, count));
  const isTwin = new Set(
    duplicates.flatMap(({ place, of }) => (heldOut.has(place) !== heldOut.has(of) ? [heldOut.has(place) ? of : place] : [])),
  );
  const train = order.slice(count).filter((place) => !isTwin.has(place));
  return { train, heldOut: [...heldOut] };
}
