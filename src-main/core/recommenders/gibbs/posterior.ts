import { DomainError } from '../../base/errors.ts';
import { solvePositiveDefinite } from '../../engine/cholesky.ts';
import type { Tensor } from '../../engine/tensor.ts';
import { itemScores } from '../als/factorModel.ts';
import { float32, floatData, type ModelTensors } from '../modelTensors.ts';
import type { Person } from '../recommender.ts';

/**
 * Kept draws of everything but the users. A draw's rows for one film (or feature) stand side by side, [numItems, samples, factors], so that the
 * mean prediction over all draws is one inner product of length samples * factors.
 */
export interface Posterior {
  readonly numItems: number;
  readonly samples: number;
  readonly factors: number;
  readonly pairsWithin: boolean;
  readonly noiseShape: number;
  /** [numItems, samples, factors] sums over a film's features. */
  readonly itemFactors: Float32Array;
  /** [numItems, samples] */
  readonly itemOffsets: Float32Array;
  /** [numItems, samples] each film's part of the noise precision; null where noise is common. */
  readonly itemNoise: Float32Array | null;
  /** What having rated a film says of a person, [numItems, samples, factors] and [numItems, samples]; null where not modelled. */
  readonly ratedFactors: Float32Array | null;
  readonly ratedWeights: Float32Array | null;
  /** The same of profile features, [numProfile, samples, factors] and [numProfile, samples]. */
  readonly profileFactors: Float32Array;
  readonly profileWeights: Float32Array;
  /** [samples, factors + 1] prior of a person's own factors and, last, weight. */
  readonly priorMeans: Float32Array;
  readonly priorPrecisions: Float32Array;
  /** [samples, 2] w0 and the noise precision. */
  readonly globals: Float32Array;
}

/** A person as the posterior sees them: mean prediction_i = offset + vector . itemFactors_i + mean offset_i. */
export interface PosteriorPerson {
  /** [samples * factors], divided by samples. */
  readonly vector: Float64Array;
  readonly offset: number;
}

/**
 * For every kept draw, the conditional mean of the person's own coefficients given their ratings (a Gaussian in closed form), so that only the
 * films' part of the posterior is sampled (Rao-Blackwell). Without ratings it is the prior's mean.
 * @param profile indices of the person's profile features
 */
export function foldInPosterior(posterior: Posterior, person: Person, profile: readonly number[]): PosteriorPerson {
  const { samples, factors: k } = posterior;
  const vector = new Float64Array(samples * k);
  const own = new Float64Array(k);
  let offset = 0;
  for (let s = 0; s < samples; s++) {
    const known = knownPart(posterior, person, profile, s);
    const ownWeight = solveOwn(posterior, person, known, s, own);
    let pairs = 0;
    for (let f = 0; f < k; f++) {
      vector[s * k + f] = (known.factors[f] + own[f]) / samples;
      pairs += known.factors[f] * own[f];
    }
    offset += (posterior.globals[2 * s] + known.weight + ownWeight + (posterior.pairsWithin ? pairs : 0)) / samples;
  }
  return { vector, offset };
}

/** [numItems] mean prediction of a folded person. */
export function posteriorStars(posterior: Posterior, meanOffsets: Float32Array, { vector, offset }: PosteriorPerson): Float32Array {
  const { numItems, samples, factors, itemFactors } = posterior;
  return itemScores({ numItems, factors: samples * factors, itemFactors }, vector, meanOffsets, offset);
}

/** [numItems] */
export function meanItemOffsets({ numItems, samples, itemOffsets }: Posterior): Float32Array {
  return Float32Array.from({ length: numItems }, (_, item) => {
    let sum = 0;
    for (let s = 0; s < samples; s++) sum += itemOffsets[item * samples + s];
    return sum / samples;
  });
}

interface KnownPart {
  readonly factors: Float64Array;
  readonly weight: number;
}

/** What the rated set and the profile contribute before the person's own coefficients, in draw s. */
function knownPart(posterior: Posterior, person: Person, profile: readonly number[], s: number): KnownPart {
  const { samples, factors: k, pairsWithin, ratedFactors, ratedWeights, profileFactors, profileWeights } = posterior;
  const sum = new Float64Array(k);
  let weight = 0;
  let pairs = 0;
  const add = (table: Float32Array, weights: Float32Array, row: number, value: number) => {
    const at = (row * samples + s) * k;
    for (let f = 0; f < k; f++) {
      const step = value * table[at + f];
      pairs += step * sum[f];
      sum[f] += step;
    }
    weight += value * weights[row * samples + s];
  };
  for (const feature of profile) add(profileFactors, profileWeights, feature, 1);
  if (ratedFactors !== null && ratedWeights !== null) {
    const value = 1 / Math.sqrt(Math.max(1, person.itemIndices.length));
    for (const item of person.itemIndices) add(ratedFactors, ratedWeights, item, value);
  }
  return { factors: sum, weight: weight + (pairsWithin ? pairs : 0) };
}

