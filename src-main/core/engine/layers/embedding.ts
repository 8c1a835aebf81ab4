import type { Value } from '../graph.ts';
import { type Initializer, normal } from '../initializers.ts';
import { gather, matMul, reshape } from '../ops.ts';
import type { ParameterScope } from '../parameters.ts';
import { segmentSums } from '../segments.ts';

export interface EmbeddingOptions {
  readonly rows: number;
  readonly size: number;
  readonly initializer?: Initializer;
  /** Name and inputs of the batch's segment plan (segments.ts); without it a general and slower gradient is used. */
  readonly plan?: { readonly name: string; readonly inputs: Readonly<Record<string, Value>> };
}

/** Rows of a table by int32 ids [...]: [..., size]. Declares `table` [rows, size]. A plan's entries are the ids in order. */
export function embedding(scope: ParameterScope, ids: Value, { rows, size, initializer = normal(0.1), plan }: EmbeddingOptions): Value {
  const table = scope.declare('table', [rows, size], initializer);
  const picked = gather(table, ids);
  if (plan !== undefined) {
    const count = ids.shape.reduce((product, length) => product * length, 1);
    scope.overrideGradient(picked, (g) => new Map([[table, segmentSums(reshape(g, [count, size]), plan.name, plan.inputs)]]));
  }
  return picked;
}

/**
 * Weighted sums of rows: ids int32 [batch, length], weights [batch, length] (0 where a bag is shorter): [batch, size].
 * A plan's entries are the places of the bags, with their bag as source and their weight; the weights then are data and have
 * no gradient of their own. Declares `table` [rows, size].
 */
export function embeddingBag(scope: ParameterScope, ids: Value, weights: Value, options: EmbeddingOptions): Value {
  const { rows, size, initializer = normal(0.1), plan } = options;
  const [batch, length] = ids.shape as readonly [number, number];
  const table = scope.declare('table', [rows, size], initializer);
  const bags = reshape(matMul(reshape(weights, [batch, 1, length]), gather(table, ids)), [batch, size]);
  if (plan !== undefined) scope.overrideGradient(bags, (g) => new Map([[table, segmentSums(g, plan.name, plan.inputs)]]));
  return bags;
}
