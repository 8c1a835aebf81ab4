import type { OpAttributes, OpType, TensorType } from './graph.ts';
import { elementCount } from './graph.ts';
import type { Dtype } from './tensor.ts';

/** A graph was built wrongly: the message names the operator and the offending shapes. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';

  constructor(opType: OpType, inputs: readonly TensorType[], why: string) {
    super(`${opType}(${inputs.map(typeText).join(', ')}): ${why}`);
  }
}

/** `float32[2, 3]` */
export const typeText = (type: TensorType): string => `${type.dtype}[${type.shape.join(', ')}]`;

type Rule<Attributes> = (inputs: readonly TensorType[], attributes: Attributes, fail: (why: string) => never) => readonly TensorType[];

/** Types of a node's outputs. @throws ShapeError */
export function inferTypes<T extends OpType>(opType: T, inputs: readonly TensorType[], attributes: OpAttributes[T]): readonly TensorType[] {
  const fail = (why: string): never => {
    throw new ShapeError(opType, inputs, why);
  };
  const [least, most] = arity[opType];
  if (inputs.length < least || inputs.length > most)
    fail(`takes ${least === most ? least : `${least} or more`} inputs, got ${inputs.length}`);
  const rule: Rule<OpAttributes[T]> = rules[opType];
  return rule(inputs, attributes, fail);
}

const many = Number.POSITIVE_INFINITY;

const arity: { readonly [T in OpType]: readonly [number, number] } = {
  Abs: [1, 1],
  Add: [2, 2],
  AveragePool: [1, 1],
  Cast: [1, 1],
  Concat: [1, many],
  ConstantOfShape: [0, 0],
  Conv: [2, 3],
  ConvTranspose: [2, 2],
  Cos: [1, 1],
  Div: [2, 2],
  Equal: [2, 2],
  Erf: [1, 1],
  Exp: [1, 1],
  Expand: [1, 1],
  Gather: [2, 2],
  GatherElements: [2, 2],
  GatherND: [2, 2],
  Greater: [2, 2],
  Identity: [1, 1],
  LayerNormalization: [1, 1],
  Less: [2, 2],
  Log: [1, 1],
  LogSoftmax: [1, 1],
  Loop: [1, many],
  MatMul: [2, 2],
  Max: [2, 2],
  Min: [2, 2],
  Mul: [2, 2],
  Neg: [1, 1],
  Not: [1, 1],
  Pad: [1, 1],
  Pow: [2, 2],
  Reciprocal: [1, 1],
  ReduceMax: [1, 1],
  ReduceMean: [1, 1],
  ReduceSum: [1, 1],
  Relu: [1, 1],
  Reshape: [1, 1],
  Resize: [1, 1],
  ScatterElements: [3, 3],
  ScatterND: [3, 3],
  Sigmoid: [1, 1],
  Sin: [1, 1],
  Slice: [1, 1],
  Softmax: [1, 1],
  Softplus: [1, 1],
  Sqrt: [1, 1],
  Sub: [2, 2],
  Tanh: [1, 1],
  TopK: [1, 1],
  Transpose: [1, 1],
  Where: [3, 3],
};

const floating = new Set<Dtype>(['float32', 'float16']);

const unary: Rule<OpAttributes['Neg']> = ([x], _attributes, fail) => {
  if (!floating.has(x!.dtype)) fail('needs floating point');
  return [{ dtype: x!.dtype, shape: x!.shape }];
};

const binary: Rule<OpAttributes['Add']> = ([a, b], _attributes, fail) => {
  if (a!.dtype !== b!.dtype) fail('the element types differ');
  return [{ dtype: a!.dtype, shape: broadcast(a!.shape, b!.shape) ?? fail('the shapes do not broadcast') }];
};

const comparison: Rule<OpAttributes['Less']> = (inputs, attributes, fail) => [
  { dtype: 'bool', shape: binary(inputs, attributes, fail)[0]!.shape },
];

