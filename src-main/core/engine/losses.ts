import { invariant } from '../base/assertions.ts';
import { constant, type Value } from './graph.ts';
import { add, cast, div, equal, logSoftmax, matMul, mul, reduceMean, reduceSum, reshape, softplus, sub, transpose, where } from './ops.ts';
import type { Dtype } from './tensor.ts';

const everyAxis = (x: Value): number[] => x.shape.map((_, axis) => axis);
const mean = (x: Value): Value => (x.shape.length === 0 ? x : reduceMean(x, everyAxis(x)));
const total = (x: Value): Value => (x.shape.length === 0 ? x : reduceSum(x, everyAxis(x)));

/** Mean over examples, each counted by its weight; a plain mean without weights. */
export function weightedMean(values: Value, weights: Value | undefined): Value {
  return weights === undefined ? mean(values) : div(total(mul(values, weights)), total(weights));
}

/** mean (prediction - target)^2 */
export function squaredError(prediction: Value, target: Value, weights?: Value): Value {
  const difference = sub(prediction, target);
  return weightedMean(mul(difference, difference), weights);
}

/** -mean ln sigma(positive - negative) (Rendle et al. 2009, equation 4; -ln sigma(x) = softplus(-x)). */
export const bayesianPersonalizedRanking = (positive: Value, negative: Value, weights?: Value): Value =>
  weightedMean(softplus(sub(negative, positive)), weights);

/** Binary cross entropy of logits: softplus(x) - target x. */
export const binaryCrossEntropy = (logits: Value, target: Value, weights?: Value): Value =>
  weightedMean(sub(softplus(logits), mul(target, logits)), weights);

export interface GbceOptions {
  /** Films that a negative is drawn from. */
  readonly catalogueSize: number;
  /** 0 is plain binary cross entropy, 1 removes all overconfidence that sampling brings. */
  readonly calibration: number;
  /** Of the positives, [N]. */
  readonly weights?: Value;
}

/**
 * Generalised binary cross entropy (Petrov and Macdonald 2023, equations 12 and 15): the positive's probability is raised to
 * beta = a (t (1 - 1/a) + 1/a), where a = negatives / (catalogue - 1) and t is the calibration.
 * @param positive logits [N] @param negatives logits [N, k]
 */
export function generalizedBinaryCrossEntropy(
  positive: Value,
  negatives: Value,
  { catalogueSize, calibration, weights }: GbceOptions,
): Value {
  const count = negatives.shape.at(-1)!;
  const rate = count / (catalogueSize - 1);
  const beta = rate * (calibration * (1 - 1 / rate) + 1 / rate);
  const ofPositive = mul(softplus(sub(0, positive)), beta);
  return mul(weightedMean(add(ofPositive, reduceSum(softplus(negatives), [-1])), weights), 1 / (count + 1));
}

/** -mean ln softmax(logits)[label]: logits [N, classes], int32 labels [N]. */
export function crossEntropy(logits: Value, labels: Value, weights?: Value): Value {
  const [rows, classes] = logits.shape as readonly [number, number];
  const isLabel = equal(reshape(labels, [rows, 1]), sequence(classes, labels.dtype));
  return weightedMean(reduceSum(where(isLabel, sub(0, logSoftmax(logits)), 0), [1]), weights);
}

export interface SampledSoftmaxOptions {
  readonly temperature: number;
  /** ln of the probability with which each candidate enters a batch, [N] (Yi et al. 2019, equation 3). */
  readonly logProbabilities?: Value;
  /** int32 ids of the candidates, [N]: one that is also the answer of a row is no negative there (an accidental hit). */
  readonly candidateIds?: Value;
}

/** Hides a candidate; small enough to stay finite after division by any temperature in use. */
const HIDDEN = -1e9;

/**
 * Softmax over the batch: row i's answer is candidate i, the other candidates are its negatives.
 * @param queries [N, d] @param candidates [N, d]
 */
export function sampledSoftmax(queries: Value, candidates: Value, options: SampledSoftmaxOptions): Value {
  const { temperature, logProbabilities, candidateIds } = options;
  const count = queries.shape[0]!;
  invariant(candidates.shape[0] === count, `${candidates.shape[0]} candidates for ${count} queries`);
  const eye = identityMatrix(count);
  let logits = mul(matMul(queries, transpose(candidates)), 1 / temperature);
  if (logProbabilities !== undefined) logits = sub(logits, logProbabilities);
  if (candidateIds !== undefined) {
    const isSame = cast(equal(reshape(candidateIds, [count, 1]), candidateIds), 'float32');
    logits = add(logits, mul(sub(isSame, eye), HIDDEN));
  }
  return mul(total(mul(logSoftmax(logits), eye)), -1 / count);
}

/** 0, 1, ... length - 1 */
export function sequence(length: number, dtype: Dtype): Value {
  invariant(dtype === 'int32' || dtype === 'int64', `a sequence of ${dtype}`);
  const data = Int32Array.from({ length }, (_, i) => i);
  return constant(
    dtype === 'int32' ? { dtype, shape: [length], data } : { dtype, shape: [length], data: BigInt64Array.from(data, BigInt) },
  );
}

/** As a comparison of two sequences, so that the graph carries 2 n numbers and not n^2. */
function identityMatrix(count: number): Value {
  const places = sequence(count, 'int32');
  return cast(equal(reshape(places, [count, 1]), places), 'float32');
}
