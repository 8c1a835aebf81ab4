import { createRng } from '../../src-main/core/base/rng.ts';
import { gradients } from '../../src-main/core/engine/autodiff.ts';
import { constant, type Graph, graph, input, type Value } from '../../src-main/core/engine/graph.ts';
import { mul, reduceSum } from '../../src-main/core/engine/ops.ts';
import type { Tensor } from '../../src-main/core/engine/tensor.ts';
import { type Array64, fromTensor, size } from './reference/array64.ts';
import { interpret } from './reference/interpreter.ts';

/** A function of named inputs with its loss L = sum(y * fixed random weights) and dL/dx of the chosen inputs. */
export interface CheckedGraph {
  readonly graph: Graph;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly differentiable: readonly string[];
}

export function checkedGraph(
  tensors: readonly Tensor[],
  differentiable: readonly number[],
  apply: (values: readonly Value[]) => Value,
  seed: number,
): CheckedGraph {
  const values = tensors.map(({ dtype, shape }, i) => input(`x${i}`, dtype, shape));
  const y = apply(values);
  const rng = createRng(seed, 'weights');
  const weights = Float32Array.from({ length: size(y.shape) }, () => 0.5 + rng.uniform());
  const weighted = mul(y, constant({ dtype: 'float32', shape: y.shape, data: weights }));
  const loss =
    y.shape.length === 0
      ? weighted
      : reduceSum(
          weighted,
          y.shape.map((_, axis) => axis),
        );
  const wrt = gradients(
    loss,
    differentiable.map((i) => values[i]!),
  );
  return {
    graph: graph('checked', values, { y, loss, ...Object.fromEntries(wrt.map((value, i) => [`d${differentiable[i]}`, value])) }),
    inputs: Object.fromEntries(tensors.map((tensor, i) => [`x${i}`, tensor])),
    differentiable: differentiable.map((i) => `x${i}`),
  };
}

export const referenceInputs = (inputs: CheckedGraph['inputs']): Record<string, Array64> =>
  Object.fromEntries(Object.entries(inputs).map(([name, tensor]) => [name, fromTensor(tensor)]));

const STEP = 1e-5;

/**
 * Largest error of the derived gradients against central differences (f(x + h) - f(x - h)) / 2h in double precision,
 * relative to 1 + |gradient|. With h = 1e-5 the truncation is O(h^2) = 1e-10 and the rounding about 1e-11.
 */
export function gradientError({ graph, inputs, differentiable }: CheckedGraph): number {
  const at = referenceInputs(inputs);
  const derived = interpret(graph, at);
  const lossAt = (name: string, data: Float64Array) =>
    interpret(graph, { ...at, [name]: { shape: at[name]!.shape, data } })['loss']!.data[0]!;
  let worst = 0;
  for (const name of differentiable) {
    const gradient = derived[`d${name.slice(1)}`]!;
    for (let i = 0; i < gradient.data.length; i++) {
      const shifted = (by: number) => lossAt(name, at[name]!.data.with(i, at[name]!.data[i]! + by));
      const expected = (shifted(STEP) - shifted(-STEP)) / (2 * STEP);
      const error = Math.abs(gradient.data[i]! - expected) / (1 + Math.abs(expected));
      worst = Number.isNaN(error) ? Number.POSITIVE_INFINITY : Math.max(worst, error);
    }
  }
  return worst;
}
