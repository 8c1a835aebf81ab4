import { countOf, type Features, scaled } from './featureDistances.ts';

/** A picture counts as copied where its nearest training picture is nearer than this share of the mean distance to its 50 nearest. */
export const COPY_THRESHOLD = 0.6;
const NEIGHBOURS = 50;

export interface Nearest {
  /** Place of the nearest training picture. */
  readonly place: number;
  /** Its distance over the mean of the 50 nearest (the ratio of Carlini et al. 2023, section 5.1). */
  readonly ratio: number;
}

/** For every picture its nearest training picture, by Euclidean distance of rows. */
export function nearestTraining(pictures: Features, training: Features): Nearest[] {
  const trained = countOf(training);
  const { width } = pictures;
  return Array.from({ length: countOf(pictures) }, (_, row) => {
    const distances = new Float64Array(trained);
    for (let other = 0; other < trained; other++) {
      let square = 0;
      for (let i = 0; i < width; i++) square += (pictures.data[row * width + i]! - training.data[other * width + i]!) ** 2;
      distances[other] = Math.sqrt(square);
    }
    const sorted = distances.toSorted();
    const neighbours = sorted.subarray(0, Math.min(NEIGHBOURS, trained));
    const mean = neighbours.reduce((sum, distance) => sum + distance, 0) / neighbours.length;
    return { place: distances.indexOf(sorted[0]!), ratio: mean === 0 ? 0 : sorted[0]! / mean };
  });
}

/** Share of pictures that are copies, in pixels or in features. */
export function copiedShare(byPixels: readonly Nearest[], byFeatures: readonly Nearest[]): number {
  const copied = byPixels.filter((nearest, i) => Math.min(nearest.ratio, byFeatures[i]!.ratio) < COPY_THRESHOLD);
  return copied.length / byPixels.length;
}

export const nearestByFeatures = (pictures: Features, training: Features): Nearest[] => nearestTraining(scaled(pictures), scaled(training));
