import { topK } from '../topK.ts';

/** How deep each part's list is looked into for films that a blend could put first. */
const DEPTH = 60;
const LIST = 10;
/** Weights are tried in steps of 1 / STEPS. */
const STEPS = 10;

/** In place: mean 0 and standard deviation 1 over all films, so that parts with other units can be added; a constant becomes 0. */
export function standardize(scores: Float32Array): Float32Array {
  let sum = 0;
  for (const score of scores) sum += score;
  const mean = sum / scores.length;
  let squares = 0;
  for (const score of scores) squares += (score - mean) ** 2;
  const deviation = Math.sqrt(squares / scores.length);
  const scale = deviation > 1e-12 ? 1 / deviation : 0;
  for (let i = 0; i < scores.length; i++) scores[i] = (scores[i] - mean) * scale;
  return scores;
}

/** What one person's validation films say about the weights of lists. */
export interface ListCase {
  /** [candidates, parts] standardized scores. */
  readonly scores: Float32Array;
  /** [candidates] */
  readonly isRelevant: Uint8Array;
  /** Validation films, candidates or not. */
  readonly numRelevant: number;
}

/** @param scores by part, standardized over all films @param seen films of the training part */
export function listCase(scores: readonly Float32Array[], seen: Iterable<number>, relevant: ReadonlySet<number>): ListCase {
  const excluded = [...seen];
  const candidates = [...new Set(scores.flatMap((ofPart) => Array.from(topK(ofPart, DEPTH, excluded).itemIndices)))];
  return {
    scores: Float32Array.from(candidates.flatMap((item) => scores.map((ofPart) => ofPart[item]))),
    isRelevant: Uint8Array.from(candidates, (item) => (relevant.has(item) ? 1 : 0)),
    numRelevant: relevant.size,
  };
}

/** Of all weights on a grid that sum to 1, those with the highest mean NDCG@10 (binary gain); the earliest of equals. */
export function fitListWeights(cases: readonly ListCase[], parts: number): Float64Array {
  let best: { readonly weights: Float64Array; readonly value: number } = {
    weights: new Float64Array(parts).fill(1 / parts),
    value: Number.NEGATIVE_INFINITY,
  };
  if (cases.length === 0) return best.weights;
  for (const weights of simplex(parts, STEPS)) {
    const value = cases.reduce((sum, each) => sum + ndcg(each, weights), 0) / cases.length;
    if (value > best.value) best = { weights, value };
  }
  return best.weights;
}

/** All weights in steps of 1 / steps that sum to 1. */
function simplex(parts: number, steps: number): Float64Array[] {
  const rows = (left: number, more: number): number[][] =>
    more === 1 ? [[left]] : Array.from({ length: left + 1 }, (_, own) => rows(left - own, more - 1).map((rest) => [own, ...rest])).flat();
  return rows(steps, parts).map((row) => Float64Array.from(row, (value) => value / steps));
}

function ndcg({ scores, isRelevant, numRelevant }: ListCase, weights: Float64Array): number {
  const parts = weights.length;
  const blended = Float32Array.from(isRelevant, (_, candidate) => {
    let sum = 0;
    for (let p = 0; p < parts; p++) sum += weights[p] * scores[candidate * parts + p];
    return sum;
  });
  const order = topK(blended, LIST).itemIndices;
  let gain = 0;
  let ideal = 0;
  order.forEach((candidate, rank) => (gain += isRelevant[candidate] / Math.log2(rank + 2)));
  for (let rank = 0; rank < Math.min(LIST, numRelevant); rank++) ideal += 1 / Math.log2(rank + 2);
  return ideal === 0 ? 0 : gain / ideal;
}
