import { createRng, type Rng, shuffleInPlace } from '../../src-main/core/base/rng.ts';
import type { OpType, Value } from '../../src-main/core/engine/graph.ts';
import * as ops from '../../src-main/core/engine/ops.ts';
import type { Tensor } from '../../src-main/core/engine/tensor.ts';
import { size } from './reference/array64.ts';

/** One application of an operator to drawn inputs of drawn shapes. */
export interface OperatorCase {
  readonly inputs: readonly Tensor[];
  /** Which inputs a gradient is asked for. */
  readonly differentiable: readonly number[];
  readonly apply: (values: readonly Value[]) => Value;
}

/** A case of every operator, from a seed: one table for finite differences, for the CPU and for GPUs. */
export function operatorCase(opType: OpType, seed: number): OperatorCase {
  return cases[opType](createRng(seed, opType));
}

/** Distinct multiples of 0.07 around zero (but never zero), so that no finite difference steps over a kink or a tie. */
function apart(rng: Rng, shape: readonly number[], offset = 0): Tensor {
  const count = size(shape);
  const ranks = shuffleInPlace(
    Array.from({ length: count }, (_, i) => i - Math.floor(count / 2)),
    rng,
  );
  return floats(shape, ranks, (rank) => rank * 0.07 + 0.031 + offset);
}

const normals = (rng: Rng, shape: readonly number[]): Tensor => floats(shape, Array.from({ length: size(shape) }), () => rng.normal());

/** Uniform in [0.4, 2). */
const positives = (rng: Rng, shape: readonly number[]): Tensor =>
  floats(shape, Array.from({ length: size(shape) }), () => 0.4 + 1.6 * rng.uniform());

function floats<T>(shape: readonly number[], from: readonly T[], value: (item: T) => number): Tensor {
  return { dtype: 'float32', shape, data: Float32Array.from(from, value) };
}

const integers = (dtype: 'int32' | 'int64', shape: readonly number[], draw: () => number): Tensor => {
  const values = Array.from({ length: size(shape) }, draw);
  return dtype === 'int32' ? { dtype, shape, data: Int32Array.from(values) } : { dtype, shape, data: BigInt64Array.from(values, BigInt) };
};

const shapeOf = (rng: Rng, least = 1, most = 3): number[] =>
  Array.from({ length: least + rng.integer(most - least + 1) }, () => 1 + rng.integer(4));

/** Two shapes that broadcast: each axis of a common shape is kept, made one, or (leading axes) left out. */
function broadcastShapes(rng: Rng): [number[], number[]] {
  const whole = shapeOf(rng, 1, 3);
  const thin = (): number[] => {
    const shape = whole.map((length) => (rng.uniform() < 0.3 ? 1 : length));
    return rng.uniform() < 0.3 ? shape.slice(1 + rng.integer(shape.length)) : shape;
  };
  return rng.uniform() < 0.5 ? [whole, thin()] : [thin(), whole];
}

type Case = (rng: Rng) => OperatorCase;
const all = (inputs: readonly Tensor[], apply: OperatorCase['apply']): OperatorCase => ({
  inputs,
  differentiable: inputs.map((_, i) => i),
  apply,
});

const unary =
  (op: (x: Value) => Value, draw: (rng: Rng, shape: readonly number[]) => Tensor = normals): Case =>
  (rng) =>
    all([draw(rng, shapeOf(rng))], ([x]) => op(x!));

const binary =
  (op: (a: Value, b: Value) => Value, draw: (rng: Rng, shape: readonly number[]) => Tensor = normals): Case =>
  (rng) => {
    const [a, b] = broadcastShapes(rng);
    return all([draw(rng, a), draw(rng, b)], ([x, y]) => op(x!, y!));
  };

const comparison =
  (op: (a: Value, b: Value) => Value): Case =>
  (rng) => {
    const [a, b] = broadcastShapes(rng);
    const draw = (shape: readonly number[]) => floats(shape, Array.from({ length: size(shape) }), () => rng.integer(3));
    return { inputs: [draw(a), draw(b)], differentiable: [], apply: ([x, y]) => ops.cast(op(x!, y!), 'float32') };
  };

