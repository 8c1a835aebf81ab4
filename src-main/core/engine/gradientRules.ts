import type { NodeOf, OpType, Value } from './graph.ts';
import { constant, elementCount } from './graph.ts';
import { convolutionInputGradient, convolutionWeightGradient } from './convolutionGradients.ts';
import {
  add,
  averagePool,
  cast,
  conv,
  cos,
  div,
  equal,
  exp,
  expand,
  filled,
  gatherElements,
  gatherNd,
  less,
  greater,
  log,
  matMul,
  mul,
  neg,
  pad,
  pow,
  reduceMean,
  reduceSum,
  reshape,
  resizeNearest,
  scatterElements,
  scatterNd,
  sigmoid,
  sin,
  slice,
  sub,
  transpose,
  where,
} from './ops.ts';
import { unbroadcast } from './unbroadcast.ts';

/** Operators whose outputs are steps or positions, and Loop, which steps of training are run in but never differentiated through. */
export type NonDifferentiableOp = 'ConstantOfShape' | 'Equal' | 'Greater' | 'Less' | 'Loop' | 'Not' | 'TopK';

/**
 * Vector-Jacobian product of one application: from dL/d(output), the cotangent g, to dL/d(input) for each input.
 * null stands for an input that has no gradient (an index, a condition).
 */
export type GradientRule<T extends OpType> = (
  node: NodeOf<T>,
  g: Value,
  inputs: readonly Value[],
  output: Value,
) => readonly (Value | null)[];

