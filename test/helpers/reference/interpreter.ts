import type { Graph, OpType, Value } from '../../../src-main/core/engine/graph.ts';
import { inputName } from '../../../src-main/core/engine/graph.ts';
import type { OpAttributes, NodeOf } from '../../../src-main/core/engine/graph.ts';
import { type Array64, fromTensor } from './array64.ts';
import { kernels, type RunBody } from './kernels.ts';

/** Evaluates a graph in double precision, whatever its element types say: the reference for derivatives and for devices. */
export function interpret(graph: Graph, inputs: Readonly<Record<string, Array64>>): Record<string, Array64> {
  const results = evaluate(
    graph,
    graph.inputs.map((value) => {
      const given = inputs[inputName(value)];
      if (given === undefined) throw new Error(`the reference has no input ${inputName(value)}`);
      if (given.shape.join() !== value.shape.join()) throw new Error(`input ${inputName(value)} is [${given.shape}], not [${value.shape}]`);
      return given;
    }),
    new Map(),
  );
  return Object.fromEntries(graph.outputs.map(({ name }, i) => [name, results[i]!]));
}

function evaluate(graph: Graph, inputs: readonly Array64[], outer: ReadonlyMap<Value, Array64>): readonly Array64[] {
  const known = new Map(outer);
  graph.inputs.forEach((value, i) => known.set(value, inputs[i]!));
  const valueOf = (value: Value): Array64 => {
    const found = known.get(value);
    if (found !== undefined) return found;
    if (value.source.kind !== 'constant') throw new Error(`a ${value.source.kind} is used before it is known`);
    const made = fromTensor(value.source.tensor);
    known.set(value, made);
    return made;
  };
  const runBody: RunBody = (body, carried) => evaluate(body, carried, known);
  for (const node of graph.nodes) {
    if (node.opType === 'Loop') node.attributes.body.captures.forEach(valueOf);
    const kernel = kernels[node.opType] as (
      attributes: OpAttributes[OpType],
      inputs: readonly Array64[],
      node: NodeOf<OpType>,
      runBody: RunBody,
    ) => readonly Array64[];
    const outputs = kernel(node.attributes, node.inputs.map(valueOf), node as never, runBody);
    node.outputs.forEach((value, i) => {
      if (outputs[i]!.shape.join() !== value.shape.join())
        throw new Error(`${node.opType} makes [${outputs[i]!.shape}] where its rule says [${value.shape}]`);
      known.set(value, outputs[i]!);
    });
  }
  return graph.outputs.map(({ value }) => valueOf(value));
}
