import { create } from '@bufbuild/protobuf';
import { invariant } from '../../base/assertions.ts';
import type { Tensor } from '../tensor.ts';
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  type ModelProto,
  type NodeProto,
  NodeProtoSchema,
  type TensorProto,
  TensorProto_DataType,
} from './generated/onnx_pb.ts';
import { tensorProto } from './tensorEncoding.ts';

/** How weights lie in the file; they are float32 again when the session has folded its constants. */
export type WeightPrecision = 'float32' | 'float16' | 'int8';

/** The model cut down to what these outputs need. The messages are shared with the one given. */
export function keepOutputs(model: ModelProto, names: readonly string[]): ModelProto {
  const graph = model.graph!;
  const producers = new Map(graph.node.flatMap((node) => node.output.map((output) => [output, node] as const)));
  const needed = new Set<string>();
  const kept = new Set<NodeProto>();
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (needed.has(name)) continue;
    needed.add(name);
    const node = producers.get(name);
    if (node === undefined) continue;
    kept.add(node);
    open.push(...node.input);
  }
  const output = graph.output.filter(({ name }) => names.includes(name!));
  invariant(output.length === names.length, `the model has no outputs ${names.join(', ')}`);
  return {
    ...model,
    graph: {
      ...graph,
      output,
      node: graph.node.filter((node) => kept.has(node)),
      initializer: graph.initializer.filter(({ name }) => needed.has(name!)),
    },
  };
}

/**
 * The model with its float32 weights of two axes or more stored more coarsely, each followed by the nodes that make it
 * float32 again: Cast, and for int8 a product with one scale for each index of the first axis, max |w| / 127.
 */
export function storeWeights(model: ModelProto, precision: WeightPrecision): ModelProto {
  if (precision === 'float32') return model;
  const graph = model.graph!;
  const nodes: NodeProto[] = [];
  const initializer = graph.initializer.flatMap((weight) => {
    if (weight.dataType !== TensorProto_DataType.FLOAT || weight.dims.length < 2) return [weight];
    const { stored, restore } = precision === 'float16' ? asHalves(weight) : asBytes(weight);
    nodes.push(...restore);
    return stored;
  });
  return { ...model, graph: { ...graph, initializer, node: [...nodes, ...graph.node] } };
}

interface Stored {
  readonly stored: TensorProto[];
  readonly restore: NodeProto[];
}

function asHalves(weight: TensorProto): Stored {
  const name = weight.name!;
  const data = new Uint16Array(new Float16Array(floatsOf(weight)).buffer);
  return {
    stored: [tensorProto(`${name}/float16`, { dtype: 'float16', shape: shapeOf(weight), data })],
    restore: [castToFloat(`${name}/float16`, name)],
  };
}

function asBytes(weight: TensorProto): Stored {
  const name = weight.name!;
  const shape = shapeOf(weight);
  const { data, scales } = quantizeRows(floatsOf(weight), shape[0]!);
  const scaleShape = [shape[0]!, ...shape.slice(1).map(() => 1)];
  const multiply = create(NodeProtoSchema, {
    opType: 'Mul',
    name: `${name}/scaled`,
    input: [`${name}/float32`, `${name}/scales`],
    output: [name],
  });
  return {
    stored: [
      tensorProto(`${name}/int8`, { dtype: 'int8', shape, data }),
      tensorProto(`${name}/scales`, { dtype: 'float32', shape: scaleShape, data: scales }),
    ],
    restore: [castToFloat(`${name}/int8`, `${name}/float32`), multiply],
  };
}

/** Rows as int8 with one scale each: w ~ q * scale, scale = max |w| / 127; a row of zeros has scale 0. */
export function quantizeRows(values: Float32Array, numRows: number): { data: Int8Array; scales: Float32Array } {
  const width = values.length / numRows;
  const data = new Int8Array(values.length);
  const scales = new Float32Array(numRows);
  for (let row = 0; row < numRows; row++) {
    let largest = 0;
    for (let i = row * width; i < (row + 1) * width; i++) largest = Math.max(largest, Math.abs(values[i]!));
    const scale = (scales[row] = largest / 127);
    if (scale > 0) for (let i = row * width; i < (row + 1) * width; i++) data[i] = Math.round(values[i]! / scale);
  }
  return { data, scales };
}

function floatsOf(tensor: TensorProto): Float32Array {
  const { rawData, floatData } = tensor;
  if (rawData === undefined || rawData.length === 0) return Float32Array.from(floatData);
  return new Float32Array(new Uint8Array(rawData).buffer);
}

const shapeOf = ({ dims }: TensorProto): Tensor['shape'] => dims.map(Number);

function castToFloat(from: string, to: string): NodeProto {
  const attribute = create(AttributeProtoSchema, {
    name: 'to',
    type: AttributeProto_AttributeType.INT,
    i: BigInt(TensorProto_DataType.FLOAT),
  });
  return create(NodeProtoSchema, { opType: 'Cast', name: `${from}/cast`, input: [from], output: [to], attribute: [attribute] });
}
