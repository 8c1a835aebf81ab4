import type { Value } from '../graph.ts';
import { ones, zeros } from '../initializers.ts';
import { add, layerNormalization, mul, reshape } from '../ops.ts';
import type { ParameterScope } from '../parameters.ts';

/** (x - mean) / sqrt(variance + epsilon) over the last axis, with gain and bias (Ba et al. 2016). Declares `gain`, `bias` [size]. */
export function layerNorm(scope: ParameterScope, x: Value, epsilon = 1e-5): Value {
  const size = x.shape.at(-1)!;
  const gain = scope.declare('gain', [size], ones);
  const bias = scope.declare('bias', [size], zeros);
  return add(mul(layerNormalization(x, epsilon), gain), bias);
}

/**
 * The same over groups of channels and all places of each picture (Wu and He 2018): [N, C, H, W], `groups` divides C.
 * Declares `gain`, `bias` [C].
 */
export function groupNorm(scope: ParameterScope, x: Value, groups: number, epsilon = 1e-5): Value {
  const [n, channels, height, width] = x.shape as readonly [number, number, number, number];
  const gain = scope.declare('gain', [channels], ones);
  const bias = scope.declare('bias', [channels], zeros);
  const grouped = reshape(x, [n, groups, (channels / groups) * height * width]);
  const scaled = mul(reshape(layerNormalization(grouped, epsilon), x.shape), reshape(gain, [channels, 1, 1]));
  return add(scaled, reshape(bias, [channels, 1, 1]));
}