const reduction: Rule<OpAttributes['ReduceSum']> = ([x], { axes, keepdims }, fail) => {
  const reduced = new Set(axes.map((axis) => axisOf(axis, x!.shape.length, fail)));
  const shape = keepdims ? x!.shape.map((size, axis) => (reduced.has(axis) ? 1 : size)) : x!.shape.filter((_, axis) => !reduced.has(axis));
  return [{ dtype: x!.dtype, shape }];
};

const softmaxRule: Rule<OpAttributes['Softmax']> = ([x], { axis }, fail) => {
  axisOf(axis, x!.shape.length, fail);
  return unary([x!], {}, fail);
};

const rules: { readonly [T in OpType]: Rule<OpAttributes[T]> } = {
  Abs: unary,
  Add: binary,
  AveragePool: ([x], { factor }, fail) => {
    const [n, c, h, w] = imageShape(x!, fail);
    if (h % factor !== 0 || w % factor !== 0) fail(`${h} x ${w} is not made of whole tiles of ${factor}`);
    return [{ dtype: x!.dtype, shape: [n, c, h / factor, w / factor] }];
  },
  Cast: ([x], { to }) => [{ dtype: to, shape: x!.shape }],
  Concat: (inputs, { axis }, fail) => {
    const first = inputs[0]!;
    const at = axisOf(axis, first.shape.length, fail);
    for (const other of inputs) {
      if (other.dtype !== first.dtype) fail('the element types differ');
      if (other.shape.length !== first.shape.length || other.shape.some((size, i) => i !== at && size !== first.shape[i]))
        fail(`the shapes differ outside axis ${at}`);
    }
    const length = inputs.reduce((sum, { shape }) => sum + shape[at]!, 0);
    return [{ dtype: first.dtype, shape: first.shape.map((size, i) => (i === at ? length : size)) }];
  },
  ConstantOfShape: (_inputs, { shape }) => [{ dtype: 'float32', shape }],
  Conv: ([x, weight, bias], { strides, pads }, fail) => {
    const [n, c, h, w] = imageShape(x!, fail);
    const [m, inner, kh, kw] = imageShape(weight!, fail);
    if (c !== inner) fail('the channels differ');
    if (bias !== undefined && bias.shape.join() !== String(m)) fail(`the bias must be [${m}]`);
    const height = Math.floor((h + pads[0] + pads[2] - kh) / strides[0]) + 1;
    const width = Math.floor((w + pads[1] + pads[3] - kw) / strides[1]) + 1;
    if (height < 1 || width < 1) fail('the kernel is larger than the padded picture');
    return [{ dtype: x!.dtype, shape: [n, m, height, width] }];
  },
  ConvTranspose: ([x, weight], { strides, pads, outputPadding }, fail) => {
    const [n, c, h, w] = imageShape(x!, fail);
    const [inner, m, kh, kw] = imageShape(weight!, fail);
    if (c !== inner) fail('the channels differ');
    const height = (h - 1) * strides[0] + kh - pads[0] - pads[2] + outputPadding[0];
    const width = (w - 1) * strides[1] + kw - pads[1] - pads[3] + outputPadding[1];
    return [{ dtype: x!.dtype, shape: [n, m, height, width] }];
  },
  Cos: unary,
  Div: binary,
  Equal: comparison,
  Erf: unary,
  Exp: unary,
  Expand: ([x], { shape }, fail) => {
    const result = broadcast(x!.shape, shape);
    if (result === null || result.length !== shape.length || result.some((size, i) => size !== shape[i]))
      fail(`does not expand to [${shape.join(', ')}]`);
    return [{ dtype: x!.dtype, shape }];
  },
  Gather: ([x, indices], { axis }, fail) => {
    if (!isIndex(indices!)) fail('indices must be int32 or int64');
    const at = axisOf(axis, x!.shape.length, fail);
    return [{ dtype: x!.dtype, shape: [...x!.shape.slice(0, at), ...indices!.shape, ...x!.shape.slice(at + 1)] }];
  },
  GatherElements: ([x, indices], { axis }, fail) => {
    checkElementPlaces(x!, indices!, axis, fail);
    return [{ dtype: x!.dtype, shape: indices!.shape }];
  },
  GatherND: ([x, indices], _attributes, fail) => {
    if (indices!.dtype !== 'int64') fail('indices must be int64');
    const depth = indices!.shape.at(-1) ?? 0;
    if (depth < 1 || depth > x!.shape.length) fail(`indices of ${depth} axes into a value with ${x!.shape.length}`);
    return [{ dtype: x!.dtype, shape: [...indices!.shape.slice(0, -1), ...x!.shape.slice(depth)] }];
  },
  Greater: comparison,
  Identity: ([x]) => [{ dtype: x!.dtype, shape: x!.shape }],
  LayerNormalization: ([x], _attributes, fail) => {
    if (x!.dtype !== 'float32' || x!.shape.length === 0) fail('needs float32 and an axis');
    const each = { dtype: x!.dtype, shape: [...x!.shape.slice(0, -1), 1] };
    return [{ dtype: x!.dtype, shape: x!.shape }, each, each];
  },
  Less: comparison,
  Log: unary,
  LogSoftmax: softmaxRule,
  Loop: (inputs, { body }, fail) => {
    // Body outputs: the condition, then each carried value with the type that it came in with.
    const next = body.outputs.slice(1);
    if (next.length !== inputs.length) fail(`the body carries ${next.length} values`);
    next.forEach(({ value }, i) => {
      if (typeText(value) !== typeText(inputs[i]!)) fail(`the body turns carried value ${i} into ${typeText(value)}`);
    });
    return inputs.map(({ dtype, shape }) => ({ dtype, shape }));
  },
  MatMul: ([a, b], _attributes, fail) => {
    if (a!.dtype !== b!.dtype) fail('the element types differ');
    if (a!.shape.length < 2 || b!.shape.length < 2) fail('both need two axes or more');
    if (a!.shape.at(-1) !== b!.shape.at(-2)) fail('the inner sizes differ');
    const batch = broadcast(a!.shape.slice(0, -2), b!.shape.slice(0, -2)) ?? fail('the batch axes do not broadcast');
    return [{ dtype: a!.dtype, shape: [...batch, a!.shape.at(-2)!, b!.shape.at(-1)!] }];
  },
  Max: binary,
  Min: binary,
  Mul: binary,
  Neg: unary,
  Not: ([x], _attributes, fail) => (x!.dtype === 'bool' ? [{ dtype: 'bool', shape: x!.shape }] : fail('needs bool')),
  Pad: ([x], { pads }, fail) => {
    const rank = x!.shape.length;
    if (pads.length !== 2 * rank) fail(`${pads.length} pads for ${rank} axes`);
    return [{ dtype: x!.dtype, shape: x!.shape.map((size, i) => size + pads[i]! + pads[rank + i]!) }];
  },
  Pow: binary,
  Reciprocal: unary,
  ReduceMax: reduction,
  ReduceMean: reduction,
  ReduceSum: reduction,
  Relu: unary,
  Reshape: ([x], { shape }, fail) => {
    if (elementCount(shape) !== elementCount(x!.shape)) fail(`does not reshape to [${shape.join(', ')}]`);
    return [{ dtype: x!.dtype, shape }];
  },
  Resize: ([x], { factor }, fail) => {
    const [n, c, h, w] = imageShape(x!, fail);
    return [{ dtype: x!.dtype, shape: [n, c, h * factor, w * factor] }];
  },
  ScatterElements: ([x, indices, updates], { axis }, fail) => {
    checkElementPlaces(x!, indices!, axis, fail);
    if (updates!.shape.join() !== indices!.shape.join()) fail('the updates need the shape of the indices');
    return [{ dtype: x!.dtype, shape: x!.shape }];
  },
  ScatterND: ([x, indices, updates], _attributes, fail) => {
    if (indices!.dtype !== 'int64') fail('indices must be int64');
    if (x!.dtype !== updates!.dtype) fail('the element types differ');
    const depth = indices!.shape.at(-1) ?? 0;
    const expected = [...indices!.shape.slice(0, -1), ...x!.shape.slice(depth)];
    if (expected.join() !== updates!.shape.join()) fail(`updates must be [${expected.join(', ')}]`);
    return [{ dtype: x!.dtype, shape: x!.shape }];
  },
  Sigmoid: unary,
  Sin: unary,
  Slice: ([x], { axes, starts, ends, steps }, fail) => {
    const shape = [...x!.shape];
    axes.forEach((axis, i) => {
      const at = axisOf(axis, shape.length, fail);
      const size = shape[at]!;
      const step = steps[i]!;
      if (step <= 0) fail('steps must be positive');
      const from = clampIndex(starts[i]!, size);
      shape[at] = Math.max(0, Math.ceil((clampIndex(ends[i]!, size) - from) / step));
    });
    return [{ dtype: x!.dtype, shape }];
  },
  Softmax: softmaxRule,
  Softplus: unary,
  Sqrt: unary,
  Sub: binary,
  Tanh: unary,
  TopK: ([x], { axis, k }, fail) => {
    const at = axisOf(axis, x!.shape.length, fail);
    if (k < 1 || k > x!.shape[at]!) fail(`k = ${k} is not in 1..${x!.shape[at]}`);
    const shape = x!.shape.map((size, i) => (i === at ? k : size));
    return [
      { dtype: x!.dtype, shape },
      { dtype: 'int64', shape },
    ];
  },
  Transpose: ([x], { perm }, fail) => {
    if ([...perm].sort((a, b) => a - b).join() !== x!.shape.map((_, i) => i).join())
      fail(`[${perm.join(', ')}] is not a permutation of its axes`);
    return [{ dtype: x!.dtype, shape: perm.map((axis) => x!.shape[axis]!) }];
  },
  Where: ([condition, a, b], attributes, fail) => {
    if (condition!.dtype !== 'bool') fail('the condition must be bool');
    const both = binary([a!, b!], attributes, fail)[0]!;
    return [{ dtype: both.dtype, shape: broadcast(condition!.shape, both.shape) ?? fail('the shapes do not broadcast') }];
  },
};

