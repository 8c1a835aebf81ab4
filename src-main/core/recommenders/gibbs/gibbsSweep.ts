import { pause } from '../../base/pause.ts';
import { type CancelSignal, throwIfCancelled } from '../../base/progress.ts';
import type { Rng } from '../../base/rng.ts';
import type { UserItemMatrix } from '../../data/csrMatrix.ts';
import { drawGamma, drawNormalPrior, type GammaPrior, type NormalPrior } from './priors.ts';
import type { SideFeatures } from './sideFeatures.ts';
import { createSideSums, type SideSums } from './sideSums.ts';

/**
 * A factorization machine over two relation blocks. For user u and film i, with S_u and T_i the sums of their features' factors,
 *
 *   y_ui = w0 + a_u + c_i + S_u . T_i,   a_u = sum_f x_uf w_f [+ pairs within u],   c_i likewise,
 *
 * where "pairs within" is (|S_u|^2 - sum_f x_uf^2 |v_f|^2) / 2: with it this is the second-order machine of Rendle, ICDM 2010; without, matrix
 * factorization whose factors are sums over features (SVD++ and its kin).
 */
export interface GibbsProblem {
  readonly matrix: UserItemMatrix;
  readonly users: SideFeatures;
  readonly items: SideFeatures;
  readonly factors: number;
  readonly pairsWithin: boolean;
  readonly prior: GammaPrior;
  /** Shape of the gamma law of each user's and film's own noise precision; 0: the same noise for all. */
  readonly noiseShape: number;
}

/** Coefficients of one side; the whole state of a chain is that of both sides and w0. */
export interface SideCoefficients {
  /** [numFeatures] */
  readonly weights: Float32Array;
  /** [factors, numFeatures] */
  readonly factors: Float32Array;
  /** [numEntities] each entity's own part of the noise precision; 1 where noise is common. */
  readonly noise: Float32Array;
}

export interface GibbsState {
  /** [1] */
  readonly intercept: Float32Array;
  readonly users: SideCoefficients;
  readonly items: SideCoefficients;
}

/** The priors that one sweep drew: by group, of weights and of each factor. */
export interface SidePriors {
  readonly weights: readonly NormalPrior[];
  /** [factors][groups] */
  readonly factors: readonly (readonly NormalPrior[])[];
}

/** What a sweep leaves behind beside the new coefficients. */
export interface Sweep {
  readonly precision: number;
  readonly userPriors: SidePriors;
  readonly itemPriors: SidePriors;
  /** Root mean square of the residuals before the sweep. */
  readonly trainRmse: number;
}

export interface GibbsSampler {
  /**
   * One sample: every coefficient is drawn once, given all others. Changes `state` in place.
   * @param isFresh adds sums and errors up from the coefficients instead of going on from the sweep before, whose rounding they carry
   * @throws DomainError 'cancelled'
   */
  sweep(state: GibbsState, rng: Rng, isFresh: boolean, signal?: CancelSignal): Promise<Sweep>;
}

/** Zero weights and small random factors; every noise the same. */
export function initialState({ users, items, factors, matrix }: GibbsProblem, rng: Rng, stddev: number): GibbsState {
  const side = ({ numFeatures, numEntities }: SideFeatures): SideCoefficients => ({
    weights: new Float32Array(numFeatures),
    factors: Float32Array.from({ length: factors * numFeatures }, () => rng.normal() * stddev),
    noise: new Float32Array(numEntities).fill(1),
  });
  const mean = matrix.values.reduce((sum, value) => sum + value, 0) / Math.max(1, matrix.values.length);
  return { intercept: Float32Array.of(mean), users: side(users), items: side(items) };
}

/** Weakest belief in w0: it is drawn around 0 with this precision. */
const INTERCEPT_PRECISION = 1e-3;

/** A sweep lets waiting events in after about so many multiplications. */
const WORK_BETWEEN_PAUSES = 2e7;

/**
 * Gibbs sampling one coefficient at a time, block by block (Freudenthaler, Schmidt-Thieme, Rendle, "Bayesian Factorization Machines", NIPS
 * workshop 2011; blocks after Rendle, VLDB 2013): for a coefficient v with slope h at the entries it touches, given all else,
 *
 *   v ~ N((alpha sum h (e + h v) + lambda mu) / (alpha sum h^2 + lambda), 1 / (alpha sum h^2 + lambda)).
 *
 * The sums over entries are kept by entity, so that a sweep costs a few passes over the ratings and one over the features for each factor.
 *
 * This is the one model that is not a graph for the runtime. Every draw waits for the draws before it, and a step is a few additions. On MovieLens
 * 1M with 16 factors a sweep takes 0.25 s of one core (0.63 s with the rated sets and the facts of films). The graph that comes nearest, blocks of
 * normal equations solved by conjugate gradients for perturbed targets, takes 0.18 s with three steps (als), needs seventeen for a true draw, and
 * cannot draw the coefficients of rated sets, which tie all people together.
 */
