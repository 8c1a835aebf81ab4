import { DomainError } from '../base/errors.ts';

export interface SymmetricEigen {
  /** In falling order. */
  readonly values: Float64Array;
  /** Row i is the unit eigenvector of `values[i]`: [n, n], row-major. */
  readonly vectors: Float64Array;
}

const MAX_SWEEPS = 60;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix [n, n]: Householder reduction to tridiagonal form, then QL steps with
 * implicit shifts (Golub and Van Loan, Matrix Computations, 4th ed., sections 8.3.1 and 8.3.3). Time grows with n^3: 400 rows take a fraction of a second.
 * @throws DomainError 'model-invalid' where the matrix holds something that is no number
 */
export function symmetricEigen(matrix: ArrayLike<number>, n: number): SymmetricEigen {
  // Column j of the product of reflections stands in row j, so that every inner loop runs along memory.
  const q = Float64Array.from(matrix);
  const diagonal = new Float64Array(n);
  const offDiagonal = new Float64Array(n);
  tridiagonalize(q, n, diagonal, offDiagonal);
  const columns = transposed(q, n);
  implicitQl(columns, n, diagonal, offDiagonal);
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => diagonal[b]! - diagonal[a]!);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => vectors.set(columns.subarray(from * n, (from + 1) * n), to * n));
  return { values: Float64Array.from(order, (i) => diagonal[i]!), vectors };
}

/** A = Q T Q': leaves Q in `a`, T's diagonal in d and its lower neighbours in e[1..]. */
function tridiagonalize(a: Float64Array, n: number, d: Float64Array, e: Float64Array): void {
  for (let i = n - 1; i > 0; i--) {
    let scale = 0;
    for (let k = 0; k < i; k++) scale += Math.abs(a[i * n + k]!);
    if (i === 1 || scale === 0) {
      e[i] = a[i * n + i - 1]!;
      d[i] = 0;
      continue;
    }
    let h = 0;
    for (let k = 0; k < i; k++) {
      a[i * n + k]! /= scale;
      h += a[i * n + k]! ** 2;
    }
    const f = a[i * n + i - 1]!;
    const g = f >= 0 ? -Math.sqrt(h) : Math.sqrt(h);
    e[i] = scale * g;
    h -= f * g;
    a[i * n + i - 1] = f - g;
    reflect(a, n, i, h, e);
    d[i] = h;
  }
  d[0] = 0;
  e[0] = 0;
  accumulate(a, n, d);
}

/** Applies I - u u' / h from both sides to the leading i rows, u in row i. */
function reflect(a: Float64Array, n: number, i: number, h: number, e: Float64Array): void {
  const u = i * n;
  e.fill(0, 0, i);
  for (let j = 0; j < i; j++) {
    // The lower triangle alone holds the matrix: row j gives both its own product and its share of the columns'.
    const row = j * n;
    const uj = a[u + j]!;
    let sum = a[row + j]! * uj;
    for (let k = 0; k < j; k++) {
      const value = a[row + k]!;
      sum += value * a[u + k]!;
      e[k]! += value * uj;
    }
    e[j]! += sum;
  }
  let f = 0;
  for (let j = 0; j < i; j++) {
    e[j]! /= h;
    f += e[j]! * a[u + j]!;
    a[j * n + i] = a[u + j]! / h;
  }
  const half = f / (h + h);
  for (let j = 0; j < i; j++) {
    const uj = a[u + j]!;
    const g = (e[j]! -= half * uj);
    for (let k = 0; k <= j; k++) a[j * n + k]! -= uj * e[k]! + g * a[u + k]!;
  }
}

function accumulate(a: Float64Array, n: number, d: Float64Array): void {
  const projections = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    if (d[i] !== 0) {
      projections.fill(0, 0, i);
      for (let k = 0; k < i; k++) {
        const weight = a[i * n + k]!;
        for (let j = 0; j < i; j++) projections[j]! += weight * a[k * n + j]!;
      }
      for (let k = 0; k < i; k++) {
        const weight = a[k * n + i]!;
        for (let j = 0; j < i; j++) a[k * n + j]! -= projections[j]! * weight;
      }
    }
    d[i] = a[i * n + i]!;
    a[i * n + i] = 1;
    for (let j = 0; j < i; j++) {
      a[j * n + i] = 0;
      a[i * n + j] = 0;
    }
  }
}

/** Diagonalises T by rotations, which turn the rows of `z` with it. */
function implicitQl(z: Float64Array, n: number, d: Float64Array, e: Float64Array): void {
  e.copyWithin(0, 1);
  e[n - 1] = 0;
  for (let l = 0; l < n; l++) {
    for (let sweep = 0; ; sweep++) {
      let m = l;
      for (; m < n - 1; m++) {
        const size = Math.abs(d[m]!) + Math.abs(d[m + 1]!);
        if (Math.abs(e[m]!) <= Number.EPSILON * size) break;
      }
      if (m === l) break;
      if (sweep === MAX_SWEEPS || !Number.isFinite(d[l]))
        throw new DomainError(
          'model-invalid',
          'A matrix has no eigenvalues because it holds values that are no numbers; train the model again.',
        );
      qlStep(z, n, d, e, l, m);
    }
  }
}

function qlStep(z: Float64Array, n: number, d: Float64Array, e: Float64Array, l: number, m: number): void {
  let g = (d[l + 1]! - d[l]!) / (2 * e[l]!);
  let r = Math.hypot(g, 1);
  g = d[m]! - d[l]! + e[l]! / (g + (g >= 0 ? r : -r));
  let s = 1;
  let c = 1;
  let p = 0;
  for (let i = m - 1; i >= l; i--) {
    const f = s * e[i]!;
    const b = c * e[i]!;
    r = Math.hypot(f, g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1]! -= p;
      e[m] = 0;
      return;
    }
    s = f / r;
    c = g / r;
    g = d[i + 1]! - p;
    r = (d[i]! - g) * s + 2 * c * b;
    p = s * r;
    d[i + 1] = g + p;
    g = c * r - b;
    rotate(z, n, i, c, s);
  }
  d[l]! -= p;
  e[l] = g;
  e[m] = 0;
}

function rotate(z: Float64Array, n: number, i: number, c: number, s: number): void {
  const lower = i * n;
  const upper = lower + n;
  for (let k = 0; k < n; k++) {
    const f = z[upper + k]!;
    const b = z[lower + k]!;
    z[upper + k] = s * b + c * f;
    z[lower + k] = c * b - s * f;
  }
}

function transposed(a: Float64Array, n: number): Float64Array {
  const t = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) t[j * n + i] = a[i * n + j]!;
  return t;
}
