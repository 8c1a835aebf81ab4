import { constant, type OpAttributes, type Value } from './graph.ts';
import { apply, concat, conv, convTranspose, gather, matMul, pad, reshape, transpose } from './ops.ts';

type Convolution = OpAttributes['Conv'];

/**
 * dL/dx of y = conv(x, w): the adjoint. At stride 1 that is a convolution with the weights turned by half a circle and their
 * channels exchanged, which ran up to a quarter faster than ConvTranspose; otherwise it is ConvTranspose with the same weights.
 * @param inputShape of x; it says what a stride had dropped at the ends
 */
export function convolutionInputGradient(
  cotangent: Value,
  weight: Value,
  { strides, pads }: Convolution,
  inputShape: readonly number[],
): Value {
  const [m, c, height, width] = weight.shape as readonly [number, number, number, number];
  if (strides[0] === 1 && strides[1] === 1) {
    const size = height * width;
    const backwards = constant({ dtype: 'int32', shape: [size], data: Int32Array.from({ length: size }, (_, i) => size - 1 - i) });
    const turned = transpose(reshape(gather(reshape(weight, [m, c, size]), backwards, 2), weight.shape), [1, 0, 2, 3]);
    const [top, left, bottom, right] = pads;
    return conv(cotangent, turned, { strides, pads: [height - 1 - top, width - 1 - left, height - 1 - bottom, width - 1 - right] });
  }
  const missing = ([0, 1] as const).map(
    (i) => inputShape[2 + i]! + pads[i]! + pads[2 + i]! - weight.shape[2 + i]! - (cotangent.shape[2 + i]! - 1) * strides[i]!,
  );
  return convTranspose(cotangent, weight, { strides, pads, outputPadding: [missing[0]!, missing[1]!] });
}

/** Below this many places of a picture one large product beats one product for every offset of the window. */
const SMALL_PICTURE = 64;

/**
 * dL/dw of y = conv(x, w): dw[m, c, i, j] = sum over n, u, v of g[n, m, u, v] x[n, c, u s + i - p, v s + j - p], by products:
 * every offset (i, j) is a slice of the padded picture, and the sum over pictures and places is the inner axis. Both ways here
 * measured faster than a Conv of transposed tensors at every shape of a small U-Net.
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
  const isSmall = outHeight * outWidth <= SMALL_PICTURE;
  const perm = isSmall ? [0, 2, 3, 1] : [1, 0, 2, 3];
  const axes = isSmall ? [1, 2] : [2, 3];
  const padded = padSpace(transpose(x, perm), axes, pads);
  const slices: Value[] = [];
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) {
      const ends = [i + (outHeight - 1) * strides[0] + 1, j + (outWidth - 1) * strides[1] + 1];
      const slice = apply('Slice', [padded], { axes, starts: [i, j], ends, steps: strides })[0]!;
      slices.push(reshape(slice, isSmall ? [places, c] : [c, places]));
    }
  }
  const byOutput = reshape(transpose(cotangent, [1, 0, 2, 3]), [m, places]);
  const together = (values: readonly Value[], axis: number) => (values.length === 1 ? values[0]! : concat(values, axis));
  if (isSmall) {
    const product = matMul(byOutput, together(slices, 1));
    return transpose(reshape(product, [m, height, width, c]), [0, 3, 1, 2]);
  }
  const byPlace = transpose(byOutput);
  const products = slices.map((slice) => matMul(slice, byPlace));
  return transpose(reshape(together(products, 0), [height, width, c, m]), [3, 2, 0, 1]);
}

function padSpace(x: Value, axes: readonly number[], [top, left, bottom, right]: Convolution['pads']): Value {
  if (top === 0 && left === 0 && bottom === 0 && right === 0) return x;
  const zeros = x.shape.map(() => 0);
  return pad(x, [...zeros.with(axes[0]!, top).with(axes[1]!, left), ...zeros.with(axes[0]!, bottom).with(axes[1]!, right)]);
}
