import type { Rng } from '../../base/rng.ts';
import { graph, input } from '../../engine/graph.ts';
import { matMul, transpose } from '../../engine/ops.ts';
import { symmetricEigen } from '../../engine/symmetricEigen.ts';
import type { TensorRuntime } from '../../engine/tensorRuntime.ts';

/** Pictures as a normal distribution over their leading principal components: what a painter must beat. */
export interface GaussianPictures {
  draw(rng: Rng): Float32Array;
}

export const COMPONENTS = 200;
const EXTRA = 20;
const POWER_STEPS = 3;

/**
 * Fits by randomised subspace iteration (Halko, Martinsson, Tropp 2011, algorithms 4.4 and 5.1), its products on the device.
 * @param rows pictures as planes, [count, size]; centred in place
 */
export async function fitGaussianPictures(rows: Float32Array, size: number, runtime: TensorRuntime, rng: Rng): Promise<GaussianPictures> {
  const count = rows.length / size;
  const mean = new Float32Array(size);
  for (let i = 0; i < rows.length; i++) mean[i % size]! += rows[i]! / count;
  for (let i = 0; i < rows.length; i++) rows[i]! -= mean[i % size]!;
  const rank = Math.min(COMPONENTS + EXTRA, count, size);
  const data = await runtime.upload({ dtype: 'float32', shape: [count, size], data: rows });
  const x = input('x', 'float32', [count, size]);
  const q = input('q', 'float32', [size, rank]);
  const b = input('b', 'float32', [count, rank]);
  const forward = await runtime.compile(graph('project', [x, q], { y: matMul(x, q) }));
  const backward = await runtime.compile(graph('back', [x, b], { y: matMul(transpose(x), b) }));
  const project = async (basis: Float32Array): Promise<Float32Array> =>
    (await forward.run({ x: data, q: { dtype: 'float32', shape: [size, rank], data: basis } }))['y']!.data as Float32Array;
  const back = async (scores: Float32Array): Promise<Float32Array> =>
    (await backward.run({ x: data, b: { dtype: 'float32', shape: [count, rank], data: scores } }))['y']!.data as Float32Array;
  try {
    let basis = orthonormal(rng.normals(size * rank), size, rank);
    for (let step = 0; step < POWER_STEPS; step++) basis = orthonormal(await back(await project(basis)), size, rank);
    const scores = await project(basis);
    const { values, vectors } = symmetricEigen(gramOf(scores, count, rank, count - 1), rank);
    const kept = Math.min(COMPONENTS, rank);
    return {
      draw(source) {
        const weights = new Float64Array(rank);
        for (let i = 0; i < kept; i++) {
          const z = Math.sqrt(Math.max(0, values[i]!)) * source.normal();
          for (let j = 0; j < rank; j++) weights[j]! += z * vectors[i * rank + j]!;
        }
        return mean.map((value, pixel) => {
          let sum = value;
          for (let j = 0; j < rank; j++) sum += basis[pixel * rank + j]! * weights[j]!;
          return Math.max(-1, Math.min(1, sum));
        });
      },
    };
  } finally {
    data.dispose();
    await forward.dispose();
    await backward.dispose();
  }
}

/** A' A / divisor for A [rows, rank]. */
function gramOf(a: Float32Array, rows: number, rank: number, divisor: number): Float64Array {
  const gram = new Float64Array(rank * rank);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < rank; i++) {
      const value = a[row * rank + i]!;
      for (let j = 0; j <= i; j++) gram[i * rank + j]! += value * a[row * rank + j]!;
    }
  }
  for (let i = 0; i < rank; i++) for (let j = 0; j <= i; j++) gram[j * rank + i] = gram[i * rank + j]! /= divisor;
  return gram;
}

/** Columns of A [rows, rank] made orthonormal through the eigenvectors of A' A; directions that vanish are left at zero. */
function orthonormal(a: Float32Array, rows: number, rank: number): Float32Array {
  const { values, vectors } = symmetricEigen(gramOf(a, rows, rank, 1), rank);
  const result = new Float32Array(a.length);
  const least = values[0]! * 1e-10;
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < rank; k++) {
      if (values[k]! <= least) continue;
      let sum = 0;
      for (let j = 0; j < rank; j++) sum += a[row * rank + j]! * vectors[k * rank + j]!;
      result[row * rank + k] = sum / Math.sqrt(values[k]!);
    }
  }
  return result;
}