const reduction =
  (op: (x: Value, axes: readonly number[], keepdims: boolean) => Value): Case =>
  (rng) => {
    const shape = shapeOf(rng);
    const first = rng.integer(shape.length);
    const axes = shape.map((_, i) => i).filter((i) => i === first || rng.uniform() < 0.4);
    const signed = axes.map((axis) => (rng.uniform() < 0.3 ? axis - shape.length : axis));
    const keepdims = rng.uniform() < 0.5;
    return all([apart(rng, shape)], ([x]) => op(x!, signed, keepdims));
  };

function convolution(rng: Rng) {
  const kernel = [1 + rng.integer(3), 1 + rng.integer(3)] as const;
  const strides = [1 + rng.integer(2), 1 + rng.integer(2)] as const;
  const pads = [rng.integer(kernel[0]), rng.integer(kernel[1]), rng.integer(kernel[0]), rng.integer(kernel[1])] as const;
  const [n, c, m] = [1 + rng.integer(2), 1 + rng.integer(3), 1 + rng.integer(3)] as const;
  const [height, width] = [3 + rng.integer(4), 3 + rng.integer(4)] as const;
  return { n, c, m, height, width, strides, pads, weight: normals(rng, [m, c, ...kernel]) };
}

const cases: { readonly [T in OpType]: Case } = {
  Abs: unary(ops.abs, apart),
  Add: binary(ops.add),
  AveragePool: (rng) => {
    const factor = 1 + rng.integer(3);
    return all([normals(rng, [1 + rng.integer(2), 2, factor * (1 + rng.integer(3)), factor * 2])], ([x]) => ops.averagePool(x!, factor));
  },
  Cast: (rng) => all([normals(rng, shapeOf(rng))], ([x]) => ops.mul(ops.cast(ops.cast(x!, 'float32'), 'float32'), 1)),
  Concat: (rng) => {
    const shape = shapeOf(rng);
    const axis = rng.integer(shape.length);
    const parts = Array.from({ length: 1 + rng.integer(3) }, () => normals(rng, shape.with(axis, 1 + rng.integer(3))));
    const signed = rng.uniform() < 0.5 ? axis : axis - shape.length;
    return all(parts, (values) => ops.concat(values, signed));
  },
  ConstantOfShape: (rng) => all([normals(rng, [2, 3])], ([x]) => ops.add(x!, ops.filled([2, 3], 0.5))),
  Conv: (rng) => {
    const { n, c, m, height, width, strides, pads, weight } = convolution(rng);
    const bias = rng.uniform() < 0.5 ? [normals(rng, [m])] : [];
    return all([normals(rng, [n, c, height, width]), weight, ...bias], ([x, w, b]) => ops.conv(x!, w!, { strides, pads }, b));
  },
  ConvTranspose: (rng) => {
    const { n, m, height, width, strides, pads, weight } = convolution(rng);
    const outputPadding = [rng.integer(strides[0]), rng.integer(strides[1])] as const;
    return all([normals(rng, [n, m, height, width]), weight], ([x, w]) => ops.convTranspose(x!, w!, { strides, pads, outputPadding }));
  },
  Cos: unary(ops.cos),
  Div: binary(ops.div, positives),
  Equal: comparison(ops.equal),
  Erf: unary(ops.erf),
  Exp: unary(ops.exp),
  Expand: (rng) => {
    const [a, b] = broadcastShapes(rng);
    const [small, large] = size(a) * a.length <= size(b) * b.length && a.length <= b.length ? [a, b] : [b, a];
    return all([normals(rng, small)], ([x]) => ops.expand(x!, large));
  },
  Gather: (rng) => {
    const shape = shapeOf(rng);
    const axis = rng.integer(shape.length);
    const indices = integers(rng.uniform() < 0.5 ? 'int32' : 'int64', shapeOf(rng, 0, 2), () => rng.integer(shape[axis]!));
    return { inputs: [normals(rng, shape), indices], differentiable: [0], apply: ([x, i]) => ops.gather(x!, i!, axis) };
  },
  GatherElements: (rng) => {
    const shape = shapeOf(rng);
    const axis = rng.integer(shape.length);
    const picked = shape.map((length, i) => (i === axis ? 1 + rng.integer(4) : 1 + rng.integer(length)));
    const indices = integers(rng.uniform() < 0.5 ? 'int32' : 'int64', picked, () => rng.integer(shape[axis]!));
    return { inputs: [normals(rng, shape), indices], differentiable: [0], apply: ([x, i]) => ops.gatherElements(x!, i!, axis) };
  },
  GatherND: (rng) => {
    const shape = shapeOf(rng, 2, 3);
    const depth = 1 + rng.integer(shape.length);
    const rows = 1 + rng.integer(4);
    let drawn = 0;
    const indices = integers('int64', [rows, depth], () => rng.integer(shape[drawn++ % depth]!));
    return { inputs: [normals(rng, shape), indices], differentiable: [0], apply: ([x, i]) => ops.gatherNd(x!, i!) };
  },
  Greater: comparison(ops.greater),
  Identity: unary(ops.identity),
  Less: comparison(ops.less),
  Log: unary(ops.log, positives),
  LayerNormalization: (rng) => all([normals(rng, [...shapeOf(rng, 0, 2), 2 + rng.integer(4)])], ([x]) => ops.layerNormalization(x!, 0.01)),
  LogSoftmax: (rng) => {
    const shape = shapeOf(rng);
    const axis = rng.integer(shape.length);
    return all([normals(rng, shape)], ([x]) => ops.logSoftmax(x!, axis));
  },
  Loop: (rng) => ({
    inputs: [normals(rng, [2, 2]), normals(rng, [2, 2])],
    differentiable: [],
    apply: ([x, y]) =>
      ops.loop(3, [x!], (iteration, [carried]) => [ops.add(ops.mul(carried!, 0.5), ops.mul(y!, ops.cast(iteration, 'float32')))])[0]!,
  }),
  MatMul: (rng) => {
    const [m, k, n] = [1 + rng.integer(4), 1 + rng.integer(4), 1 + rng.integer(4)];
    const [left, right] = rng.uniform() < 0.3 ? [[], []] : broadcastShapes(rng);
    return all([normals(rng, [...left, m, k]), normals(rng, [...right, k, n])], ([a, b]) => ops.matMul(a!, b!));
  },
  Max: (rng) => {
    const [a, b] = broadcastShapes(rng);
    return all([apart(rng, a), apart(rng, b, 0.02)], ([x, y]) => ops.max(x!, y!));
  },
  Min: (rng) => {
    const [a, b] = broadcastShapes(rng);
    return all([apart(rng, a), apart(rng, b, 0.02)], ([x, y]) => ops.min(x!, y!));
  },
  Mul: binary(ops.mul),
  Neg: unary(ops.neg),
  Not: (rng) => ({
    inputs: [apart(rng, shapeOf(rng))],
    differentiable: [],
    apply: ([x]) => ops.cast(ops.not(ops.greater(x!, 0)), 'float32'),
  }),
  Pad: (rng) => {
    const shape = shapeOf(rng).map((length) => length + 2);
    // A negative pad cuts off.
    const pads = Array.from({ length: 2 * shape.length }, () => rng.integer(4) - 1);
    return all([normals(rng, shape)], ([x]) => ops.pad(x!, pads, 0.5));
  },
  Pow: binary(ops.pow, positives),
  Reciprocal: unary(ops.reciprocal, positives),
  ReduceMax: reduction(ops.reduceMax),
  ReduceMean: reduction(ops.reduceMean),
  ReduceSum: reduction(ops.reduceSum),
  Relu: unary(ops.relu, apart),
  Reshape: (rng) => {
    const shape = shapeOf(rng);
    return all([normals(rng, shape)], ([x]) => ops.reshape(x!, [size(shape), 1]));
  },
  Resize: (rng) => {
    const factor = 1 + rng.integer(3);
    return all([normals(rng, [1 + rng.integer(2), 2, 1 + rng.integer(3), 2])], ([x]) => ops.resizeNearest(x!, factor));
  },
  ScatterElements: (rng) => {
    const shape = shapeOf(rng);
    const axis = rng.integer(shape.length);
    const reduction = rng.uniform() < 0.5 ? 'add' : 'none';
    // Without addition a place is written once only.
    const written = shape.with(axis, reduction === 'add' ? 1 + rng.integer(4) : 1);
    const indices = integers('int64', written, () => rng.integer(shape[axis]!));
    return {
      inputs: [normals(rng, shape), indices, normals(rng, written)],
      differentiable: [0, 2],
      apply: ([x, i, updates]) => ops.scatterElements(x!, i!, updates!, axis, reduction),
    };
  },
  ScatterND: (rng) => {
    const reduction = rng.uniform() < 0.5 ? 'add' : 'none';
    const [rows, width] = [2 + rng.integer(4), 1 + rng.integer(3)];
    // Without addition a place is written once only: the order of two writes is not defined.
    const places = shuffleInPlace(
      Array.from({ length: rows }, (_, i) => i),
      rng,
    ).slice(0, 2);
    const drawn = reduction === 'add' ? [...places, places[0]!] : places;
    let next = 0;
    const indices = integers('int64', [drawn.length, 1], () => drawn[next++]!);
    return {
      inputs: [normals(rng, [rows, width]), indices, normals(rng, [drawn.length, width])],
      differentiable: [0, 2],
      apply: ([x, i, updates]) => ops.scatterNd(x!, i!, updates!, reduction),
    };
  },
  Sigmoid: unary(ops.sigmoid),
  Sin: unary(ops.sin),
  Slice: (rng) => {
    const shape = shapeOf(rng).map((length) => length + 2);
    const axes = shape.map((_, axis) => axis).filter((axis) => axis === 0 || rng.uniform() < 0.5);
    const starts = axes.map((axis) => rng.integer(shape[axis]!));
    const ends = axes.map((axis, i) => starts[i]! + 1 + rng.integer(shape[axis]! - starts[i]!));
    const steps = axes.map(() => 1 + rng.integer(3));
    const signed = axes.map((axis) => (rng.uniform() < 0.3 ? axis - shape.length : axis));
    return all([normals(rng, shape)], ([x]) => ops.apply('Slice', [x!], { axes: signed, starts, ends, steps })[0]!);
  },
  Softmax: (rng) => {
    const shape = shapeOf(rng);
    const axis = rng.integer(shape.length);
    return all([normals(rng, shape)], ([x]) => ops.softmax(x!, axis));
  },
  Softplus: unary(ops.softplus),
  Sqrt: unary(ops.sqrt, positives),
  Sub: binary(ops.sub),
  Tanh: unary(ops.tanh),
  TopK: (rng) => {
    const shape = shapeOf(rng);
    const axis = rng.integer(shape.length);
    const k = 1 + rng.integer(shape[axis]!);
    const largest = rng.uniform() < 0.5;
    return { inputs: [apart(rng, shape)], differentiable: [], apply: ([x]) => ops.topK(x!, k, axis, largest).values };
  },
  Transpose: (rng) => {
    const shape = shapeOf(rng);
    const perm = shuffleInPlace(
      shape.map((_, axis) => axis),
      rng,
    );
    return all([normals(rng, shape)], ([x]) => ops.transpose(x!, perm));
  },
  Where: (rng) => {
    const [a, b] = broadcastShapes(rng);
    // Never near the border of the condition, which a finite difference would step over.
    return all([apart(rng, a), normals(rng, b), normals(rng, b)], ([c, x, y]) => ops.where(ops.greater(c!, 0.013), x!, y!));
  },
};

export const opTypes = Object.keys(cases) as OpType[];
