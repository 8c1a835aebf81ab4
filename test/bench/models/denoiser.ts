import type { Value } from '../../../src-main/core/engine/graph.ts';
import { normal } from '../../../src-main/core/engine/initializers.ts';
import { gelu } from '../../../src-main/core/engine/layers/activations.ts';
import { attention } from '../../../src-main/core/engine/layers/attention.ts';
import { linear } from '../../../src-main/core/engine/layers/linear.ts';
import { layerNorm } from '../../../src-main/core/engine/layers/normalization.ts';
import { add, reshape } from '../../../src-main/core/engine/ops.ts';
import type { ParameterScope } from '../../../src-main/core/engine/parameters.ts';

export const WIDTH = 256;
export const DEPTH = 6;

/** A transformer over patches that predicts what to change in each (U-ViT without its skips): patches [N, tokens, size], time [N, 256]. */
export function denoiser(scope: ParameterScope, patches: Value, time: Value): Value {
  const [count, tokens, size] = patches.shape as readonly [number, number, number];
  const t = linear(scope.within('time2'), gelu(linear(scope.within('time1'), time, WIDTH)), WIDTH);
  const places = scope.declare('places', [tokens, WIDTH], normal(0.02));
  let x = add(add(linear(scope.within('in'), patches, WIDTH), places), reshape(t, [count, 1, WIDTH]));
  for (let i = 0; i < DEPTH; i++) {
    const block = scope.within(`block${i}`);
    x = add(x, attention(block.within('attention'), layerNorm(block.within('norm1'), x), { heads: 4 }));
    const hidden = gelu(linear(block.within('up'), layerNorm(block.within('norm2'), x), 4 * WIDTH));
    x = add(x, linear(block.within('down'), hidden, WIDTH));
  }
  return linear(scope.within('out'), layerNorm(scope.within('norm'), x), size);
}
