import type { NodeOf, OpAttributes, OpType, TensorType, Value } from './graph.ts';
import { bodyGraph, constant, input } from './graph.ts';
import { inferTypes } from './shapeInference.ts';
import type { Dtype, Tensor } from './tensor.ts';

/**
 * Builder functions, one per operator. They check shapes at once, so that a mistake surfaces where it is made.
 * Shapes broadcast as in NumPy. @throws ShapeError
 */
export function apply<T extends OpType>(opType: T, inputs: readonly Value[], attributes: OpAttributes[T]): readonly Value[] {
  const types = inferTypes(opType, inputs, attributes);
  const outputs: Value[] = [];
  const node = { opType, inputs, attributes, outputs } as unknown as NodeOf<T>;
  types.forEach(({ dtype, shape }, outputIndex) => {
    outputs.push({ dtype, shape, source: { kind: 'node', node: node as never, outputIndex } });
  });
  return outputs;
}

const one = <T extends OpType>(opType: T, inputs: readonly Value[], attributes: OpAttributes[T]): Value =>
  apply(opType, inputs, attributes)[0]!;

/** A value, or a number that becomes a scalar of the other operand's type. */
export type Operand = Value | number;

export function scalar(value: number, dtype: Dtype = 'float32'): Value {
  return constant(scalarTensor(value, dtype));
}

export function scalarTensor(value: number, dtype: Dtype): Tensor {
  switch (dtype) {
    case 'float32':
      return { dtype, shape: [], data: Float32Array.of(value) };
    case 'int32':
      return { dtype, shape: [], data: Int32Array.of(value) };
    case 'int64':
      return { dtype, shape: [], data: BigInt64Array.of(BigInt(value)) };
    case 'bool':
    case 'uint8':
      return { dtype, shape: [], data: Uint8Array.of(value) };
    case 'int8':
      return { dtype, shape: [], data: Int8Array.of(value) };
    case 'float16':
      return { dtype, shape: [], data: new Uint16Array(new Float16Array([value]).buffer) };
  }
}

const asValue = (operand: Operand, like: Operand): Value =>
  typeof operand === 'number' ? scalar(operand, typeof like === 'number' ? 'float32' : like.dtype) : operand;

const pair = (a: Operand, b: Operand): Value[] => [asValue(a, b), asValue(b, a)];

export const add = (a: Operand, b: Operand): Value => one('Add', pair(a, b), {});
export const sub = (a: Operand, b: Operand): Value => one('Sub', pair(a, b), {});
export const mul = (a: Operand, b: Operand): Value => one('Mul', pair(a, b), {});
export const div = (a: Operand, b: Operand): Value => one('Div', pair(a, b), {});
export const pow = (a: Operand, b: Operand): Value => one('Pow', pair(a, b), {});
export const max = (a: Operand, b: Operand): Value => one('Max', pair(a, b), {});
export const min = (a: Operand, b: Operand): Value => one('Min', pair(a, b), {});
export const equal = (a: Operand, b: Operand): Value => one('Equal', pair(a, b), {});
export const greater = (a: Operand, b: Operand): Value => one('Greater', pair(a, b), {});
export const less = (a: Operand, b: Operand): Value => one('Less', pair(a, b), {});
export const not = (x: Value): Value => one('Not', [x], {});
export const where = (condition: Value, a: Operand, b: Operand): Value => one('Where', [condition, ...pair(a, b)], {});

export const abs = (x: Value): Value => one('Abs', [x], {});
export const neg = (x: Value): Value => one('Neg', [x], {});
export const cos = (x: Value): Value => one('Cos', [x], {});
export const sin = (x: Value): Value => one('Sin', [x], {});
export const erf = (x: Value): Value => one('Erf', [x], {});
export const exp = (x: Value): Value => one('Exp', [x], {});
export const log = (x: Value): Value => one('Log', [x], {});
export const sqrt = (x: Value): Value => one('Sqrt', [x], {});
export const reciprocal = (x: Value): Value => one('Reciprocal', [x], {});
export const relu = (x: Value): Value => one('Relu', [x], {});
export const sigmoid = (x: Value): Value => one('Sigmoid', [x], {});
/** log(1 + e^x) */
export const softplus = (x: Value): Value => one('Softplus', [x], {});
export const tanh = (x: Value): Value => one('Tanh', [x], {});
export const identity = (x: Value): Value => one('Identity', [x], {});
export const softmax = (x: Value, axis = -1): Value => one('Softmax', [x], { axis });
/** x - log(sum(e^x)) along an axis, without overflow. */
export const logSoftmax = (x: Value, axis = -1): Value => one('LogSoftmax', [x], { axis });
export const cast = (x: Value, to: Dtype): Value => one('Cast', [x], { to });

/** (x - mean) / sqrt(variance + epsilon) over the last axis. */
export const layerNormalization = (x: Value, epsilon: number): Value => one('LayerNormalization', [x], { epsilon });

