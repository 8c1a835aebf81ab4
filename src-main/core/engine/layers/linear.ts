import { glorotUniform, type Initializer, zeros } from '../initializers.ts';
import type { Value } from '../graph.ts';
import { add, matMul } from '../ops.ts';
import type { ParameterScope } from '../parameters.ts';

export interface LinearOptions {
  readonly hasBias?: boolean;
  readonly initializer?: Initializer;
}

/** x W + b: [..., in] -> [..., out]. Declares `weight` [in, out] and `bias` [out]. */
export function linear(scope: ParameterScope, x: Value, outSize: number, options: LinearOptions = {}): Value {
  const { hasBias = true, initializer = glorotUniform } = options;
  const weight = scope.declare('weight', [x.shape.at(-1)!, outSize], initializer);
  const product = matMul(x, weight);
  return hasBias ? add(product, scope.declare('bias', [outSize], zeros)) : product;
}
