import { invariant } from '../../base/assertions.ts';
import { solvePositiveDefinite } from '../../engine/cholesky.ts';
import { type RowTable, rowTable } from '../../engine/simd/rowTable.ts';
import type { Person } from '../recommender.ts';

/** Item factors and what folding a person in needs. Row i of `itemFactors` [numItems, factors] belongs to item i. */
export interface ItemSide {
  readonly numItems: number;
  readonly factors: number;
  readonly itemFactors: Float32Array;
  /** The same factors where a product with all of them is quick. */
  readonly table?: RowTable;
}

/** As many factors as plain code multiplies in about a millisecond. */
const MANY_FACTORS = 1 << 20;

/** The same items, ready to be scored again and again: many factors move into a table of vector instructions, sums of few stay in double precision. */
export function servedItems<Items extends ItemSide>(items: Items): Items {
  if (items.itemFactors.length < MANY_FACTORS) return items;
  const table = rowTable(items.itemFactors, items.factors);
  return { ...items, itemFactors: table.rows, table };
}

export interface ExplicitItems extends ItemSide {
  readonly itemBiases: Float32Array;
  readonly globalMean: number;
}

export interface ExplicitPerson {
  readonly factors: Float64Array;
  readonly bias: number;
}

/** Regularization of a person with `count` ratings. */
export interface ExplicitRegularization {
  readonly factors: (count: number) => number;
  readonly bias: (count: number) => number;
}

/**
 * The exact half sweep of one person: (Y^T Y + diag(reg)) [x; b] = Y^T (r - mean - itemBiases), where Y's rows are the rated
 * items' factors with a 1 appended. A person without ratings is the zero vector: everybody's mean.
 */
export function foldInExplicit(items: ExplicitItems, person: Person, regularization: ExplicitRegularization): ExplicitPerson {
  const { factors: k, itemFactors, itemBiases, globalMean } = items;
  const count = person.itemIndices.length;
  if (count === 0) return { factors: new Float64Array(k), bias: 0 };
  const width = k + 1;
  const matrix = new Float64Array(width * width);
  const vector = new Float64Array(width);
  const row = new Float64Array(width);
  row[k] = 1;
  for (let i = 0; i < count; i++) {
    const item = person.itemIndices[i]!;
    for (let f = 0; f < k; f++) row[f] = itemFactors[item * k + f]!;
    addOuterProduct(matrix, row);
    const target = person.ratings[i]! - globalMean - itemBiases[item]!;
    for (let f = 0; f < width; f++) vector[f]! += target * row[f]!;
  }
  const factorWeight = regularization.factors(count);
  for (let f = 0; f < k; f++) matrix[f * width + f]! += factorWeight;
  matrix[k * width + k]! += regularization.bias(count);
  solvePositiveDefinite(matrix, vector);
  return { factors: vector.slice(0, k), bias: vector[k]! };
}

/**
 * The exact half sweep of one person under implicit feedback: (Y^T Y + unobservedWeight * G + reg I) x = Y^T 1, Y's rows the
 * rated items' factors, G [factors, factors] the Gram matrix of all items. A person without ratings is the zero vector.
 */
export function foldInImplicit(
  items: ItemSide,
  person: Person,
  weightedGram: Float64Array,
  regularization: (count: number) => number,
): Float64Array {
  const { factors: k, itemFactors } = items;
  const vector = new Float64Array(k);
  const count = person.itemIndices.length;
  if (count === 0) return vector;
  const matrix = weightedGram.slice();
  const row = new Float64Array(k);
  for (let i = 0; i < count; i++) {
    const item = person.itemIndices[i]!;
    for (let f = 0; f < k; f++) row[f] = itemFactors[item * k + f]!;
    addOuterProduct(matrix, row);
    for (let f = 0; f < k; f++) vector[f]! += row[f]!;
  }
  const weight = regularization(count);
  for (let f = 0; f < k; f++) matrix[f * k + f]! += weight;
  solvePositiveDefinite(matrix, vector);
  return vector;
}

/** Lower triangle of matrix += row row^T. */
function addOuterProduct(matrix: Float64Array, row: Float64Array): void {
  const width = row.length;
  for (let a = 0; a < width; a++) {
    const scale = row[a]!;
    const at = a * width;
    for (let b = 0; b <= a; b++) matrix[at + b]! += scale * row[b]!;
  }
}

/** [numItems] x . y_i + offset_i */
export function itemScores(
  { numItems, factors: k, itemFactors, table }: ItemSide,
  vector: Float64Array,
  offsets: Float32Array | null,
  constant: number,
): Float32Array {
  invariant(vector.length === k, `a person of ${vector.length} factors met items of ${k}`);
  const offset = (item: number) => constant + (offsets === null ? 0 : offsets[item]!);
  if (table !== undefined) {
    const products = table.timesVector(vector);
    for (let item = 0; item < numItems; item++) products[item]! += offset(item);
    return products;
  }
  const scores = new Float32Array(numItems);
  // Four films at a time: one sum alone would wait for itself, and each entry of the vector is read once for all four.
  let item = 0;
  for (; item + 3 < numItems; item += 4) {
    const a = item * k;
    const b = a + k;
    const c = b + k;
    const d = c + k;
    let sumA = 0;
    let sumB = 0;
    let sumC = 0;
    let sumD = 0;
    for (let f = 0; f < k; f++) {
      const x = vector[f]!;
      sumA += x * itemFactors[a + f]!;
      sumB += x * itemFactors[b + f]!;
      sumC += x * itemFactors[c + f]!;
      sumD += x * itemFactors[d + f]!;
    }
    scores[item] = sumA + offset(item);
    scores[item + 1] = sumB + offset(item + 1);
    scores[item + 2] = sumC + offset(item + 2);
    scores[item + 3] = sumD + offset(item + 3);
  }
  for (; item < numItems; item++) {
    let sum = offset(item);
    for (let f = 0; f < k; f++) sum += vector[f]! * itemFactors[item * k + f]!;
    scores[item] = sum;
  }
  return scores;
}

/** [numItems] cosine of every item's factors with one item's; that item itself is -Infinity, items without factors are 0. */
export function cosineToItem(items: ItemSide, itemIndex: number): Float32Array {
  const { numItems, factors: k, itemFactors } = items;
  const vector = Float64Array.from(itemFactors.subarray(itemIndex * k, (itemIndex + 1) * k));
  const scores = itemScores(items, vector, null, 0);
  const own = Math.hypot(...vector);
  for (let item = 0; item < numItems; item++) {
    let squares = 0;
    for (let at = item * k; at < (item + 1) * k; at++) squares += itemFactors[at]! ** 2;
    const norms = own * Math.sqrt(squares);
    scores[item] = norms > 0 ? scores[item]! / norms : 0;
  }
  scores[itemIndex] = Number.NEGATIVE_INFINITY;
  return scores;
}
