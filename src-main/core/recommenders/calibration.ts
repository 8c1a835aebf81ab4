import type { RatingScale } from '../data/interactions.ts';
import { logisticFit } from './logisticFit.ts';
import { clipped } from './trainingData.ts';

/**
 * What predicted stars are worth, learned on ratings that the model was not fitted on. The spread of the error depends on how much is known:
 * sigma^2 = base + item / (n_i + 1) + user / (n_u + 1), n_i ratings of the film and n_u of the person.
 */
export interface Calibration {
  readonly spread: { readonly base: number; readonly item: number; readonly user: number };
  /** Half-width of the interval in sigmas, the empirical 2/3 quantile of |r - prediction| / sigma (split conformal; Lei et al., JASA 2018). */
  readonly quantile: number;
  /** Match = 1 / (1 + exp(-(intercept + slope * z))), z = (stars - the person's own mean) / sigma (Platt 1999). */
  readonly match: { readonly intercept: number; readonly slope: number };
  /** Median half-width over the calibration rows, in stars; an interval over 1.3 times as wide is "uncertain". */
  readonly medianHalfWidth: number;
  /** [numItems] training ratings of each film. */
  readonly itemCounts: Float32Array;
}

/** One rating that the model had not seen. */
export interface CalibrationSample {
  readonly stars: number;
  readonly rating: number;
  readonly itemCount: number;
  /** Ratings of the person that the model did know, and their mean. */
  readonly userCount: number;
  readonly userMean: number;
}

export interface ReliabilityBin {
  readonly predicted: number;
  readonly observed: number;
  readonly count: number;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
  /** Wider than 1.3 times the median interval. */
  readonly uncertain: boolean;
}

/** Ratings that a person must have given before a match is stated. */
export const fewestRatingsForMatch = 3;

const COVERAGE = 2 / 3;
const UNCERTAIN = 1.3;

type Known = { readonly itemIndices: { readonly length: number }; readonly ratings: Float32Array };

/** @param samples at least one. */
export function fitCalibration(samples: readonly CalibrationSample[], itemCounts: Float32Array): Calibration {
  const spread = fitSpread(samples);
  const sigmas = samples.map((sample) => sigmaOf(spread, sample.itemCount, sample.userCount));
  const ratios = Float64Array.from(samples, ({ rating, stars }, i) => Math.abs(rating - stars) / sigmas[i]).sort();
  // The ceil((n + 1) * coverage)-th smallest: never too few on exchangeable rows.
  const quantile = ratios[Math.min(ratios.length - 1, Math.ceil((ratios.length + 1) * COVERAGE) - 1)];
  const sorted = Float64Array.from(sigmas).sort();
  const z = samples.map(({ stars, userMean }, i) => (stars - userMean) / sigmas[i]);
  return {
    spread,
    quantile,
    match: logisticFit(
      z,
      samples.map(({ rating, userMean }) => rating >= userMean),
    ),
    medianHalfWidth: quantile * sorted[sorted.length >> 1],
    itemCounts,
  };
}

/** "Two times in three between low and high", on the scale. */
export function intervalOf(calibration: Calibration, stars: number, itemIndex: number, person: Known, scale: RatingScale): Interval {
  const half = calibration.quantile * sigmaOf(calibration.spread, calibration.itemCounts[itemIndex], person.itemIndices.length);
  return {
    low: clipped(stars - half, scale),
    high: clipped(stars + half, scale),
    uncertain: half > UNCERTAIN * calibration.medianHalfWidth,
  };
}

/** P(rating >= the person's own mean | the person has seen the film); null under three ratings. */
export function matchOf(calibration: Calibration, stars: number, itemIndex: number, person: Known): number | null {
  const numRatings = person.itemIndices.length;
  if (numRatings < fewestRatingsForMatch) return null;
  const sigma = sigmaOf(calibration.spread, calibration.itemCounts[itemIndex], numRatings);
  return matchAt(calibration, (stars - meanOf(person.ratings)) / sigma);
}

/** Predicted against observed share in ten bins of equal width; empty bins are left out. */
export function reliabilityTable(calibration: Calibration, samples: readonly CalibrationSample[]): ReliabilityBin[] {
  const bins = Array.from({ length: 10 }, () => ({ predicted: 0, observed: 0, count: 0 }));
  for (const { stars, rating, userMean, itemCount, userCount } of samples) {
    const probability = matchAt(calibration, (stars - userMean) / sigmaOf(calibration.spread, itemCount, userCount));
    const bin = bins[Math.min(9, Math.floor(probability * 10))];
    bin.predicted += probability;
    bin.observed += rating >= userMean ? 1 : 0;
    bin.count++;
  }
  return bins
    .filter(({ count }) => count > 0)
    .map(({ predicted, observed, count }) => ({ predicted: predicted / count, observed: observed / count, count }));
}

export const meanOf = (ratings: Float32Array): number => ratings.reduce((sum, rating) => sum + rating, 0) / ratings.length;

const matchAt = ({ match }: Calibration, z: number): number => 1 / (1 + Math.exp(-(match.intercept + match.slope * z)));

function sigmaOf({ base, item, user }: Calibration['spread'], itemCount: number, userCount: number): number {
  return Math.sqrt(base + item / (itemCount + 1) + user / (userCount + 1));
}

/** Least squares of the squared error on (1, 1 / (n_i + 1), 1 / (n_u + 1)), coefficients not negative. */
function fitSpread(samples: readonly CalibrationSample[]): Calibration['spread'] {
  const features = samples.map(({ itemCount, userCount }) => [1, 1 / (itemCount + 1), 1 / (userCount + 1)]);
  const squares = samples.map(({ rating, stars }) => (rating - stars) ** 2);
  const coefficients = [squares.reduce((sum, square) => sum + square, 0) / squares.length, 0, 0];
  const norms = coefficients.map((_, c) => features.reduce((sum, row) => sum + row[c] ** 2, 0));
  // Coordinate descent: three convex coordinates, clamped; 200 rounds reach 1e-9 on any data at hand.
  const errors = squares.map((square) => square - coefficients[0]);
  for (let round = 0; round < 200; round++) {
    for (let c = 0; c < 3; c++) {
      const gradient = features.reduce((sum, row, i) => sum + row[c] * errors[i], 0);
      const next = Math.max(c === 0 ? 1e-4 : 0, coefficients[c] + gradient / norms[c]);
      const change = next - coefficients[c];
      if (change === 0) continue;
      coefficients[c] = next;
      features.forEach((row, i) => (errors[i] -= change * row[c]));
    }
  }
  return { base: coefficients[0], item: coefficients[1], user: coefficients[2] };
}

/** `rmse` of clipped stars and `intervalCoverage` on samples that were not calibrated on. */
export function sampleMetrics(calibration: Calibration, samples: readonly CalibrationSample[], scale: RatingScale): Record<string, number> {
  let squares = 0;
  let inside = 0;
  for (const { stars, rating, itemCount, userCount } of samples) {
    squares += (clipped(stars, scale) - rating) ** 2;
    const half = calibration.quantile * sigmaOf(calibration.spread, itemCount, userCount);
    if (rating >= clipped(stars - half, scale) && rating <= clipped(stars + half, scale)) inside++;
  }
  return { 'rmse:newcomers': Math.sqrt(squares / samples.length), 'intervalCoverage:newcomers': inside / samples.length };
}
