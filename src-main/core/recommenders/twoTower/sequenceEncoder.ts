import { constant, type Value } from '../../engine/graph.ts';
import { normal, zeros } from '../../engine/initializers.ts';
import { gelu } from '../../engine/layers/activations.ts';
import { attention } from '../../engine/layers/attention.ts';
import { linear } from '../../engine/layers/linear.ts';
import { layerNorm } from '../../engine/layers/normalization.ts';
import { add, concat, expand, matMul, mul, reshape } from '../../engine/ops.ts';
import type { ParameterScope } from '../../engine/parameters.ts';
import { PROFILE_SIZE } from './profileInputs.ts';

export interface SequenceInputs {
  /** Vectors of the films of each history in their order, [B, L, d]; what stands behind its end is never read by what stands before. */
  readonly films: Value;
  /** Ratings from -1 to 1, [B, L, 1]. */
  readonly ratings: Value;
  /** [B, PROFILE_SIZE]; absent where profiles are not used. */
  readonly profile?: Value | undefined;
  /**
   * 0 or 1 / (1 - rate), one mask for all places of a history (Gal and Ghahramani 2016, section 4): [B, 1 + 2 blocks, d]; absent
   * outside training.
   */
  readonly masks?: Value | undefined;
}

export interface SequenceOptions {
  readonly blocks: number;
  readonly heads: number;
}

/** Width of the layer between the two products of a block, in units of d. */
export const WIDENING = 2;
const HIDDEN = -1e9;

/**
 * The query tower that reads a history in order: a causal transformer (Kang and McAuley 2018, SASRec) with norms before the layers. A
 * start token, which carries the profile, stands first, so that place t holds the query of one who has rated t films and somebody
 * without ratings has one too.
 * @returns [B, L + 1, d]
 */
export function sequenceEncoder(scope: ParameterScope, inputs: SequenceInputs, { blocks, heads }: SequenceOptions): Value {
  const { films, ratings, profile, masks } = inputs;
  const [batch, length, size] = films.shape as readonly [number, number, number];
  const start = expand(reshape(scope.declare('start', [size], normal(0.05)), [1, 1, size]), [batch, 1, size]);
  const rated = add(mul(films, Math.sqrt(size)), mul(ratings, scope.declare('rating', [size], zeros)));
  let x = add(concat([start, rated], 1), scope.declare('position', [length + 1, size], normal(0.05)));
  if (profile !== undefined) {
    const told = matMul(profile, scope.declare('profile', [PROFILE_SIZE, size], normal(0.02)));
    x = add(x, reshape(told, [batch, 1, size]));
  }
  const kept = masks === undefined ? (value: Value) => value : maskedBy(masks);
  x = kept(x, 0);
  const bias = causalBias(length + 1);
  for (let block = 0; block < blocks; block++) {
    const inner = scope.within(`block${block}`);
    x = add(x, kept(attention(inner.within('attention'), layerNorm(inner.within('norm1'), x), { heads, bias }), 1 + 2 * block));
    const wide = gelu(linear(inner.within('widen'), layerNorm(inner.within('norm2'), x), WIDENING * size));
    x = add(x, kept(linear(inner.within('narrow'), wide, size), 2 + 2 * block));
  }
  return layerNorm(scope.within('norm'), x);
}

/** Number of masks that an encoder takes. */
export const maskCount = (blocks: number): number => 1 + 2 * blocks;

function maskedBy(masks: Value): (value: Value, at: number) => Value {
  const [batch, count, size] = masks.shape as readonly [number, number, number];
  return (value, at) => {
    const chosen = constant({
      dtype: 'float32',
      shape: [1, count],
      data: Float32Array.from({ length: count }, (_, i) => (i === at ? 1 : 0)),
    });
    return mul(value, reshape(matMul(chosen, masks), [batch, 1, size]));
  };
}

/** 0 where a place may look, at itself and before, and a large negative number elsewhere: [1, 1, length, length]. */
function causalBias(length: number): Value {
  const data = new Float32Array(length * length);
  for (let i = 0; i < length; i++) data.fill(HIDDEN, i * length + i + 1, (i + 1) * length);
  return constant({ dtype: 'float32', shape: [1, 1, length, length], data });
}
