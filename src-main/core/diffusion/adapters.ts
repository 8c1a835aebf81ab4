import { DomainError } from '../base/errors.ts';
import { constant, type Value } from '../engine/graph.ts';
import { normal, zeros } from '../engine/initializers.ts';
import { add, matMul, reshape } from '../engine/ops.ts';
import type { ParameterScope } from '../engine/parameters.ts';
import type { Tensor } from '../engine/tensor.ts';

/**
 * Low-rank adapters (Hu et al. 2022, equation 3): a trained weight W, seen as a matrix [rows, columns], stays as it is and A B is added to it, A [rows, rank]
 * zero at first, B [rank, columns]. Convolutions [out, in, h, w] are [out, in h w]. Biases and gains do not change.
 */
const LEFT = '/a';
const RIGHT = '/b';

const rowsOf = (shape: readonly number[]): number => shape[0]!;
const columnsOf = (shape: readonly number[]): number => shape.slice(1).reduce((product, size) => product * size, 1);

/** A scope that declares adapters where a model declares its weights; the frozen weights become constants of the graph. */
export function adapterScope(scope: ParameterScope, frozen: Readonly<Record<string, Tensor>>, rank: number, prefix = ''): ParameterScope {
  return {
    declare(name, shape): Value {
      const full = prefix + name;
      const tensor = frozen[full];
      if (tensor === undefined || tensor.shape.join() !== shape.join())
        throw new DomainError('model-invalid', `The painter has no weights "${full}" of this shape; train it again before fine-tuning.`);
      const weight = constant(tensor);
      if (shape.length < 2) return weight;
      const [rows, columns] = [rowsOf(shape), columnsOf(shape)];
      const a = scope.declare(name + LEFT, [rows, rank], zeros);
      const b = scope.declare(name + RIGHT, [rank, columns], normal(1 / Math.sqrt(columns)));
      return add(weight, reshape(matMul(a, b), shape));
    },
    within: (name) => adapterScope(scope.within(name), frozen, rank, `${prefix}${name}.`),
    overrideGradient: (value, override) => scope.overrideGradient(value, override),
  };
}

/** The weights with their adapters added. @throws DomainError 'model-invalid' where they do not fit */
export function mergeAdapters(
  weights: Readonly<Record<string, Tensor>>,
  adapters: Readonly<Record<string, Tensor>>,
): Record<string, Tensor> {
  const merged: Record<string, Tensor> = { ...weights };
  for (const [key, a] of Object.entries(adapters)) {
    if (!key.endsWith(LEFT)) continue;
    const name = key.slice(0, -LEFT.length);
    const [weight, b] = [weights[name], adapters[name + RIGHT]];
    const rank = a.shape[1]!;
    if (
      weight === undefined ||
      b === undefined ||
      rowsOf(weight.shape) !== a.shape[0] ||
      b.shape.join() !== `${rank},${columnsOf(weight.shape)}`
    )
      throw new DomainError('model-invalid', `The adapter "${name}" does not fit the painter that it was made for; make it again.`);
    const [rows, columns] = [rowsOf(weight.shape), columnsOf(weight.shape)];
    const data = Float32Array.from(weight.data as Float32Array);
    for (let i = 0; i < rows; i++) {
      for (let k = 0; k < rank; k++) {
        const left = Number(a.data[i * rank + k]);
        if (left === 0) continue;
        for (let j = 0; j < columns; j++) data[i * columns + j]! += left * Number(b.data[k * columns + j]);
      }
    }
    merged[name] = { dtype: 'float32', shape: weight.shape, data };
  }
  return merged;
}