/** [..., m, n] x [..., n, p] -> [..., m, p] */
export const matMul = (a: Value, b: Value): Value => one('MatMul', [a, b], {});

export const reduceSum = (x: Value, axes: readonly number[], keepdims = false): Value => one('ReduceSum', [x], { axes, keepdims });
export const reduceMean = (x: Value, axes: readonly number[], keepdims = false): Value => one('ReduceMean', [x], { axes, keepdims });
export const reduceMax = (x: Value, axes: readonly number[], keepdims = false): Value => one('ReduceMax', [x], { axes, keepdims });

/** Without `perm` the last two axes change places. */
export function transpose(x: Value, perm?: readonly number[]): Value {
  const rank = x.shape.length;
  return one('Transpose', [x], { perm: perm ?? x.shape.map((_, i) => (i < rank - 2 ? i : 2 * rank - 3 - i)) });
}

export const reshape = (x: Value, shape: readonly number[]): Value => one('Reshape', [x], { shape });
export const expand = (x: Value, shape: readonly number[]): Value => one('Expand', [x], { shape });
export const concat = (values: readonly Value[], axis: number): Value => one('Concat', values, { axis });
export const pad = (x: Value, pads: readonly number[], value = 0): Value => one('Pad', [x], { pads, value });

/** x[start:end:step] along one axis; negative indices count from the end. */
export const slice = (x: Value, axis: number, start: number, end: number, step = 1): Value =>
  one('Slice', [x], { axes: [axis], starts: [start], ends: [end], steps: [step] });

/** Rows of `x` along `axis` by int32 or int64 indices of any shape. */
export const gather = (x: Value, indices: Value, axis = 0): Value => one('Gather', [x, indices], { axis });

/** One element of `x` along `axis` for every element of `indices`, which has as many axes as `x`. */
export const gatherElements = (x: Value, indices: Value, axis: number): Value => one('GatherElements', [x, indices], { axis });

/** A copy of `x` with `updates` written (or added) at `indices` along `axis`: the inverse of gatherElements. */
export const scatterElements = (x: Value, indices: Value, updates: Value, axis: number, reduction: 'none' | 'add' = 'none'): Value =>
  one('ScatterElements', [x, indices, updates], { axis, reduction });

/** Slices of `x` at int64 `indices` [..., depth]: the inverse of scatterNd. */
export const gatherNd = (x: Value, indices: Value): Value => one('GatherND', [x, indices], {});

/**
 * A copy of `x` with `updates` written (or added) at int64 `indices` [..., depth]. Indices must not repeat: on the CPU the
 * threads of onnxruntime 1.30 race for a repeated place and lose additions. scatterElements and segmentSums may repeat.
 */
export const scatterNd = (x: Value, indices: Value, updates: Value, reduction: 'none' | 'add' = 'none'): Value =>
  one('ScatterND', [x, indices, updates], { reduction });

export const filled = (shape: readonly number[], value: number): Value => one('ConstantOfShape', [], { shape, value });

/** [N, C, H, W] convolved with `weight` [M, C, h, w], plus an optional bias [M]. */
export const conv = (x: Value, weight: Value, attributes: OpAttributes['Conv'], bias?: Value): Value =>
  one('Conv', bias === undefined ? [x, weight] : [x, weight, bias], attributes);

/** The adjoint of `conv` in its first argument: [N, M, h, w] with the same `weight` [M, C, ...] back to [N, C, H, W]. */
export const convTranspose = (x: Value, weight: Value, attributes: OpAttributes['ConvTranspose']): Value =>
  one('ConvTranspose', [x, weight], attributes);

export const averagePool = (x: Value, factor: number): Value => one('AveragePool', [x], { factor });
export const resizeNearest = (x: Value, factor: number): Value => one('Resize', [x], { factor });

/** The k largest (or smallest) along an axis, sorted, and their int64 positions. */
export function topK(x: Value, k: number, axis = -1, largest = true): { values: Value; indices: Value } {
  const [values, indices] = apply('TopK', [x], { k, axis, largest });
  return { values: values!, indices: indices! };
}

/**
 * Repeats `body` a fixed number of times over carried values; returns their last values.
 * Whatever in the body does not depend on its arguments is computed once, outside.
 */
export function loop(
  tripCount: number,
  carried: readonly Value[],
  body: (iteration: Value, carried: readonly Value[]) => readonly Value[],
): readonly Value[] {
  const iteration = input('iteration', 'int64', []);
  const condition = input('condition', 'bool', []);
  const formals = carried.map(({ dtype, shape }: TensorType, i) => input(`carried${i}`, dtype, shape));
  const next = body(iteration, formals);
  const graph = bodyGraph(
    'body',
    [iteration, condition, ...formals],
    [{ name: 'conditionOut', value: condition }, ...next.map((value, i) => ({ name: `next${i}`, value }))],
  );
  return apply('Loop', carried, { tripCount, body: graph });
}
