export interface Eigen {
  /** Descending. */
  readonly values: Float64Array;
  /** [n, n]: row i is the unit vector of the i-th value. */
  readonly vectors: Float64Array;
}

const MAX_SWEEPS = 30;

/**
 * Eigenvalues and vectors of a symmetric matrix [n, n] by cyclic Jacobi rotations (Golub, Van Loan, Matrix Computations, 4th ed., section
 * 8.5.3): slow beyond a few hundred rows, accurate at any size.
 */
export function symmetricEigen(symmetric: Float64Array, n: number): Eigen {
  const a = symmetric.slice();
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  for (let sweep = 0; sweep < MAX_SWEEPS && offDiagonal(a, n) > 1e-22 * total(a); sweep++) {
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q);
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j]! - a[i * n + i]!);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => vectors.set(v.subarray(from * n, (from + 1) * n), to * n));
  return { values: Float64Array.from(order, (i) => a[i * n + i]!), vectors };
}

/** Makes a[p, q] zero; rows of `v` turn along. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const pq = a[p * n + q]!;
  if (pq === 0) return;
  const tau = (a[q * n + q]! - a[p * n + p]!) / (2 * pq);
  const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const cosine = 1 / Math.sqrt(1 + t * t);
  const sine = t * cosine;
  for (let i = 0; i < n; i++) {
    const ip = a[i * n + p]!;
    const iq = a[i * n + q]!;
    a[i * n + p] = cosine * ip - sine * iq;
    a[i * n + q] = sine * ip + cosine * iq;
  }
  for (const m of [a, v]) {
    for (let i = 0; i < n; i++) {
      const pi = m[p * n + i]!;
      const qi = m[q * n + i]!;
      m[p * n + i] = cosine * pi - sine * qi;
      m[q * n + i] = sine * pi + cosine * qi;
    }
  }
}

function offDiagonal(a: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) sum += a[i * n + j]! ** 2;
  return sum;
}

const total = (a: Float64Array): number => a.reduce((sum, entry) => sum + entry * entry, 0);