/** The whole of differentiation: one line of calculus per operator. g is the cotangent, y the output. */
export const gradientRules: { readonly [T in OpType]: T extends NonDifferentiableOp ? null : GradientRule<T> } = {
  // d|x| = sign(x) dx
  Abs: (_node, g, [x]) => [where(less(x!, 0), neg(g), where(greater(x!, 0), g, 0))],
  // d(a + b) = da + db
  Add: (_node, g, [a, b]) => [unbroadcast(g, a!.shape), unbroadcast(g, b!.shape)],
  // y = mean of each f x f tile: every element of a tile receives g / f^2
  AveragePool: ({ attributes: { factor } }, g) => [mul(resizeNearest(g, factor), 1 / factor ** 2)],
  Cast: (_node, g, [x]) => [x!.dtype === 'float32' || x!.dtype === 'float16' ? cast(g, x!.dtype) : null],
  // y = [a, b, ...]: each part takes its slice
  Concat: ({ attributes: { axis } }, g, inputs) => {
    const at = axis < 0 ? axis + g.shape.length : axis;
    let start = 0;
    return inputs.map(({ shape }) => slice(g, at, start, (start += shape[at]!)));
  },
  ConstantOfShape: null,
  Conv: ({ attributes }, g, [x, weight, bias]) => [
    convolutionInputGradient(g, weight!, attributes, x!.shape),
    convolutionWeightGradient(x!, g, attributes, weight!.shape),
    // y = ... + bias[m]: summed over pictures and places
    ...(bias === undefined ? [] : [reduceSum(g, [0, 2, 3])]),
  ],
  // ConvTranspose is linear and the adjoint of Conv, so its own adjoint is Conv and picture and cotangent change places
  ConvTranspose: ({ attributes }, g, [x, weight]) => [
    conv(g, weight!, { strides: attributes.strides, pads: attributes.pads }),
    convolutionWeightGradient(g, x!, attributes, weight!.shape),
  ],
  // d cos x = -sin x dx
  Cos: (_node, g, [x]) => [neg(mul(g, sin(x!)))],
  // d(a / b) = da / b - (a / b) db / b
  Div: (_node, g, [a, b], y) => {
    const quotient = div(g, b!);
    return [unbroadcast(quotient, a!.shape), unbroadcast(neg(mul(quotient, y)), b!.shape)];
  },
  Equal: null,
  // d erf x = 2 / sqrt(pi) e^(-x^2) dx
  Erf: (_node, g, [x]) => [mul(g, mul(exp(neg(mul(x!, x!))), 2 / Math.sqrt(Math.PI)))],
  // d e^x = e^x dx
  Exp: (_node, g, _inputs, y) => [mul(g, y)],
  Expand: (_node, g, [x]) => [unbroadcast(g, x!.shape)],
  // y_i = x[k_i]: dx[k] is the sum of g_i over all i with k_i = k. ScatterND with addition would be faster and is wrong: on the
  // CPU its threads race for rows that occur twice (onnxruntime 1.30 lost up to 13 % of 300,000 additions to four rows).
  // Embeddings have segmentSums, which is right and fast.
  Gather: ({ attributes: { axis } }, g, [x, indices]) => {
    const rank = x!.shape.length;
    const at = axis < 0 ? axis + rank : axis;
    const depth = indices!.shape.length;
    const front = [at, ...range(rank).filter((i) => i !== at)];
    const places = range(depth).map((i) => at + i);
    const rows = transpose(g, [...places, ...range(g.shape.length).filter((i) => !places.includes(i))]);
    const [length, ...rest] = front.map((i) => x!.shape[i]!) as [number, ...number[]];
    const [count, width] = [elementCount(indices!.shape), elementCount(rest)];
    const everywhere = expand(reshape(indices!, [count, 1]), [count, width]);
    const summed = scatterElements(filled([length, width], 0), everywhere, reshape(rows, [count, width]), 0, 'add');
    return [transpose(reshape(summed, [length, ...rest]), inverse(front)), null];
  },
  GatherElements: ({ attributes: { axis } }, g, [x, indices]) => [scatterElements(filled(x!.shape, 0), indices!, g, axis, 'add'), null],
  // places are numbered in row-major order, then summed as Gather's are
  GatherND: (_node, g, [x, indices]) => {
    const depth = indices!.shape.at(-1)!;
    const lead = x!.shape.slice(0, depth);
    const strides = lead.map((_, i) => elementCount(lead.slice(i + 1)));
    const step = constant({ dtype: 'int64', shape: [depth], data: BigInt64Array.from(strides, BigInt) });
    const [length, count, width] = [lead, indices!.shape.slice(0, -1), x!.shape.slice(depth)].map(elementCount) as [number, number, number];
    const places = expand(reshape(reduceSum(mul(indices!, step), [-1]), [count, 1]), [count, width]);
    const summed = scatterElements(filled([length, width], 0), places, reshape(g, [count, width]), 0, 'add');
    return [reshape(summed, x!.shape), null];
  },
  Greater: null,
  Identity: (_node, g) => [g],
  // y = (x - mean) r, r = 1 / deviation: dx = r (g - mean(g) - y mean(g y)) (Ioffe and Szegedy 2015, section 3)
  LayerNormalization: ({ outputs }, g, _inputs, y) => {
    const r = outputs[2]!;
    const slope = mul(r, reduceMean(mul(g, y), [-1], true));
    return [sub(sub(mul(g, r), mul(r, reduceMean(g, [-1], true))), mul(y, slope))];
  },
  Less: null,
  // d ln x = dx / x
  Log: (_node, g, [x]) => [div(g, x!)],
  // y = x - ln sum e^x: dx = g - softmax(x) sum(g) along the axis, and softmax(x) = e^y
  LogSoftmax: ({ attributes: { axis } }, g, _inputs, y) => [sub(g, mul(exp(y), reduceSum(g, [axis], true)))],
  Loop: null,
  // Y = A B: dA = G B^T, dB = A^T G; a matrix shared by a batch sums over it inside one product
  MatMul: (_node, g, [a, b]) => {
    const isShared = elementCount(b!.shape.slice(0, -2)) === 1;
    if (!isShared) return [unbroadcast(matMul(g, transpose(b!)), a!.shape), unbroadcast(matMul(transpose(a!), g), b!.shape)];
    const right = reshape(b!, b!.shape.slice(-2));
    const [inner, columns] = right.shape as readonly [number, number];
    const left = matMul(g, transpose(right));
    const product = matMul(transpose(reshape(a!, [-1, inner].map(sized(a!)))), reshape(g, [-1, columns].map(sized(g))));
    return [reshape(left, a!.shape), reshape(product, b!.shape)];
  },
  // y = max(a, b): the larger takes g; at a tie a does
  Max: (_node, g, [a, b]) => chosen(g, less(a!, b!), a!, b!),
  Min: (_node, g, [a, b]) => chosen(g, greater(a!, b!), a!, b!),
  // d(a b) = b da + a db; where b = sigma(a), both at once: sigma + y (1 - sigma)
  Mul: (_node, g, [a, b], y) =>
    isSigmoidOf(b!, a!)
      ? [mul(g, add(b!, mul(y, sub(1, b!)))), null]
      : [unbroadcast(mul(g, b!), a!.shape), unbroadcast(mul(g, a!), b!.shape)],
  Neg: (_node, g) => [neg(g)],
  Not: null,
  // y = x between borders: the borders' cotangents are dropped
  Pad: ({ attributes: { pads } }, g, [x]) => {
    const rank = x!.shape.length;
    return [crop(g, pads.slice(0, rank), x!.shape)];
  },
  // d a^b = b a^(b - 1) da + a^b ln(a) db
  Pow: (_node, g, [a, b], y) => [
    unbroadcast(mul(g, mul(b!, pow(a!, sub(b!, 1)))), a!.shape),
    unbroadcast(mul(g, mul(y, log(a!))), b!.shape),
  ],
  // d(1 / x) = -1 / x^2 dx
  Reciprocal: (_node, g, _inputs, y) => [neg(mul(g, mul(y, y)))],
  // the largest elements share g in equal parts
  ReduceMax: ({ attributes: { axes } }, g, [x], y) => {
    const kept = keptShape(x!.shape, axes);
    const isLargest = cast(equal(x!, reshape(y, kept)), x!.dtype);
    return [mul(isLargest, div(reshape(g, kept), reduceSum(isLargest, axes, true)))];
  },
  ReduceMean: ({ attributes: { axes } }, g, [x], y) => {
    const count = elementCount(x!.shape) / elementCount(y.shape);
    return [expand(mul(reshape(g, keptShape(x!.shape, axes)), 1 / count), x!.shape)];
  },
  ReduceSum: ({ attributes: { axes } }, g, [x]) => [expand(reshape(g, keptShape(x!.shape, axes)), x!.shape)],
  // d max(x, 0) = [x > 0] dx
  Relu: (_node, g, _inputs, y) => [where(greater(y, 0), g, 0)],
  Reshape: (_node, g, [x]) => [reshape(g, x!.shape)],
  // every element stands for an f x f tile: the tile's cotangents are summed
  Resize: ({ attributes: { factor } }, g) => [mul(averagePool(g, factor), factor ** 2)],
  // what was added passes g on; what was overwritten does not
  ScatterElements: ({ attributes: { axis, reduction } }, g, [, indices, updates]) => [
    reduction === 'add' ? g : scatterElements(g, indices!, filled(updates!.shape, 0), axis),
    null,
    gatherElements(g, indices!, axis),
  ],
  ScatterND: ({ attributes: { reduction } }, g, [, indices, updates]) => [
    reduction === 'add' ? g : scatterNd(g, indices!, filled(updates!.shape, 0)),
    null,
    gatherNd(g, indices!),
  ],
  // d sigma = sigma (1 - sigma) dx
  Sigmoid: (_node, g, _inputs, y) => [mul(g, mul(y, sub(1, y)))],
  // d sin x = cos x dx
  Sin: (_node, g, [x]) => [mul(g, cos(x!))],
  // the cotangent goes back between zeros
  Slice: ({ attributes: { axes, starts, steps } }, g, [x]) => {
    let result = g;
    axes.forEach((axis, i) => {
      const at = axis < 0 ? axis + x!.shape.length : axis;
      const size = x!.shape[at]!;
      const start = Math.min(size, Math.max(0, starts[i]! < 0 ? starts[i]! + size : starts[i]!));
      result = spread(result, at, start, steps[i]!, size);
    });
    return [result];
  },
  // dy = y (g - sum(g y)) along the axis
  Softmax: ({ attributes: { axis } }, g, _inputs, y) => [mul(y, sub(g, reduceSum(mul(g, y), [axis], true)))],
  // d ln(1 + e^x) = sigma(x) dx
  Softplus: (_node, g, [x]) => [mul(g, sigmoid(x!))],
  // d sqrt(x) = dx / (2 sqrt(x))
  Sqrt: (_node, g, _inputs, y) => [div(mul(g, 0.5), y)],
  Sub: (_node, g, [a, b]) => [unbroadcast(g, a!.shape), unbroadcast(neg(g), b!.shape)],
  // d tanh x = (1 - tanh^2 x) dx
  Tanh: (_node, g, _inputs, y) => [mul(g, sub(1, mul(y, y)))],
  TopK: null,
  Transpose: ({ attributes: { perm } }, g) => [transpose(g, inverse(perm))],
  Where: (_node, g, [condition, a, b]) => [
    null,
    unbroadcast(where(condition!, g, 0), a!.shape),
    unbroadcast(where(condition!, 0, g), b!.shape),
  ],
};

