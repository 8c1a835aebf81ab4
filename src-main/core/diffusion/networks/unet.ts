import type { Value } from '../../engine/graph.ts';
import { zeros } from '../../engine/initializers.ts';
import { silu } from '../../engine/layers/activations.ts';
import { attention } from '../../engine/layers/attention.ts';
import { convolution } from '../../engine/layers/convolution.ts';
import { linear } from '../../engine/layers/linear.ts';
import { groupNorm, layerNorm } from '../../engine/layers/normalization.ts';
import { add, concat, filled, mul, reshape, resizeNearest, slice, transpose } from '../../engine/ops.ts';
import type { ParameterScope } from '../../engine/parameters.ts';
import type { Conditioning } from './conditioning.ts';
import { depthToSpace, spaceToDepth } from './patches.ts';

export interface UNetConfig {
  readonly kind: 'unet';
  /** Channels of each level, the finest first; multiples of 8. Each level halves height and width. */
  readonly widths: readonly number[];
  /** Tiles of patch x patch pixels become channels first; 1 leaves pixels alone. */
  readonly patch: number;
  /** Width of the condition vector and tokens. */
  readonly conditionSize: number;
}

const GROUPS = 8;
const HEADS = 4;

/**
 * A U-Net (Ronneberger et al. 2015; residual blocks with group norm as Ho et al. 2020, appendix B; scale and shift by the condition as Dhariwal and
 * Nichol 2021, equation 3) with attention over pixels and caption tokens at its lowest level. [N, C, H, W] to [N, outChannels, H, W].
 */
export function unet(scope: ParameterScope, x: Value, condition: Conditioning, { widths, patch }: UNetConfig, outChannels: number): Value {
  const lowest = widths.length - 1;
  let h = convolution(scope.within('in'), spaceToDepth(x, patch), widths[0]!);
  const skips: Value[] = [];
  widths.forEach((width, level) => {
    h = residual(scope.within(`down${level}`), h, condition.vector, width);
    skips.push(h);
    if (level < lowest) h = convolution(scope.within(`shrink${level}`), h, width, { stride: 2 });
  });
  h = residual(scope.within('middle'), h, condition.vector, widths[lowest]!);
  h = spatialAttention(scope.within('attention'), h, condition);
  for (let level = lowest; level >= 0; level--) {
    h = residual(scope.within(`up${level}`), concat([h, skips[level]!], 1), condition.vector, widths[level]!);
    if (level > 0) h = convolution(scope.within(`enlarge${level}`), resizeNearest(h, 2), widths[level - 1]!);
  }
  h = silu(groupNorm(scope.within('norm'), h, GROUPS));
  return depthToSpace(convolution(scope.within('out'), h, outChannels * patch * patch, { initializer: zeros }), patch);
}

/** Begins as the identity: its last convolution is zero at first (Zhang, Dauphin, Ma 2019). */
function residual(scope: ParameterScope, x: Value, vector: Value, width: number): Value {
  const [n, channels] = x.shape as readonly [number, number];
  let h = convolution(scope.within('first'), silu(groupNorm(scope.within('norm1'), x, GROUPS)), width);
  const told = reshape(linear(scope.within('condition'), vector, 2 * width, { initializer: zeros }), [n, 2 * width, 1, 1]);
  h = groupNorm(scope.within('norm2'), h, GROUPS);
  h = add(mul(h, add(slice(told, 1, 0, width), 1)), slice(told, 1, width, 2 * width));
  h = convolution(scope.within('second'), silu(h), width, { initializer: zeros });
  return add(h, channels === width ? x : convolution(scope.within('skip'), x, width, { kernel: 1 }));
}

/** Every place looks at every place and at the caption's tokens. */
function spatialAttention(scope: ParameterScope, x: Value, { tokens, tokenBias }: Conditioning): Value {
  const [n, channels, height, width] = x.shape as readonly [number, number, number, number];
  const places = transpose(reshape(groupNorm(scope.within('norm'), x, GROUPS), [n, channels, height * width]));
  const caption = linear(scope.within('caption'), layerNorm(scope.within('captionNorm'), tokens), channels);
  const context = concat([places, caption], 1);
  const bias = concat([filled([n, 1, 1, height * width], 0), tokenBias], 3);
  return add(x, reshape(transpose(attention(scope, places, { heads: HEADS, context, bias })), x.shape));
}
