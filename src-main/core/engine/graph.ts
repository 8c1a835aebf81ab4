import { invariant } from '../base/assertions.ts';
import type { Dtype, Tensor } from './tensor.ts';

/**
 * A computation as data. Values are immutable; operators (ops.ts) make new values from old ones, and `graph` collects what
 * a set of outputs needs. Names and meanings are ONNX's, shapes are static, so that a graph is compiled once per shape.
 */
export interface TensorType {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
}

export interface Value extends TensorType {
  readonly source: ValueSource;
}

export type ValueSource =
  | { readonly kind: 'input'; readonly name: string }
  | { readonly kind: 'constant'; readonly tensor: Tensor }
  | { readonly kind: 'node'; readonly node: Node; readonly outputIndex: number };

type None = Readonly<Record<never, never>>;
/** Inputs [N, C, H, W], weights [M, C, height, width] and, for Conv, optionally a bias [M]. pads: top, left, bottom, right. */
type Convolution = { readonly strides: readonly [number, number]; readonly pads: readonly [number, number, number, number] };
type Tiling = { readonly factor: number };
type Axis = { readonly axis: number };
type Reduction = { readonly axes: readonly number[]; readonly keepdims: boolean };
type Slicing = {
  readonly axes: readonly number[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly steps: readonly number[];
};

/**
 * The operators of the engine and their attributes. What ONNX passes as constant tensors (shapes, axes, pads) stands here
 * as attributes too: shapes are static, and rules over the table stay simple.
 */
export interface OpAttributes {
  Abs: None;
  Add: None;
  /** Means of square tiles of [N, C, H, W]. */
  AveragePool: Tiling;
  Cast: { readonly to: Dtype };
  Concat: Axis;
  ConstantOfShape: { readonly shape: readonly number[]; readonly value: number };
  Conv: Convolution;
  /** The adjoint of Conv; outputPadding adds rows and columns at the ends that a stride had dropped. */
  ConvTranspose: Convolution & { readonly outputPadding: readonly [number, number] };
  Cos: None;
  Div: None;
  Equal: None;
  Erf: None;
  Exp: None;
  Expand: { readonly shape: readonly number[] };
  Gather: Axis;
  /** y[..., i, ...] = x[..., indices[..., i, ...], ...] along the axis; the shape of the indices. */
  GatherElements: Axis;
  GatherND: None;
  Greater: None;
  Identity: None;
  /** Zero mean and unit variance over the last axis of float32. Outputs: that, the means and the inverse deviations, each [..., 1]. */
  LayerNormalization: { readonly epsilon: number };
  Less: None;
  Log: None;
  LogSoftmax: Axis;
  /** Inputs: the carried values. Outputs: their last values. The body maps (iteration, condition, carried) to (condition, carried). */
  Loop: { readonly tripCount: number; readonly body: Graph };
  MatMul: None;
  Max: None;
  Min: None;
  Mul: None;
  Neg: None;
  Not: None;
  /** pads: begins of every axis, then ends, as in ONNX. */
  Pad: { readonly pads: readonly number[]; readonly value: number };
  Pow: None;
  Reciprocal: None;
  ReduceMax: Reduction;
  ReduceMean: Reduction;
  ReduceSum: Reduction;
  Relu: None;
  Reshape: { readonly shape: readonly number[] };
  /** Nearest-neighbour enlargement of [N, C, H, W] by a whole factor. */
  Resize: Tiling;
  /** The adjoint of GatherElements: adds updates at their places, one after the other. */
  ScatterElements: Axis & { readonly reduction: 'none' | 'add' };
  ScatterND: { readonly reduction: 'none' | 'add' };
  Sigmoid: None;
  Sin: None;
  Slice: Slicing;
  Softmax: Axis;
  Softplus: None;
  Sqrt: None;
  Sub: None;
  Tanh: None;
  TopK: { readonly axis: number; readonly k: number; readonly largest: boolean };
  Transpose: { readonly perm: readonly number[] };
  Where: None;
}

export type OpType = keyof OpAttributes;

/** One application of an operator; the union is discriminated by `opType`. */
export type Node = { [T in OpType]: NodeOf<T> }[OpType];

export interface NodeOf<T extends OpType> {
  readonly opType: T;
  readonly attributes: OpAttributes[T];
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
}

export interface NamedValue {
  readonly name: string;
  readonly value: Value;
}

export interface Graph {
  readonly name: string;
  readonly inputs: readonly Value[];
  readonly outputs: readonly NamedValue[];
  /** In an order in which every node stands after what it needs. */
  readonly nodes: readonly Node[];
  readonly constants: readonly Value[];
  /** Values of an enclosing graph that this one reads (a loop's body may; a whole graph has none). */
  readonly captures: readonly Value[];
}

/** A named input of a graph. */
export function input(name: string, dtype: Dtype, shape: readonly number[]): Value {
  return { dtype, shape: [...shape], source: { kind: 'input', name } };
}

export function constant(tensor: Tensor): Value {
  return { dtype: tensor.dtype, shape: tensor.shape, source: { kind: 'constant', tensor } };
}

export const elementCount = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

export const inputName = (value: Value): string => {
  invariant(value.source.kind === 'input', `a ${value.source.kind} stands where a graph input must`);
  return value.source.name;
};

/**
 * Collects a whole graph: everything the outputs need, and nothing else.
 * @throws Error (internal) when an input is used that is not listed, or a name stands twice.
 */
export function graph(name: string, inputs: readonly Value[], outputs: Readonly<Record<string, Value>>): Graph {
  const collected = collect(
    name,
    inputs,
    Object.entries(outputs).map(([key, value]) => ({ name: key, value })),
  );
  const stray = collected.captures[0];
  if (stray !== undefined) {
    const what = stray.source.kind === 'input' ? `input ${stray.source.name}` : stray.source.kind;
    invariant(false, `graph ${name} uses ${what}, which is not among its inputs (${inputs.map(inputName).join(', ')})`);
  }
  const names = [...inputs.map(inputName), ...collected.outputs.map((output) => output.name)];
  invariant(new Set(names).size === names.length, `graph ${name} has a name twice among ${names.join(', ')}`);
  return collected;
}

/** Collects a loop's body: what does not depend on the body's own inputs is left outside and captured (loop-invariant code motion). */
export function bodyGraph(name: string, inputs: readonly Value[], outputs: readonly NamedValue[]): Graph {
  return collect(name, inputs, outputs, true);
}

function collect(name: string, inputs: readonly Value[], outputs: readonly NamedValue[], isBody = false): Graph {
  const own = new Set<Value>(inputs);
  const order = topologicalOrder(outputs.map((output) => output.value));
  const nodes: Node[] = [];
  const constants: Value[] = [];
  const ownNodes = new Set<Node>();
  const captures = new Set<Value>();
  const belongs = (value: Value) => own.has(value) || (value.source.kind === 'node' && ownNodes.has(value.source.node));
  for (const value of order) {
    const { source } = value;
    if (source.kind === 'constant' && !isBody) {
      own.add(value);
      constants.push(value);
    }
    if (source.kind !== 'node' || ownNodes.has(source.node)) continue;
    if (isBody && !dependencies(source.node).some(belongs)) continue;
    ownNodes.add(source.node);
    nodes.push(source.node);
  }
  for (const node of nodes) for (const value of dependencies(node)) if (!belongs(value)) captures.add(value);
  for (const { value } of outputs) if (!belongs(value)) captures.add(value);
  return { name, inputs, outputs, nodes, constants, captures: [...captures] };
}

/** What a node reads: its inputs and, for a loop, the outer values that its body reads. */
export function dependencies(node: Node): readonly Value[] {
  return node.opType === 'Loop' ? [...node.inputs, ...node.attributes.body.captures] : node.inputs;
}

/** Every value that the outputs need beyond the given ones, dependencies first; without recursion, since training graphs are thousands deep. */
export function topologicalOrder(outputs: readonly Value[], given: readonly Value[] = []): Value[] {
  const done = new Set<Value>(given);
  const order: Value[] = [];
  const stack: { value: Value; next: number; needs: readonly Value[] }[] = [];
  const visit = (value: Value) => {
    if (done.has(value)) return;
    done.add(value);
    stack.push({ value, next: 0, needs: value.source.kind === 'node' ? dependencies(value.source.node) : [] });
  };
  for (const output of outputs) {
    visit(output);
    for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
      const need = frame.needs[frame.next++];
      if (need !== undefined) visit(need);
      else order.push(stack.pop()!.value);
    }
  }
  return order;
}
