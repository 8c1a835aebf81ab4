import { constant, type Value } from '../../engine/graph.ts';
import { normal } from '../../engine/initializers.ts';
import { silu } from '../../engine/layers/activations.ts';
import { attention } from '../../engine/layers/attention.ts';
import { linear } from '../../engine/layers/linear.ts';
import { layerNorm } from '../../engine/layers/normalization.ts';
import { add, concat, cos, div, filled, max, mul, reduceSum, reshape, sin, sub } from '../../engine/ops.ts';
import type { ParameterScope } from '../../engine/parameters.ts';

/** What every block of a denoiser is told. */
export interface Conditioning {
  /** Time and caption in one vector: [N, size]. */
  readonly vector: Value;
  /** Genres, decade and word pieces, one token each: [N, tokens, size]. */
  readonly tokens: Value;
  /** Added to attention scores: hides places where no piece stands, [N, 1, 1, tokens]. */
  readonly tokenBias: Value;
}

export type ConditionInputs = Readonly<Record<'genres' | 'decade' | 'pieces' | 'isPiece', Value>>;

const HIDDEN = -1e9;
const FREQUENCIES = 32;
const TEXT_HEADS = 4;

/** sin and cos of t at geometric frequencies (Vaswani et al. 2017, section 3.5): [N] to [N, 64]. */
export function timeEmbedding(time: Value): Value {
  const data = Float32Array.from({ length: FREQUENCIES }, (_, i) => 1000 ** (i / (FREQUENCIES - 1)));
  const angles = mul(reshape(time, [time.shape[0]!, 1]), constant({ dtype: 'float32', shape: [1, FREQUENCIES], data }));
  return concat([sin(angles), cos(angles)], 1);
}

/**
 * Caption and time for a denoiser of width `size`. Word pieces pass one layer of attention and one perceptron, the text encoder that is trained
 * along; genres and decade are a token each.
 * @param levels further numbers in [0, 1] that the denoiser is told (the noise on the picture below), each [N]
 */
export function conditioning(
  scope: ParameterScope,
  time: Value,
  inputs: ConditionInputs,
  size: number,
  levels: readonly Value[] = [],
): Conditioning {
  const { genres, decade, pieces, isPiece } = inputs;
  const n = time.shape[0]!;
  const length = isPiece.shape[1]!;
  const genreToken = linear(scope.within('genres'), genres, size, { initializer: normal(0.1) });
  const decadeToken = linear(scope.within('decade'), decade, size, { initializer: normal(0.1) });
  const pieceBias = reshape(mul(sub(1, isPiece), HIDDEN), [n, 1, 1, length]);
  const words = textEncoder(scope.within('text'), pieces, pieceBias, size);
  const shown = mul(words, reshape(isPiece, [n, length, 1]));
  const meanWord = div(reduceSum(shown, [1]), max(reduceSum(isPiece, [1], true), 1));

  const times = [time, ...levels].map((level, i) => linear(scope.within(`time${i}`), timeEmbedding(level), size));
  const summed = [...times, genreToken, decadeToken, linear(scope.within('meanWord'), meanWord, size)].reduce((sum, part) =>
    add(sum, part),
  );
  const vector = silu(linear(scope.within('vector'), silu(summed), size));
  const token = (value: Value) => reshape(value, [n, 1, size]);
  return {
    vector,
    tokens: concat([token(genreToken), token(decadeToken), shown], 1),
    // Genres and decade are always looked at; zeros say that they are not given.
    tokenBias: concat([filled([n, 1, 1, 2], 0), pieceBias], 3),
  };
}

function textEncoder(scope: ParameterScope, pieces: Value, bias: Value, size: number): Value {
  const places = scope.declare('places', [pieces.shape[1]!, size], normal(0.02));
  let x = add(linear(scope.within('in'), pieces, size), places);
  x = add(x, attention(scope.within('attention'), layerNorm(scope.within('norm1'), x), { heads: TEXT_HEADS, bias }));
  const hidden = silu(linear(scope.within('up'), layerNorm(scope.within('norm2'), x), 2 * size));
  return layerNorm(scope.within('norm3'), add(x, linear(scope.within('down'), hidden, size)));
}
