import type { Value } from '../../engine/graph.ts';
import { normal, zeros } from '../../engine/initializers.ts';
import { geluTanh } from '../../engine/layers/activations.ts';
import { attention } from '../../engine/layers/attention.ts';
import { linear } from '../../engine/layers/linear.ts';
import { layerNorm } from '../../engine/layers/normalization.ts';
import { add, concat, filled, reshape, slice, transpose } from '../../engine/ops.ts';
import type { ParameterScope } from '../../engine/parameters.ts';
import type { Conditioning } from './conditioning.ts';
import { depthToSpace, spaceToDepth } from './patches.ts';

export interface UViTConfig {
  readonly kind: 'uvit';
  readonly width: number;
  /** Blocks, an odd number: one in the middle, the others in pairs with a long skip. */
  readonly depth: number;
  readonly heads: number;
  /** Pixels of a token along each side. */
  readonly patch: number;
  readonly conditionSize: number;
}

/** `base` has the founding project's size; parameters at 64 x 96 are about 3, 12 and 45 million. */
export const uvitSizes = {
  nano: { width: 192, depth: 5, heads: 4 },
  small: { width: 320, depth: 9, heads: 5 },
  base: { width: 512, depth: 13, heads: 8 },
} as const;

/**
 * U-ViT (Bao et al. 2023, figure 1): time and caption are tokens among the patches; the first half of the blocks is joined to the second by long
 * skips. [N, C, H, W] to [N, outChannels, H, W].
 */
export function uvit(scope: ParameterScope, x: Value, condition: Conditioning, config: UViTConfig, outChannels: number): Value {
  const { width, depth, heads, patch } = config;
  const [n, channels, rows, columns] = spaceToDepth(x, patch).shape as readonly [number, number, number, number];
  const count = rows * columns;
  const patches = transpose(reshape(spaceToDepth(x, patch), [n, channels, count]));
  const places = scope.declare('places', [count, width], normal(0.02));
  const time = linear(scope.within('time'), reshape(condition.vector, [n, 1, condition.vector.shape[1]!]), width);
  const caption = linear(scope.within('caption'), condition.tokens, width);
  let h = concat([add(linear(scope.within('in'), patches, width), places), time, caption], 1);
  const bias = concat([filled([n, 1, 1, count + 1], 0), condition.tokenBias], 3);
  const skips: Value[] = [];
  const half = (depth - 1) / 2;
  for (let i = 0; i < depth; i++) {
    const block = scope.within(`block${i}`);
    if (i > half) h = linear(block.within('skip'), concat([h, skips.pop()!], 2), width);
    h = add(h, attention(block.within('attention'), layerNorm(block.within('norm1'), h), { heads, bias }));
    h = add(h, linear(block.within('down'), geluTanh(linear(block.within('up'), layerNorm(block.within('norm2'), h), 4 * width)), width));
    if (i < half) skips.push(h);
  }
  const ofPatches = layerNorm(scope.within('norm'), slice(h, 1, 0, count));
  const out = linear(scope.within('out'), ofPatches, outChannels * patch * patch, { initializer: zeros });
  return depthToSpace(reshape(transpose(out), [n, outChannels * patch * patch, rows, columns]), patch);
}
