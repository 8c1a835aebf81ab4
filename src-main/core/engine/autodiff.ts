import { invariant } from '../base/assertions.ts';
import type { Node, OpType, Value } from './graph.ts';
import { elementCount, topologicalOrder } from './graph.ts';
import { gradientRules, type GradientRule } from './gradientRules.ts';
import { add, filled } from './ops.ts';

/** From the cotangent of a value to what it gives to the values that it was made from, however many nodes back. */
export type GradientOverride = (cotangent: Value) => ReadonlyMap<Value, Value>;

/** Take the place of the rules of everything between their values and the values they give to. */
export type GradientOverrides = ReadonlyMap<Value, GradientOverride>;

/**
 * Reverse-mode differentiation (Baydin et al. 2018, section 3.2): emits the nodes of dL/dx for every x of `wrt`.
 * `wrt` may hold any value, not inputs alone. What `loss` does not depend on has a gradient of zeros.
 * @param loss one element
 * @returns gradients of the shapes of `wrt`, in its order
 */
export function gradients(loss: Value, wrt: readonly Value[], overrides: GradientOverrides = new Map()): Value[] {
  invariant(elementCount(loss.shape) === 1, `the loss has the shape [${loss.shape.join(', ')}] and must be one number`);
  const order = topologicalOrder([loss]);
  const isWanted = dependents(order, wrt);
  const parts = new Map<Value, Value[]>([[loss, [filled(loss.shape, 1)]]]);
  const sums = new Map<Value, Value>();

  // In reverse order every use of a value has given its part before the value itself is reached.
  for (const value of order.toReversed()) {
    const collected = parts.get(value);
    if (collected === undefined || !isWanted.has(value)) continue;
    const cotangent = collected.reduce((sum, part) => add(sum, part));
    sums.set(value, cotangent);
    if (value.source.kind !== 'node') continue;
    const { node } = value.source;
    if (!node.inputs.some((input) => isWanted.has(input))) continue;
    const override = overrides.get(value);
    const given = override === undefined ? pullBack(node, value, cotangent) : [...override(cotangent)];
    for (const [input, part] of given) {
      if (part === null || !isWanted.has(input)) continue;
      invariant(
        part.shape.join() === input.shape.join(),
        `${node.opType} gives a value [${input.shape.join(', ')}] a gradient [${part.shape.join(', ')}]`,
      );
      const known = parts.get(input);
      if (known === undefined) parts.set(input, [part]);
      else known.push(part);
    }
  }
  return wrt.map((value) => sums.get(value) ?? filled(value.shape, 0));
}

/** @returns the node's inputs, each with its part */
function pullBack(node: Node, output: Value, cotangent: Value): readonly (readonly [Value, Value | null])[] {
  const rule = gradientRules[node.opType] as GradientRule<OpType> | null;
  invariant(rule !== null, `${node.opType} stands between the loss and a parameter, and has no gradient`);
  const parts = rule(node as never, cotangent, node.inputs, output);
  return node.inputs.map((input, i) => [input, parts[i] ?? null]);
}

/** The values of `order` through which something of `wrt` reaches the loss. */
function dependents(order: readonly Value[], wrt: readonly Value[]): ReadonlySet<Value> {
  const found = new Set<Value>(wrt);
  for (const value of order) {
    if (value.source.kind === 'node' && value.source.node.inputs.some((input) => found.has(input))) found.add(value);
  }
  return found;
}
