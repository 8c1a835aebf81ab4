import { invertPositiveDefinite } from '../../engine/linearAlgebra.ts';
import type { TensorRuntime } from '../../engine/tensorRuntime.ts';
import type { Caption } from '../data/captions.ts';
import { GENRES } from '../data/captions.ts';
import { countOf, type Features, scaled } from './featureDistances.ts';

/** Scores of every genre for a picture's features, as far above what is usual for that genre as the training pictures vary. */
export type GenreProbe = (features: Features) => Float32Array[];

const RIDGE = 0.1;

/** Ridge regression of genres on scaled features, closed form. @param captions of the rows */
export async function fitGenreProbe(features: Features, captions: readonly Caption[], runtime: TensorRuntime): Promise<GenreProbe> {
  const { width, data } = scaled(features);
  const count = countOf(features);
  const mean = new Float64Array(width);
  for (let i = 0; i < data.length; i++) mean[i % width]! += data[i]! / count;
  const centred = data.map((value, i) => value - mean[i % width]!);
  const shares = GENRES.map((genre) => captions.filter(({ genres }) => genres.includes(genre)).length / count);
  const gram = new Float32Array(width * width);
  const cross = new Float64Array(width * GENRES.length);
  for (let row = 0; row < count; row++) {
    const targets = GENRES.map((genre, g) => (captions[row]!.genres.includes(genre) ? 1 : 0) - shares[g]!);
    for (let i = 0; i < width; i++) {
      const value = centred[row * width + i]!;
      for (let j = 0; j <= i; j++) gram[i * width + j]! += value * centred[row * width + j]!;
      for (let g = 0; g < GENRES.length; g++) cross[i * GENRES.length + g]! += value * targets[g]!;
    }
  }
  let trace = 0;
  for (let i = 0; i < width; i++) trace += gram[i * width + i]!;
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < i; j++) gram[j * width + i] = gram[i * width + j]!;
    gram[i * width + i]! += (RIDGE * trace) / width;
  }
  await invertPositiveDefinite(gram, width, runtime);
  const weights = new Float64Array(width * GENRES.length);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < width; j++)
      for (let g = 0; g < GENRES.length; g++) weights[i * GENRES.length + g]! += gram[i * width + j]! * cross[j * GENRES.length + g]!;
  }
  return (given) => {
    const rows = scaled(given);
    return Array.from({ length: countOf(given) }, (_, row) =>
      Float32Array.from(GENRES, (__, g) => {
        let sum = 0;
        for (let i = 0; i < width; i++) sum += (rows.data[row * width + i]! - mean[i]!) * weights[i * GENRES.length + g]!;
        return sum / Math.sqrt(Math.max(1e-6, shares[g]! * (1 - shares[g]!)));
      }),
    );
  };
}

/**
 * Share of pairs of a genre and two pictures, one of the genre and one not, that the scores put in the right order, over genres with both (the area
 * under the curve, averaged): 1/2 is chance.
 */
export function genreAccuracy(scores: readonly Float32Array[], captions: readonly Caption[]): number {
  const areas = GENRES.flatMap((genre, g) => {
    const having: number[] = [];
    const lacking: number[] = [];
    scores.forEach((row, i) => (captions[i]!.genres.includes(genre) ? having : lacking).push(row[g]!));
    if (having.length === 0 || lacking.length === 0) return [];
    let right = 0;
    for (const a of having) for (const b of lacking) right += a > b ? 1 : a === b ? 0.5 : 0;
    return [right / (having.length * lacking.length)];
  });
  return areas.length === 0 ? 0.5 : areas.reduce((sum, value) => sum + value, 0) / areas.length;
}