/** Fills `own` [factors] with the conditional mean; @returns that of the weight */
function solveOwn(posterior: Posterior, person: Person, known: KnownPart, s: number, own: Float64Array): number {
  const { samples, factors: k, pairsWithin, noiseShape, itemFactors, itemOffsets, itemNoise, priorMeans, priorPrecisions } = posterior;
  const { itemIndices, ratings } = person;
  const width = k + 1;
  const constant = posterior.globals[2 * s] + known.weight;
  const precision = posterior.globals[2 * s + 1];
  const targets = new Float64Array(itemIndices.length);
  const rows = new Float64Array(itemIndices.length * width);
  for (let i = 0; i < itemIndices.length; i++) {
    const item = itemIndices[i];
    const at = (item * samples + s) * k;
    let target = ratings[i] - constant - itemOffsets[item * samples + s];
    for (let f = 0; f < k; f++) {
      const t = itemFactors[at + f];
      target -= known.factors[f] * t;
      rows[i * width + f] = t + (pairsWithin ? known.factors[f] : 0);
    }
    rows[i * width + k] = 1;
    targets[i] = target;
  }
  const solution = new Float64Array(width);
  let ownNoise = 1;
  // A person's own noise precision is not known beforehand: solve, see how far off the answer is, and solve once more.
  for (let pass = 0; pass < (noiseShape > 0 && itemIndices.length > 0 ? 2 : 1); pass++) {
    const matrix = new Float64Array(width * width);
    for (let f = 0; f < width; f++) {
      matrix[f * width + f] = priorPrecisions[s * width + f];
      solution[f] = priorPrecisions[s * width + f] * priorMeans[s * width + f];
    }
    for (let i = 0; i < itemIndices.length; i++) {
      const w = precision * ownNoise * (itemNoise === null ? 1 : itemNoise[itemIndices[i] * samples + s]);
      const at = i * width;
      for (let a = 0; a < width; a++) {
        const scaled = w * rows[at + a];
        solution[a] += scaled * targets[i];
        for (let b = 0; b <= a; b++) matrix[a * width + b] += scaled * rows[at + b];
      }
    }
    solvePositiveDefinite(matrix, solution);
    if (pass > 0 || noiseShape === 0) break;
    let squares = 0;
    for (let i = 0; i < itemIndices.length; i++) {
      let error = targets[i];
      for (let a = 0; a < width; a++) error -= solution[a] * rows[i * width + a];
      squares += error * error * (itemNoise === null ? 1 : itemNoise[itemIndices[i] * samples + s]);
    }
    ownNoise = (noiseShape + itemIndices.length / 2) / (noiseShape + (precision * squares) / 2);
  }
  own.set(solution.subarray(0, k));
  return solution[k];
}

export function posteriorTensors(posterior: Posterior): Record<string, Tensor> {
  const { numItems, samples, factors, itemFactors, itemOffsets, itemNoise, ratedFactors, ratedWeights, profileFactors, profileWeights } =
    posterior;
  const numProfile = profileWeights.length / samples;
  return {
    itemFactors: float32(itemFactors, [numItems, samples, factors]),
    itemOffsets: float32(itemOffsets, [numItems, samples]),
    ...(itemNoise === null ? {} : { itemNoise: float32(itemNoise, [numItems, samples]) }),
    ...(ratedFactors === null || ratedWeights === null
      ? {}
      : { ratedFactors: float32(ratedFactors, [numItems, samples, factors]), ratedWeights: float32(ratedWeights, [numItems, samples]) }),
    profileFactors: float32(profileFactors, [numProfile, samples, factors]),
    profileWeights: float32(profileWeights, [numProfile, samples]),
    priorMeans: float32(posterior.priorMeans, [samples, factors + 1]),
    priorPrecisions: float32(posterior.priorPrecisions, [samples, factors + 1]),
    globals: float32(posterior.globals, [samples, 2]),
  };
}

/** @throws DomainError 'model-invalid' */
export function loadPosterior(
  tensors: ModelTensors,
  {
    numItems,
    factors,
    pairsWithin,
    noiseShape,
    numProfile,
  }: Pick<Posterior, 'numItems' | 'factors' | 'pairsWithin' | 'noiseShape'> & { readonly numProfile: number },
): Posterior {
  const samples = tensors['globals']?.shape[0] ?? 1;
  const read = (name: string, ...shape: number[]) => floatData(tensors, name, shape);
  const globals = read('globals', samples, 2);
  const priorPrecisions = read('priorPrecisions', samples, factors + 1);
  for (const precisions of [priorPrecisions, globals.filter((_, at) => at % 2 === 1)]) {
    if (precisions.some((value) => !(value > 0)))
      throw new DomainError('model-invalid', 'The model file cannot be used: a precision in it is not positive. Train the model again.');
  }
  const hasRated = 'ratedFactors' in tensors;
  return {
    numItems,
    samples,
    factors,
    pairsWithin,
    noiseShape,
    itemFactors: read('itemFactors', numItems, samples, factors),
    itemOffsets: read('itemOffsets', numItems, samples),
    itemNoise: noiseShape > 0 ? read('itemNoise', numItems, samples) : null,
    ratedFactors: hasRated ? read('ratedFactors', numItems, samples, factors) : null,
    ratedWeights: hasRated ? read('ratedWeights', numItems, samples) : null,
    profileFactors: read('profileFactors', numProfile, samples, factors),
    profileWeights: read('profileWeights', numProfile, samples),
    priorMeans: read('priorMeans', samples, factors + 1),
    priorPrecisions,
    globals,
  };
}
