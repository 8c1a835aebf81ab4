import type { OpAttributes, Value } from './graph.ts';
import { apply, concat, convTranspose, matMul, pad, reshape, transpose } from './ops.ts';

type Convolution = OpAttributes['Conv'];

/** dL/dx of y = conv(x, w): the adjoint, ConvTranspose with the same weights. `inputShape` says what a stride had dropped at the ends. */
export function convolutionInputGradient(
  cotangent: Value,
  weight: Value,
  { strides, pads }: Convolution,
  inputShape: readonly number[],
): Value {
  const missing = ([0, 1] as const).map(
    (i) => inputShape[2 + i]! + pads[i]! + pads[2 + i]! - weight.shape[2 + i]! - (cotangent.shape[2 + i]! - 1) * strides[i]!,
  );
  return convTranspose(cotangent, weight, { strides, pads, outputPadding: [missing[0]!, missing[1]!] });
}

/**
 * dL/dw of y = conv(x, w): dw[m, c, i, j] = sum over n, u, v of g[n, m, u, v] x[n, c, u s + i - p, v s + j - p], as one product.
 * Every offset (i, j) is a slice of the padded picture; with channels first the slices stack into [c i j, n u v] and the
 * sum over pictures and places is the inner axis of a single MatMul, which measured twice as fast as a Conv of transposed tensors.
 */
export function convolutionWeightGradient(
  x: Value,
  cotangent: Value,
  { strides, pads }: Convolution,
  weightShape: readonly number[],
): Value {
  const [m, c, height, width] = weightShape as readonly [number, number, number, number];
  const [n, , outHeight, outWidth] = cotangent.shape as readonly [number, number, number, number];
  const places = n * outHeight * outWidth;
  const byChannel = transpose(x, [1, 0, 2, 3]);
  const padded = pads.every((p) => p === 0) ? byChannel : pad(byChannel, [0, 0, pads[0], pads[1], 0, 0, pads[2], pads[3]]);
  const slices: Value[] = [];
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) {
      const slice = apply('Slice', [padded], {
        axes: [2, 3],
        starts: [i, j],
        ends: [i + (outHeight - 1) * strides[0] + 1, j + (outWidth - 1) * strides[1] + 1],
        steps: strides,
      })[0]!;
      slices.push(reshape(slice, [c, places]));
    }
  }
  const columns = slices.length === 1 ? slices[0]! : concat(slices, 0);
  const byOutput = reshape(transpose(cotangent, [1, 0, 2, 3]), [m, places]);
  const product = matMul(columns, transpose(byOutput));
  return transpose(reshape(product, [height, width, c, m]), [3, 2, 0, 1]);
}
