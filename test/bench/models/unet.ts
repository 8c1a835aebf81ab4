import type { Value } from '../../../src-main/core/engine/graph.ts';
import { silu } from '../../../src-main/core/engine/layers/activations.ts';
import { attention } from '../../../src-main/core/engine/layers/attention.ts';
import { convolution } from '../../../src-main/core/engine/layers/convolution.ts';
import { linear } from '../../../src-main/core/engine/layers/linear.ts';
import { groupNorm } from '../../../src-main/core/engine/layers/normalization.ts';
import { add, concat, reshape, resizeNearest, transpose } from '../../../src-main/core/engine/ops.ts';
import type { ParameterScope } from '../../../src-main/core/engine/parameters.ts';

const WIDTHS = [48, 96, 160] as const;
export const TIME_SIZE = 128;
const GROUPS = 8;

/** A U-Net of 2.6M parameters at 16 x 24: widths 48, 96, 160, attention at the coarsest level. x [N, 3, 24, 16], time [N, 128]. */
export function unet(scope: ParameterScope, x: Value, time: Value): Value {
  const t = silu(linear(scope.within('time2'), silu(linear(scope.within('time1'), time, TIME_SIZE)), TIME_SIZE));
  let h = convolution(scope.within('in'), x, WIDTHS[0]);
  const skips: Value[] = [];
  WIDTHS.forEach((width, level) => {
    h = residual(scope.within(`down${level}`), h, t, width);
    skips.push(h);
    if (level < WIDTHS.length - 1) h = convolution(scope.within(`shrink${level}`), h, width, { stride: 2 });
  });
  h = residual(scope.within('middle'), h, t, WIDTHS[2]);
  h = spatialAttention(scope.within('attention'), h);
  for (let level = WIDTHS.length - 1; level >= 0; level--) {
    h = residual(scope.within(`up${level}`), concat([h, skips[level]!], 1), t, WIDTHS[level]!);
    if (level > 0) h = convolution(scope.within(`enlarge${level}`), resizeNearest(h, 2), WIDTHS[level - 1]!);
  }
  return convolution(scope.within('out'), silu(groupNorm(scope.within('norm'), h, GROUPS)), 3);
}

function residual(scope: ParameterScope, x: Value, time: Value, width: number): Value {
  const [n, channels] = x.shape as readonly [number, number];
  let h = convolution(scope.within('first'), silu(groupNorm(scope.within('norm1'), x, GROUPS)), width);
  h = add(h, reshape(linear(scope.within('time'), time, width), [n, width, 1, 1]));
  h = convolution(scope.within('second'), silu(groupNorm(scope.within('norm2'), h, GROUPS)), width);
  return add(h, channels === width ? x : convolution(scope.within('skip'), x, width, { kernel: 1 }));
}

function spatialAttention(scope: ParameterScope, x: Value): Value {
  const [n, channels, height, width] = x.shape as readonly [number, number, number, number];
  const tokens = transpose(reshape(groupNorm(scope.within('norm'), x, GROUPS), [n, channels, height * width]));
  return add(x, reshape(transpose(attention(scope, tokens, { heads: 4 })), x.shape));
}
