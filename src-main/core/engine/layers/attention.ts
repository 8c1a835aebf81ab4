import type { Value } from '../graph.ts';
import { add, matMul, mul, reshape, softmax, transpose } from '../ops.ts';
import type { ParameterScope } from '../parameters.ts';
import { linear } from './linear.ts';

export interface AttentionOptions {
  readonly heads: number;
  /** Where keys and values come from: [batch, length, size]; default: x itself. */
  readonly context?: Value;
  /** Added to the scores, [batch or 1, 1 or heads, 1 or length, context length]: a large negative number hides a place. */
  readonly bias?: Value;
}

/**
 * Multi-head scaled dot-product attention (Vaswani et al. 2017, section 3.2): [batch, length, size] to the same.
 * Declares `query`, `key`, `value` and `output`, linear layers of size x size.
 */
export function attention(scope: ParameterScope, x: Value, { heads, context = x, bias }: AttentionOptions): Value {
  const [batch, length, size] = x.shape as readonly [number, number, number];
  const headSize = size / heads;
  const split = (name: string, from: Value, perm: readonly number[]) =>
    transpose(reshape(linear(scope.within(name), from, size), [batch, from.shape[1]!, heads, headSize]), perm);
  const query = split('query', x, [0, 2, 1, 3]);
  const key = split('key', context, [0, 2, 3, 1]);
  const value = split('value', context, [0, 2, 1, 3]);
  const scores = mul(matMul(query, key), 1 / Math.sqrt(headSize));
  const weights = softmax(bias === undefined ? scores : add(scores, bias));
  const mixed = transpose(matMul(weights, value), [0, 2, 1, 3]);
  return linear(scope.within('output'), reshape(mixed, [batch, length, size]), size);
}
