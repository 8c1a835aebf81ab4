import { create, toBinary } from '@bufbuild/protobuf';
import { invariant } from '../../base/assertions.ts';
import type { Graph, Node, TensorType, Value } from '../graph.ts';
import { inputName, topologicalOrder } from '../graph.ts';
import type { Tensor } from '../tensor.ts';
import {
  type GraphProto,
  GraphProtoSchema,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  type TensorProto,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from './generated/onnx_pb.ts';
import { encodeNode } from './nodeEncoding.ts';
import { dataTypes, tensorProto } from './tensorEncoding.ts';

/** IR 9 and operator set 18: the newest that all of the runtime's providers read in full. */
const IR_VERSION = 9n;
const OPSET = 18n;

/** What a node becomes on one kind of device: a value of the same type made from the node's inputs, or null to leave it. */
export type Lowering = (node: Node) => Value | null;

const asItIs: Lowering = () => null;

/** A graph as the bytes of an ONNX model file (https://onnx.ai/onnx/repo-docs/IR.html). */
export function writeOnnx(graph: Graph, lowering: Lowering = asItIs): Uint8Array {
  invariant(graph.captures.length === 0, `graph ${graph.name} reads values from outside`);
  const model = create(ModelProtoSchema, {
    irVersion: IR_VERSION,
    producerName: 'marquee',
    opsetImport: [create(OperatorSetIdProtoSchema, { domain: '', version: OPSET })],
    graph: graphProto(graph, null, { next: 0 }, lowering),
  });
  return toBinary(ModelProtoSchema, model);
}

interface Counter {
  next: number;
}

/** `outer`: names around a loop's body; null for a whole graph. */
function graphProto(graph: Graph, outer: ReadonlyMap<Value, string> | null, counter: Counter, lowering: Lowering): GraphProto {
  const names = new Map(outer ?? []);
  const nodes: NodeProto[] = [];
  const initializers: TensorProto[] = [];
  const isLoopBody = outer !== null;
  // A loop body's own names must differ from every name around it.
  const fresh = () => `v${counter.next++}`;
  const addConstant = (tensor: Tensor): string => {
    const name = fresh();
    initializers.push(tensorProto(name, tensor));
    return name;
  };

  for (const value of graph.inputs) names.set(value, isLoopBody ? fresh() : inputName(value));
  for (const value of graph.constants) if (value.source.kind === 'constant') names.set(value, addConstant(value.source.tensor));
  const ownNodes = new Set(graph.nodes);
  const isOwn = (value: Value) => value.source.kind === 'node' && ownNodes.has(value.source.node);
  for (const { name, value } of graph.outputs) if (isOwn(value) && !names.has(value)) names.set(value, isLoopBody ? fresh() : name);
  const nameOf = (value: Value): string => {
    const known = names.get(value);
    if (known !== undefined) return known;
    const made = fresh();
    names.set(value, made);
    return made;
  };

  for (const node of graph.nodes) {
    const lowered = lowering(node);
    if (lowered !== null) names.set(lowered, nameOf(node.outputs[0]!));
    for (const part of lowered === null ? [node] : nodesBetween(node.inputs, lowered)) {
      for (const value of part.inputs)
        if (value.source.kind === 'constant' && !names.has(value)) names.set(value, addConstant(value.source.tensor));
      const body = part.opType === 'Loop' ? graphProto(part.attributes.body, captured(part, nameOf), counter, lowering) : null;
      nodes.push(encodeNode(part, part.inputs.map(nameOf), part.outputs.map(nameOf), body, addConstant));
    }
  }
  const outputs: ValueInfoProto[] = graph.outputs.map(({ name, value }, i) => {
    const inner = nameOf(value);
    const isFirstUse = graph.outputs.findIndex((other) => other.value === value) === i;
    if (isOwn(value) && isFirstUse) return valueInfo(inner, value);
    // ONNX outputs must be made by a node of this graph, each once.
    const copy = isLoopBody ? fresh() : name;
    nodes.push(create(NodeProtoSchema, { opType: 'Identity', name: copy, input: [inner], output: [copy] }));
    return valueInfo(copy, value);
  });
  return create(GraphProtoSchema, {
    name: graph.name,
    node: nodes,
    initializer: initializers,
    input: graph.inputs.map((value) => valueInfo(names.get(value)!, value)),
    output: outputs,
  });
}

/** The nodes that make `result` from `given`, in order. */
function nodesBetween(given: readonly Value[], result: Value): Node[] {
  return topologicalOrder([result], given).flatMap(({ source }) => (source.kind === 'node' ? [source.node] : []));
}

/** Names that a loop's body may use of its surroundings. */
function captured(node: Node & { opType: 'Loop' }, nameOf: (value: Value) => string): Map<Value, string> {
  return new Map(node.attributes.body.captures.map((value) => [value, nameOf(value)]));
}

function valueInfo(name: string, type: TensorType): ValueInfoProto {
  return create(ValueInfoProtoSchema, {
    name,
    type: {
      value: {
        case: 'tensorType',
        value: {
          elemType: dataTypes[type.dtype],
          shape: { dim: type.shape.map((size) => ({ value: { case: 'dimValue' as const, value: BigInt(size) } })) },
        },
      },
    },
  });
}