/** NumPy's rule: axes are matched from the right, 1 stretches. null where the shapes do not fit. */
export function broadcast(a: readonly number[], b: readonly number[]): number[] | null {
  const rank = Math.max(a.length, b.length);
  const shape: number[] = [];
  for (let i = 0; i < rank; i++) {
    const sizeA = a[a.length - rank + i] ?? 1;
    const sizeB = b[b.length - rank + i] ?? 1;
    if (sizeA !== sizeB && sizeA !== 1 && sizeB !== 1) return null;
    shape.push(sizeA === 1 ? sizeB : sizeA);
  }
  return shape;
}

function axisOf(axis: number, rank: number, fail: (why: string) => never): number {
  const at = axis < 0 ? axis + rank : axis;
  return Number.isInteger(at) && at >= 0 && at < rank ? at : fail(`axis ${axis} of a value with ${rank} axes`);
}

function imageShape({ shape }: TensorType, fail: (why: string) => never): readonly [number, number, number, number] {
  return shape.length === 4 ? (shape as readonly number[] as readonly [number, number, number, number]) : fail('needs four axes');
}

function checkElementPlaces(x: TensorType, indices: TensorType, axis: number, fail: (why: string) => never): void {
  if (!isIndex(indices)) fail('indices must be int32 or int64');
  const at = axisOf(axis, x.shape.length, fail);
  if (indices.shape.length !== x.shape.length) fail('the indices need as many axes as the values');
  if (indices.shape.some((size, i) => i !== at && size > x.shape[i]!)) fail('the indices are larger than the values');
}

const isIndex = (type: TensorType) => type.dtype === 'int32' || type.dtype === 'int64';

const clampIndex = (index: number, size: number) => Math.min(size, Math.max(0, index < 0 ? index + size : index));
