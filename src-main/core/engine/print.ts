import type { Graph, Node, Value } from './graph.ts';
import { inputName } from './graph.ts';
import { typeText } from './shapeInference.ts';
import type { Tensor } from './tensor.ts';

/** Constants of at most this many elements are written out. */
const SHORT_CONSTANT = 4;

/** A graph as text, one node a line, for people and for snapshots. */
export function printGraph(graph: Graph): string {
  return print(graph, new Map(), { nodes: 0, constants: 0 }, '').join('\n');
}

interface Counters {
  nodes: number;
  constants: number;
}

function print(graph: Graph, outer: ReadonlyMap<Value, string>, counters: Counters, indent: string): string[] {
  const names = new Map(outer);
  for (const value of graph.inputs) names.set(value, inputName(value));
  const lines = [`${indent}${graph.name}(${graph.inputs.map((value) => `${inputName(value)}: ${typeText(value)}`).join(', ')}) {`];
  for (const value of graph.constants) {
    if (value.source.kind !== 'constant') continue;
    const text = shortText(value.source.tensor);
    names.set(value, text ?? `c${counters.constants}`);
    if (text === null) lines.push(`${indent}  c${counters.constants++} = constant: ${typeText(value)}`);
  }
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((value) => names.get(value)!);
    for (const value of node.outputs) names.set(value, `%${counters.nodes++}`);
    const left = node.outputs.map((value) => names.get(value)!).join(', ');
    const right = `${node.opType}(${[...inputs, ...attributeTexts(node)].join(', ')}): ${node.outputs.map(typeText).join(', ')}`;
    lines.push(`${indent}  ${left} = ${right}`);
    if (node.opType === 'Loop') lines.push(...print(node.attributes.body, names, counters, `${indent}    `));
  }
  lines.push(`${indent}  return ${graph.outputs.map(({ name, value }) => `${name} = ${names.get(value)}`).join(', ')}`, `${indent}}`);
  return lines;
}

function attributeTexts(node: Node): string[] {
  return Object.entries(node.attributes)
    .filter(([name]) => name !== 'body')
    .map(([name, value]) => `${name}=${Array.isArray(value) ? `[${value.join(', ')}]` : String(value)}`);
}

function shortText(tensor: Tensor): string | null {
  if (tensor.data.length > SHORT_CONSTANT || tensor.dtype === 'float16') return null;
  const elements = Array.from(tensor.data as ArrayLike<number | bigint>, String);
  return tensor.shape.length === 0 ? elements[0]! : `[${elements.join(', ')}]`;
}