export function createGibbsSampler(problem: GibbsProblem): GibbsSampler {
  const { matrix, factors, pairsWithin, prior, noiseShape } = problem;
  const { numRows, rowOffsets, columnIndices, values } = matrix;
  const errors = new Float64Array(values.length);
  const users = createSideSums(problem.users, factors, rowCounts(matrix));
  const items = createSideSums(problem.items, factors, columnCounts(matrix));

  function computeErrors(intercept: number): void {
    for (let user = 0; user < numRows; user++) {
      const offset = intercept + users.offsets[user];
      for (let at = rowOffsets[user]; at < rowOffsets[user + 1]; at++) errors[at] = values[at] - offset - items.offsets[columnIndices[at]];
    }
    for (let k = 0; k < factors; k++) {
      const rows = users.factor(k);
      const columns = items.factor(k);
      for (let user = 0; user < numRows; user++) {
        const row = rows[user];
        for (let at = rowOffsets[user]; at < rowOffsets[user + 1]; at++) errors[at] -= row * columns[columnIndices[at]];
      }
    }
  }

  /** The users' statistics against one factor of the films (or the constant 1). */
  function collectForUsers(userNoise: Float32Array, itemNoise: Float32Array, columns: Float64Array): void {
    const { total, first, second, residual, gradient } = users;
    for (let user = 0; user < numRows; user++) {
      let sumW = 0;
      let sumT = 0;
      let sumTT = 0;
      let sumE = 0;
      let sumET = 0;
      for (let at = rowOffsets[user]; at < rowOffsets[user + 1]; at++) {
        const item = columnIndices[at];
        const w = itemNoise[item];
        const t = columns[item];
        const wt = w * t;
        const e = errors[at];
        sumW += w;
        sumT += wt;
        sumTT += wt * t;
        sumE += w * e;
        sumET += wt * e;
      }
      const noise = userNoise[user];
      total[user] = noise * sumW;
      first[user] = noise * sumT;
      second[user] = noise * sumTT;
      residual[user] = noise * sumE;
      gradient[user] = noise * sumET;
    }
  }

  /** Takes what the users' factor and offsets have changed from the errors, and collects the films' statistics against the new factor. */
  function moveUsersAndCollectForItems(userNoise: Float32Array, itemNoise: Float32Array, columns: Float64Array, rows: Float64Array): void {
    const { total, first, second, residual, gradient } = items;
    for (const sums of [total, first, second, residual, gradient]) sums.fill(0);
    for (let user = 0; user < numRows; user++) {
      const s = rows[user];
      const ds = users.moved[user];
      const offset = users.movedOffsets[user];
      const w = userNoise[user];
      const ws = w * s;
      const wss = ws * s;
      for (let at = rowOffsets[user]; at < rowOffsets[user + 1]; at++) {
        const item = columnIndices[at];
        const e = (errors[at] -= ds * columns[item] + offset);
        second[item] += wss;
        gradient[item] += ws * e;
        if (pairsWithin) {
          first[item] += ws;
          total[item] += w;
          residual[item] += w * e;
        }
      }
    }
    for (let item = 0; item < itemNoise.length; item++)
      for (const sums of [total, first, second, residual, gradient]) sums[item] *= itemNoise[item];
  }

  function moveItems(rows: Float64Array): void {
    for (let user = 0; user < numRows; user++) {
      const s = rows[user];
      for (let at = rowOffsets[user]; at < rowOffsets[user + 1]; at++) {
        const item = columnIndices[at];
        errors[at] -= s * items.moved[item] + items.movedOffsets[item];
      }
    }
  }

  /** Noise precisions given the errors: of everything, then of each user, then of each film. */
  function drawNoise(rng: Rng, userNoise: Float32Array, itemNoise: Float32Array): number {
    const userSquares = new Float64Array(numRows);
    const itemSquares = new Float64Array(itemNoise.length);
    for (let user = 0; user < numRows; user++) {
      for (let at = rowOffsets[user]; at < rowOffsets[user + 1]; at++) userSquares[user] += itemNoise[columnIndices[at]] * errors[at] ** 2;
    }
    const squares = userSquares.reduce((sum, value, user) => sum + value * userNoise[user], 0);
    const precision = drawGamma(rng, { shape: prior.shape + values.length / 2, rate: prior.rate + squares / 2 });
    if (noiseShape === 0) return precision;
    const own = (count: number, sum: number) => drawGamma(rng, { shape: noiseShape + count / 2, rate: noiseShape + (precision * sum) / 2 });
    for (let user = 0; user < numRows; user++) userNoise[user] = own(rowOffsets[user + 1] - rowOffsets[user], userSquares[user]);
    for (let user = 0; user < numRows; user++) {
      for (let at = rowOffsets[user]; at < rowOffsets[user + 1]; at++) itemSquares[columnIndices[at]] += userNoise[user] * errors[at] ** 2;
    }
    for (let item = 0; item < itemNoise.length; item++) itemNoise[item] = own(items.counts[item], itemSquares[item]);
    return precision;
  }

  function drawIntercept(rng: Rng, state: GibbsState, precision: number): void {
    let weight = 0;
    let weighted = 0;
    for (let user = 0; user < numRows; user++) {
      for (let at = rowOffsets[user]; at < rowOffsets[user + 1]; at++) {
        const w = precision * state.users.noise[user] * state.items.noise[columnIndices[at]];
        weight += w;
        weighted += w * errors[at];
      }
    }
    const before = state.intercept[0];
    const belief = weight + INTERCEPT_PRECISION;
    state.intercept[0] = (weighted + weight * before) / belief + rng.normal() / Math.sqrt(belief);
    const change = state.intercept[0] - before;
    for (let at = 0; at < errors.length; at++) errors[at] -= change;
  }

  return {
    async sweep(state, rng, isFresh, signal) {
      throwIfCancelled(signal);
      const userNoise = state.users.noise;
      const itemNoise = state.items.noise;
      if (isFresh) {
        users.refresh(state.users, pairsWithin);
        items.refresh(state.items, pairsWithin);
        computeErrors(state.intercept[0]);
      }
      const trainRmse = Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / Math.max(1, errors.length));
      const precision = drawNoise(rng, userNoise, itemNoise);
      const userPriors = drawSidePriors(rng, users, state.users, factors, prior);
      const itemPriors = drawSidePriors(rng, items, state.items, factors, prior);
      drawIntercept(rng, state, precision);

      const ones = new Float64Array(itemNoise.length).fill(1);
      const userOnes = new Float64Array(numRows).fill(1);
      collectForUsers(userNoise, itemNoise, ones);
      users.drawWeights(rng, state.users.weights, userPriors.weights, precision);
      moveUsersAndCollectForItems(userNoise, itemNoise, ones, userOnes);
      items.drawWeights(rng, state.items.weights, itemPriors.weights, precision);
      moveItems(userOnes);

      let work = 0;
      for (let k = 0; k < factors; k++) {
        const rows = users.factor(k);
        const columns = items.factor(k);
        collectForUsers(userNoise, itemNoise, columns);
        users.drawFactor(rng, k, state.users.factors, userPriors.factors[k], precision, pairsWithin);
        moveUsersAndCollectForItems(userNoise, itemNoise, columns, rows);
        items.drawFactor(rng, k, state.items.factors, itemPriors.factors[k], precision, pairsWithin);
        moveItems(rows);
        work += 10 * values.length + 6 * (problem.users.values.length + problem.items.values.length);
        if (work > WORK_BETWEEN_PAUSES) {
          work = 0;
          await pause();
          throwIfCancelled(signal);
        }
      }
      return { precision, userPriors, itemPriors, trainRmse };
    },
  };
}

function drawSidePriors(
  rng: Rng,
  side: SideSums,
  { weights, factors: table }: SideCoefficients,
  factors: number,
  prior: GammaPrior,
): SidePriors {
  const ofTable = (values: Float32Array): NormalPrior[] =>
    side.features.groups.map(({ from, to }) => {
      let count = 0;
      let sum = 0;
      let squares = 0;
      for (let f = from; f < to; f++) {
        if (side.observed[f] === 0) continue;
        count++;
        sum += values[f];
        squares += values[f] ** 2;
      }
      return drawNormalPrior(rng, count, sum, squares, prior);
    });
  const { numFeatures } = side.features;
  return {
    weights: ofTable(weights),
    factors: Array.from({ length: factors }, (_, k) => ofTable(table.subarray(k * numFeatures, (k + 1) * numFeatures))),
  };
}

function rowCounts({ numRows, rowOffsets }: UserItemMatrix): Int32Array {
  return Int32Array.from({ length: numRows }, (_, row) => rowOffsets[row + 1] - rowOffsets[row]);
}

function columnCounts({ numColumns, columnIndices }: UserItemMatrix): Int32Array {
  const counts = new Int32Array(numColumns);
  for (const column of columnIndices) counts[column]++;
  return counts;
}
