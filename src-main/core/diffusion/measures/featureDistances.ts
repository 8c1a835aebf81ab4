import { invariant } from '../../base/assertions.ts';
import { symmetricEigen } from '../../engine/symmetricEigen.ts';

/** Rows of `width` numbers, one a picture. */
export interface Features {
  readonly width: number;
  readonly data: Float32Array;
}

export const countOf = ({ width, data }: Features): number => data.length / width;

/** Every row scaled to length sqrt(width): what the distances below compare. Raw lengths order small pictures wrongly. */
export function scaled({ width, data }: Features): Features {
  const result = new Float32Array(data.length);
  for (let from = 0; from < data.length; from += width) {
    let square = 0;
    for (let i = from; i < from + width; i++) square += data[i]! * data[i]!;
    const factor = square === 0 ? 0 : Math.sqrt(width / square);
    for (let i = from; i < from + width; i++) result[i] = data[i]! * factor;
  }
  return { width, data: result };
}

function dot(a: Float32Array, from: number, b: Float32Array, other: number, width: number): number {
  let sum = 0;
  for (let i = 0; i < width; i++) sum += a[from + i]! * b[other + i]!;
  return sum;
}

/** (x . y / width + 1)^3 */
const polynomial = (product: number, width: number): number => (product / width + 1) ** 3;

/**
 * Kernel inception distance: the unbiased estimate of the squared maximum mean discrepancy under the polynomial kernel of degree 3, over all pairs
 * (Binkowski et al. 2018, equation 4). May fall below 0 where the two are alike.
 */
export function kernelDistance(a: Features, b: Features): number {
  invariant(a.width === b.width, `features of ${a.width} and ${b.width}`);
  const [x, y] = [scaled(a), scaled(b)];
  return meanWithin(x) + meanWithin(y) - 2 * meanBetween(x, y);
}

function meanWithin(x: Features): number {
  const n = countOf(x);
  let sum = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) sum += polynomial(dot(x.data, i * x.width, x.data, j * x.width, x.width), x.width);
  return (2 * sum) / (n * (n - 1));
}

function meanBetween(x: Features, y: Features): number {
  const [n, m] = [countOf(x), countOf(y)];
  let sum = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < m; j++) sum += polynomial(dot(x.data, i * x.width, y.data, j * x.width, x.width), x.width);
  return sum / (n * m);
}

/**
 * Frechet distance between normal distributions fitted to both (Heusel et al. 2017, equation 6): |mu_x - mu_y|^2 + tr(S_x + S_y - 2 (S_x S_y)^1/2). With
 * S = A A' for centred features A / sqrt(n - 1), the last trace is the sum of the singular values of A_x' A_y, so that nothing of size width^2 is needed.
 */
export function frechetDistance(a: Features, b: Features): number {
  const [x, y] = [centred(scaled(a)), centred(scaled(b))];
  let meanDistance = 0;
  for (let i = 0; i < a.width; i++) meanDistance += (x.mean[i]! - y.mean[i]!) ** 2;
  const small = x.count <= y.count ? x : y;
  const large = small === x ? y : x;
  const cross = new Float64Array(small.count * large.count);
  for (let i = 0; i < small.count; i++) {
    for (let j = 0; j < large.count; j++) cross[i * large.count + j] = dot(small.data, i * a.width, large.data, j * a.width, a.width);
  }
  const gram = new Float64Array(small.count * small.count);
  for (let i = 0; i < small.count; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < large.count; k++) sum += cross[i * large.count + k]! * cross[j * large.count + k]!;
      gram[i * small.count + j] = gram[j * small.count + i] = sum;
    }
  }
  const singular = symmetricEigen(gram, small.count).values.reduce((sum, value) => sum + Math.sqrt(Math.max(0, value)), 0);
  return meanDistance + x.trace + y.trace - 2 * singular;
}

function centred({ width, data }: Features): { count: number; mean: Float64Array; data: Float32Array; trace: number } {
  const count = data.length / width;
  const mean = new Float64Array(width);
  for (let i = 0; i < data.length; i++) mean[i % width]! += data[i]! / count;
  const factor = 1 / Math.sqrt(Math.max(1, count - 1));
  let trace = 0;
  const result = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const value = (data[i]! - mean[i % width]!) * factor;
    result[i] = value;
    trace += value * value;
  }
  return { count, mean, data: result, trace };
}
