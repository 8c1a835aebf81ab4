import type { Rng } from '../../base/rng.ts';
import type { NormalPrior } from './priors.ts';
import type { SideFeatures } from './sideFeatures.ts';

/** One side of a sweep: what its entities add up to, and the statistics of their ratings that its coefficients are drawn from. */
export interface SideSums {
  readonly features: SideFeatures;
  /** [numFeatures] 1 where some entity with ratings has the feature. */
  readonly observed: Uint8Array;
  /** [numEntities] ratings */
  readonly counts: Int32Array;
  /** [numEntities] weights and pairs within, added up */
  readonly offsets: Float64Array;
  /** [numEntities] view on sums of one factor. */
  factor(k: number): Float64Array;
  /** Over an entity's ratings, with w their noise precision, e their error and t the other side's factor: sums of w, w t, w t^2, w e, w e t. */
  readonly total: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly residual: Float64Array;
  readonly gradient: Float64Array;
  /** [numEntities] by how much the last draw changed the factor and the offset. */
  readonly moved: Float64Array;
  readonly movedOffsets: Float64Array;
  /** Adds everything up from the coefficients. */
  refresh(coefficients: { readonly weights: Float32Array; readonly factors: Float32Array }, pairsWithin: boolean): void;
  /** Draws all weights, from `second` and `gradient` with t = 1. */
  drawWeights(rng: Rng, weights: Float32Array, priors: readonly NormalPrior[], precision: number): void;
  /** Draws factor k of all features, from the statistics. */
  drawFactor(rng: Rng, k: number, table: Float32Array, priors: readonly NormalPrior[], precision: number, pairsWithin: boolean): void;
}

export function createSideSums(features: SideFeatures, factors: number, counts: Int32Array): SideSums {
  const { numEntities, numFeatures, groups, offsets: starts, entities, values } = features;
  const column = () => new Float64Array(numEntities);
  const offsets = column();
  const sums = new Float64Array(factors * numEntities);
  const [total, first, second, residual, gradient] = [column(), column(), column(), column(), column()];
  const moved = column();
  const movedOffsets = column();
  const observed = Uint8Array.from({ length: numFeatures }, (_, f) => {
    for (let at = starts[f]; at < starts[f + 1]; at++) if (counts[entities[at]] > 0) return 1;
    return 0;
  });
  const factor = (k: number) => sums.subarray(k * numEntities, (k + 1) * numEntities);

  /** The draw where slopes are x t: `curvature` and `slope` hold sums of w t^2 and w e t, and are kept up to date; `sums` and `moved` change. */
  function drawPlain(
    rng: Rng,
    coefficients: Float32Array,
    base: number,
    priors: readonly NormalPrior[],
    precision: number,
    curvature: Float64Array,
    slope: Float64Array,
    into: Float64Array,
    change: Float64Array,
  ): void {
    groups.forEach(({ from, to }, g) => {
      const { mean, precision: belief } = priors[g];
      for (let f = from; f < to; f++) {
        if (observed[f] === 0) {
          // Nothing rated has it: the best guess is the group's mean, and no draw can tell more.
          const before = coefficients[base + f];
          coefficients[base + f] = mean;
          for (let at = starts[f]; at < starts[f + 1]; at++) into[entities[at]] += values[at] * (coefficients[base + f] - before);
          continue;
        }
        let h2 = 0;
        let he = 0;
        for (let at = starts[f]; at < starts[f + 1]; at++) {
          const x = values[at];
          h2 += x * x * curvature[entities[at]];
          he += x * slope[entities[at]];
        }
        const before = coefficients[base + f];
        const posterior = precision * h2 + belief;
        coefficients[base + f] = (precision * (he + h2 * before) + belief * mean) / posterior + rng.normal() / Math.sqrt(posterior);
        const delta = coefficients[base + f] - before;
        for (let at = starts[f]; at < starts[f + 1]; at++) {
          const entity = entities[at];
          const step = values[at] * delta;
          slope[entity] -= step * curvature[entity];
          into[entity] += step;
          change[entity] += step;
        }
      }
    });
  }

  /** The draw where slopes are x (t + s - x v), s being the entity's own sum: pairs within the side count too. */
  function drawWithPairs(
    rng: Rng,
    coefficients: Float32Array,
    base: number,
    priors: readonly NormalPrior[],
    precision: number,
    own: Float64Array,
  ): void {
    groups.forEach(({ from, to }, g) => {
      const { mean, precision: belief } = priors[g];
      for (let f = from; f < to; f++) {
        const before = coefficients[base + f];
        let h2 = 0;
        let he = 0;
        for (let at = starts[f]; at < starts[f + 1]; at++) {
          const entity = entities[at];
          const x = values[at];
          const c = own[entity] - x * before;
          h2 += x * x * (second[entity] + 2 * c * first[entity] + c * c * total[entity]);
          he += x * (gradient[entity] + c * residual[entity]);
        }
        const posterior = precision * h2 + belief;
        coefficients[base + f] =
          observed[f] === 0 ? mean : (precision * (he + h2 * before) + belief * mean) / posterior + rng.normal() / Math.sqrt(posterior);
        const delta = coefficients[base + f] - before;
        for (let at = starts[f]; at < starts[f + 1]; at++) {
          const entity = entities[at];
          const x = values[at];
          const c = own[entity] - x * before;
          const step = x * delta;
          residual[entity] -= step * (first[entity] + c * total[entity]);
          gradient[entity] -= step * (second[entity] + c * first[entity]);
          own[entity] += step;
          moved[entity] += step;
          offsets[entity] += step * c;
          movedOffsets[entity] += step * c;
        }
      }
    });
  }

  return {
    features,
    observed,
    counts,
    offsets,
    factor,
    total,
    first,
    second,
    residual,
    gradient,
    moved,
    movedOffsets,
    refresh({ weights, factors: table }, pairsWithin) {
      offsets.fill(0);
      sums.fill(0);
      for (let f = 0; f < numFeatures; f++)
        for (let at = starts[f]; at < starts[f + 1]; at++) offsets[entities[at]] += values[at] * weights[f];
      for (let k = 0; k < factors; k++) {
        const own = factor(k);
        for (let f = 0; f < numFeatures; f++) {
          const v = table[k * numFeatures + f];
          for (let at = starts[f]; at < starts[f + 1]; at++) {
            const step = values[at] * v;
            // With s' = s + step: (s'^2 - step^2) / 2 has grown by step * s.
            if (pairsWithin) offsets[entities[at]] += step * own[entities[at]];
            own[entities[at]] += step;
          }
        }
      }
    },
    drawWeights(rng, weights, priors, precision) {
      moved.fill(0);
      movedOffsets.fill(0);
      drawPlain(rng, weights, 0, priors, precision, second, gradient, offsets, movedOffsets);
    },
    drawFactor(rng, k, table, priors, precision, pairsWithin) {
      moved.fill(0);
      movedOffsets.fill(0);
      if (pairsWithin) drawWithPairs(rng, table, k * numFeatures, priors, precision, factor(k));
      else drawPlain(rng, table, k * numFeatures, priors, precision, second, gradient, factor(k), moved);
    },
  };
}
