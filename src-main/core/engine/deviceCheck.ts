import { graph, input, type Value } from './graph.ts';
import { add, exp, gather, loop, matMul, mul, reduceSum, reshape, scatterNd, sigmoid, softmax, sqrt, sub, transpose } from './ops.ts';
import type { Tensor } from './tensor.ts';
import type { TensorRuntime } from './tensorRuntime.ts';

/** Largest difference from the CPU that is trusted, relative to the largest magnitude of the output. */
export const DEVICE_TOLERANCE = 1e-3;

const ROWS = 24;
const COLUMNS = 16;

/**
 * Runs one small graph of everything that the recommenders use on a device and on the CPU.
 * @returns the largest difference, relative to the largest magnitude of each output; NaN counts as infinite.
 */
export async function largestDifference(device: TensorRuntime, reference: TensorRuntime): Promise<number> {
  const outputs = await Promise.all([device, reference].map(runCheck));
  let worst = 0;
  for (const [name, expected] of Object.entries(outputs[1]!)) worst = Math.max(worst, relativeDifference(outputs[0]![name]!, expected));
  return worst;
}

async function runCheck(runtime: TensorRuntime): Promise<Record<string, Tensor>> {
  const x = input('x', 'float32', [ROWS, COLUMNS]);
  const w = input('w', 'float32', [COLUMNS, COLUMNS]);
  const rows = input('rows', 'int32', [4, 6]);
  const places = input('places', 'int64', [ROWS, 1]);
  const compiled = await runtime.compile(graph('device-check', [x, w, rows, places], checkOutputs(x, w, rows, places)));
  try {
    return await compiled.run({
      x: waves([ROWS, COLUMNS], 0.37),
      w: waves([COLUMNS, COLUMNS], 0.71),
      rows: { dtype: 'int32', shape: [4, 6], data: Int32Array.from({ length: 24 }, (_, i) => (i * 7) % ROWS) },
      places: { dtype: 'int64', shape: [ROWS, 1], data: BigInt64Array.from({ length: ROWS }, (_, i) => BigInt((i * 5) % COLUMNS)) },
    });
  } finally {
    await compiled.dispose();
  }
}

function checkOutputs(x: Value, w: Value, rows: Value, places: Value): Record<string, Value> {
  const product = matMul(x, w);
  const gathered = gather(x, rows);
  const gram = matMul(transpose(gathered), gathered);
  const [descended] = loop(3, [w], (_step, [weights]) => [sub(weights!, mul(matMul(transpose(x), matMul(x, weights!)), 1e-2))]);
  return {
    product,
    gram,
    descended: descended!,
    attention: softmax(matMul(product, transpose(product))),
    gates: sigmoid(add(reduceSum(product, [1], true), x)),
    norms: sqrt(add(reduceSum(mul(x, x), [1]), exp(reshape(reduceSum(product, [1]), [ROWS])))),
    scattered: scatterNd(w, places, x, 'add'),
  };
}

/** Smooth, reproducible numbers in [-1, 1] without a random generator. */
function waves(shape: readonly [number, number], frequency: number): Tensor {
  return {
    dtype: 'float32',
    shape,
    data: Float32Array.from({ length: shape[0] * shape[1] }, (_, i) => Math.sin(frequency * i * (1 + i * 1e-3))),
  };
}

function relativeDifference(actual: Tensor, expected: Tensor): number {
  let difference = 0;
  let magnitude = 0;
  for (let i = 0; i < expected.data.length; i++) {
    difference = Math.max(difference, Math.abs(Number(actual.data[i]) - Number(expected.data[i])));
    magnitude = Math.max(magnitude, Math.abs(Number(expected.data[i])));
    if (Number.isNaN(Number(actual.data[i]))) return Number.POSITIVE_INFINITY;
  }
  return magnitude === 0 ? difference : difference / magnitude;
}

/** Rate of a square fp32 product with its operands on the device, in GFLOP/s: the best of `repeats`. */
export async function productRate(runtime: TensorRuntime, size: number, repeats: number, nowMs: () => number): Promise<number> {
  const a = input('a', 'float32', [size, size]);
  const b = input('b', 'float32', [size, size]);
  // The sum is all that comes back, so that the copy home is not measured.
  const compiled = await runtime.compile(graph('product-rate', [a, b], { sum: reduceSum(matMul(a, b), [0, 1]) }));
  const inputs = { a: await runtime.upload(waves([size, size], 0.3)), b: await runtime.upload(waves([size, size], 0.5)) };
  try {
    let best = Number.POSITIVE_INFINITY;
    for (let i = 0; i <= repeats; i++) {
      const start = nowMs();
      await compiled.run(inputs);
      // The first run warms caches and compiles shaders.
      if (i > 0) best = Math.min(best, nowMs() - start);
    }
    return (2 * size ** 3) / (best * 1e6);
  } finally {
    inputs.a.dispose();
    inputs.b.dispose();
    await compiled.dispose();
  }
}
