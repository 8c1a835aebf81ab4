import { create } from '@bufbuild/protobuf';
import type { Node, OpAttributes, OpType } from '../graph.ts';
import { scalarTensor } from '../ops.ts';
import type { Tensor } from '../tensor.ts';
import {
  type AttributeProto,
  AttributeProto_AttributeType as AttributeType,
  AttributeProtoSchema,
  type GraphProto,
  type NodeProto,
  NodeProtoSchema,
} from './generated/onnx_pb.ts';
import { dataTypes, int64Vector, tensorProto } from './tensorEncoding.ts';

/** How a node's attributes travel: as attributes, or as constant inputs after (or before) its own, null for "not given". */
interface Encoding {
  readonly before?: readonly (Tensor | null)[];
  readonly after?: readonly (Tensor | null)[];
  readonly attributes?: readonly AttributeProto[];
}

const plain = (): Encoding => ({});
const axisAttribute = ({ axis }: { readonly axis: number }): Encoding => ({ attributes: [integer('axis', axis)] });
const reduction = ({ axes, keepdims }: OpAttributes['ReduceSum']): Encoding => ({
  after: [int64Vector(axes)],
  attributes: [integer('keepdims', keepdims ? 1 : 0)],
});

const encodings: { readonly [T in OpType]: (attributes: OpAttributes[T], node: Node, body: GraphProto | null) => Encoding } = {
  Abs: plain,
  Add: plain,
  AveragePool: ({ factor }) => ({ attributes: [integers('kernel_shape', [factor, factor]), integers('strides', [factor, factor])] }),
  Cast: ({ to }) => ({ attributes: [integer('to', dataTypes[to])] }),
  Concat: axisAttribute,
  ConstantOfShape: ({ shape, value }) => ({
    before: [int64Vector(shape)],
    attributes: [tensor('value', { dtype: 'float32', shape: [1], data: Float32Array.of(value) })],
  }),
  Conv: ({ strides, pads }) => ({ attributes: [integers('strides', strides), integers('pads', pads)] }),
  ConvTranspose: ({ strides, pads, outputPadding }) => ({
    attributes: [integers('strides', strides), integers('pads', pads), integers('output_padding', outputPadding)],
  }),
  Cos: plain,
  Div: plain,
  Equal: plain,
  Erf: plain,
  Exp: plain,
  Expand: ({ shape }) => ({ after: [int64Vector(shape)] }),
  Gather: axisAttribute,
  GatherElements: axisAttribute,
  GatherND: plain,
  Greater: plain,
  Identity: plain,
  // its gain is wanted by ONNX; ours are factors of their own
  LayerNormalization: ({ epsilon }, node) => {
    const size = node.inputs[0]!.shape.at(-1)!;
    return { after: [{ dtype: 'float32', shape: [size], data: new Float32Array(size).fill(1) }], attributes: [float('epsilon', epsilon)] };
  },
  Less: plain,
  Log: plain,
  LogSoftmax: axisAttribute,
  Loop: ({ tripCount }, _node, body) => ({
    before: [scalarTensor(tripCount, 'int64'), scalarTensor(1, 'bool')],
    attributes: [create(AttributeProtoSchema, { name: 'body', type: AttributeType.GRAPH, g: body! })],
  }),
  MatMul: plain,
  Max: plain,
  Min: plain,
  Mul: plain,
  Neg: plain,
  Not: plain,
  Pad: ({ pads, value }, node) => ({ after: [int64Vector(pads), scalarTensor(value, node.outputs[0]!.dtype)] }),
  Pow: plain,
  Reciprocal: plain,
  ReduceMax: reduction,
  ReduceMean: reduction,
  ReduceSum: reduction,
  Relu: plain,
  Reshape: ({ shape }) => ({ after: [int64Vector(shape)] }),
  Resize: ({ factor }) => ({
    after: [null, { dtype: 'float32', shape: [4], data: Float32Array.of(1, 1, factor, factor) }],
    attributes: [text('mode', 'nearest'), text('coordinate_transformation_mode', 'asymmetric'), text('nearest_mode', 'floor')],
  }),
  ScatterElements: ({ axis, reduction: kind }) => ({ attributes: [integer('axis', axis), text('reduction', kind)] }),
  ScatterND: (attributes) => ({ attributes: [text('reduction', attributes.reduction)] }),
  Sigmoid: plain,
  Sin: plain,
  Slice: ({ starts, ends, axes, steps }) => ({ after: [starts, ends, axes, steps].map(int64Vector) }),
  Softmax: axisAttribute,
  Softplus: plain,
  Sqrt: plain,
  Sub: plain,
  Tanh: plain,
  TopK: ({ axis, k, largest }) => ({
    after: [int64Vector([k])],
    attributes: [integer('axis', axis), integer('largest', largest ? 1 : 0), integer('sorted', 1)],
  }),
  Transpose: ({ perm }) => ({ attributes: [integers('perm', perm)] }),
  Where: plain,
};

/** One node as ONNX (operator set 18); `addConstant` places a constant beside it and returns its name. */
export function encodeNode(
  node: Node,
  inputs: readonly string[],
  outputs: readonly string[],
  body: GraphProto | null,
  addConstant: (tensor: Tensor) => string,
): NodeProto {
  const encode = encodings[node.opType] as (attributes: OpAttributes[OpType], node: Node, body: GraphProto | null) => Encoding;
  const { before = [], after = [], attributes = [] } = encode(node.attributes, node, body);
  const place = (value: Tensor | null) => (value === null ? '' : addConstant(value));
  return create(NodeProtoSchema, {
    opType: node.opType,
    name: outputs[0]!,
    input: [...before.map(place), ...inputs, ...after.map(place)],
    output: [...outputs],
    attribute: [...attributes],
  });
}

function integer(name: string, value: number): AttributeProto {
  return create(AttributeProtoSchema, { name, type: AttributeType.INT, i: BigInt(value) });
}

function float(name: string, value: number): AttributeProto {
  return create(AttributeProtoSchema, { name, type: AttributeType.FLOAT, f: value });
}

function integers(name: string, values: readonly number[]): AttributeProto {
  return create(AttributeProtoSchema, { name, type: AttributeType.INTS, ints: values.map(BigInt) });
}

function text(name: string, value: string): AttributeProto {
  return create(AttributeProtoSchema, { name, type: AttributeType.STRING, s: new TextEncoder().encode(value) });
}

function tensor(name: string, value: Tensor): AttributeProto {
  return create(AttributeProtoSchema, { name, type: AttributeType.TENSOR, t: tensorProto('', value) });
}