const isSigmoidOf = ({ source }: Value, x: Value): boolean =>
  source.kind === 'node' && source.node.opType === 'Sigmoid' && source.node.inputs[0] === x;

const range = (length: number): number[] => Array.from({ length }, (_, i) => i);

const inverse = (perm: readonly number[]): number[] => range(perm.length).map((axis) => perm.indexOf(axis));

/** -1 becomes what remains of the elements of `value`. */
const sized =
  (value: Value) =>
  (size: number, _i: number, shape: readonly number[]): number =>
    size === -1 ? elementCount(value.shape) / elementCount(shape.filter((other) => other !== -1)) : size;

/** Cotangents of a choice: b takes g where `isSecond`, a elsewhere. */
const chosen = (g: Value, isSecond: Value, a: Value, b: Value): readonly Value[] => [
  unbroadcast(where(isSecond, 0, g), a.shape),
  unbroadcast(where(isSecond, g, 0), b.shape),
];

function keptShape(shape: readonly number[], axes: readonly number[]): number[] {
  const reduced = new Set(axes.map((axis) => (axis < 0 ? axis + shape.length : axis)));
  return shape.map((size, axis) => (reduced.has(axis) ? 1 : size));
}

/** The window of `shape` that begins at `starts`; a negative start means that elements had been cut off, and zeros come back. */
function crop(x: Value, starts: readonly number[], shape: readonly number[]): Value {
  let result = x;
  shape.forEach((size, axis) => {
    const start = starts[axis]!;
    const end = start + size;
    const before = Math.max(0, -start);
    const after = Math.max(0, end - result.shape[axis]!);
    const from = Math.max(0, start);
    const to = Math.min(result.shape[axis]!, end);
    if (from > 0 || to < result.shape[axis]!) result = slice(result, axis, from, to);
    if (before > 0 || after > 0) result = padAxis(result, axis, before, after);
  });
  return result;
}

/** The adjoint of x[start::step] along one axis of `size` elements. */
function spread(g: Value, axis: number, start: number, step: number, size: number): Value {
  const shape = g.shape;
  const count = shape[axis]!;
  let result = g;
  if (step > 1) {
    const apart = reshape(g, [...shape.slice(0, axis + 1), 1, ...shape.slice(axis + 1)]);
    result = reshape(padAxis(apart, axis + 1, 0, step - 1), [...shape.slice(0, axis), count * step, ...shape.slice(axis + 1)]);
    if (start + count * step > size) result = slice(result, axis, 0, size - start);
  }
  const after = size - start - result.shape[axis]!;
  return start === 0 && after === 0 ? result : padAxis(result, axis, start, after);
}

function padAxis(x: Value, axis: number, before: number, after: number): Value {
  const zeros = x.shape.map(() => 0);
  return pad(x, [...zeros.with(axis, before), ...zeros.with(axis, after)]);
}
