import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src-main/core/base/rng.ts';
import {
  type CalibrationSample,
  fitCalibration,
  intervalOf,
  matchOf,
  reliabilityTable,
  sampleMetrics,
} from '../../../../src-main/core/recommenders/calibration.ts';

const scale = { min: 0.5, max: 5, step: 0.5 };
const rng = createRng(4, 'calibration');

/** People and films of different support; the error's spread is known: sigma^2 = 0.4 + 2 / (n_i + 1) + 1 / (n_u + 1). */
const samples = Array.from({ length: 6000 }, (): CalibrationSample => {
  const itemCount = Math.floor(10 ** (rng.uniform() * 2.5)) - 1;
  const userCount = 3 + rng.integer(200);
  const stars = 3.5 + 0.5 * rng.normal();
  const sigma = Math.sqrt(0.4 + 2 / (itemCount + 1) + 1 / (userCount + 1));
  return { stars, rating: stars + sigma * rng.normal(), itemCount, userCount, userMean: 3.5 };
});
const [half, other] = [samples.slice(0, 3000), samples.slice(3000)];
const counts = Float32Array.of(0, 5, 300);
const calibration = fitCalibration(half, counts);
const person = (n: number, stars = 3.5) => ({ itemIndices: new Int32Array(n), ratings: new Float32Array(n).fill(stars) });
const widthOf = (item: number, n: number) => {
  const { low, high } = intervalOf(calibration, 2.75, item, person(n), { min: -100, max: 100, step: 0.5 });
  return high - low;
};

describe('the interval', () => {
  it('holds two times in three on rows that it was not calibrated on', () => {
    expect(sampleMetrics(calibration, other, { min: -100, max: 100, step: 1 })['intervalCoverage:newcomers']).toBeCloseTo(2 / 3, 1.5);
  });

  it('is wider where less is known of the film or the person', () => {
    expect(widthOf(0, 50)).toBeGreaterThan(widthOf(1, 50));
    expect(widthOf(1, 50)).toBeGreaterThan(widthOf(2, 50));
    expect(widthOf(2, 3)).toBeGreaterThan(widthOf(2, 200));
  });

  it('finds the spread that the data were made with', () => {
    expect(calibration.spread.base).toBeCloseTo(0.4, 0.7);
    expect(calibration.spread.item).toBeGreaterThan(1);
    expect(calibration.spread.item).toBeLessThan(3.2);
  });

  it('stays on the scale and contains the clipped prediction', () => {
    for (const stars of [-1, 0.4, 2.2, 5.7]) {
      const { low, high } = intervalOf(calibration, stars, 1, person(10), scale);
      expect(low).toBeGreaterThanOrEqual(0.5);
      expect(high).toBeLessThanOrEqual(5);
      expect(low).toBeLessThanOrEqual(high);
    }
  });

  it('says which films it knows little about', () => {
    expect(intervalOf(calibration, 3, 0, person(50), scale).uncertain).toBe(true);
    expect(intervalOf(calibration, 3, 2, person(50), scale).uncertain).toBe(false);
  });
});

describe('match', () => {
  it('is not stated under three ratings', () => {
    expect(matchOf(calibration, 4, 2, person(2))).toBeNull();
    expect(matchOf(calibration, 4, 2, person(3))).not.toBeNull();
  });

  it('grows with the stars and falls with how much the person likes everything', () => {
    const at = (stars: number, mean: number) => matchOf(calibration, stars, 2, person(20, mean))!;
    expect(at(4.5, 3.5)).toBeGreaterThan(at(3.5, 3.5));
    expect(at(4, 4.5)).toBeLessThan(at(4, 3));
    expect(at(3.5, 3.5)).toBeCloseTo(0.5, 1);
  });

  it('means what it says: of the films matched at p, about a share p was rated at or above the mean', () => {
    for (const { predicted, observed, count } of reliabilityTable(calibration, other)) {
      // Three standard errors of a share.
      expect(Math.abs(predicted - observed)).toBeLessThan(0.02 + 3 * Math.sqrt(0.25 / count));
    }
  });

  it('copes with data that separate perfectly', () => {
    const perfect = half.map((sample, i) => ({ ...sample, stars: i % 2 === 0 ? 4.5 : 2.5, rating: i % 2 === 0 ? 4.5 : 2.5 }));
    const { match, quantile } = fitCalibration(perfect, counts);
    expect([match.intercept, match.slope, quantile].every(Number.isFinite)).toBe(true);
  });
});
