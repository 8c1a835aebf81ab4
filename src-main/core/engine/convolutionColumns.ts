import { constant, type Node, type NodeOf, type OpAttributes, type Value } from './graph.ts';
import { add, gather, matMul, pad, reshape, transpose } from './ops.ts';

type Convolution = OpAttributes['Conv'];
type Size = readonly [number, number];

/**
 * The windows of a convolution as rows of a matrix, so that it becomes one product ("im2col"; Chellapilla et al. 2006): one Gather along
 * the places of each picture, with a row of zeros for what lies outside.
 * @param x [N, C, H, W]
 * @returns [N * places, height * width * C], places = the output's height times its width
 */
export function convolutionColumns(x: Value, { strides, pads }: Convolution, window: Size, output: Size): Value {
  const [n, c, height, width] = x.shape as readonly [number, number, number, number];
  const size = window[0] * window[1];
  const places = output[0] * output[1];
  const byPlace = transpose(reshape(x, [n, c, height * width]), [0, 2, 1]);
  if (size === 1 && strides[0] === 1 && strides[1] === 1 && pads.every((border) => border === 0)) return reshape(byPlace, [n * places, c]);
  const withZeros = pads.some((border) => border > 0) ? pad(byPlace, [0, 0, 0, 0, 1, 0]) : byPlace;
  return reshape(gather(withZeros, windowPlaces([height, width], window, output, strides, pads), 1), [n * places, size * c]);
}

/** Of every place of the output, every offset of the window: the place of the picture, or height * width outside it. */
function windowPlaces(picture: Size, window: Size, output: Size, strides: Size, [top, left]: Convolution['pads']): Value {
  const key = [...picture, ...window, ...output, ...strides, top, left].join();
  const known = tables.get(key);
  if (known !== undefined) return known;
  const [height, width] = picture;
  const data = new Int32Array(output[0] * output[1] * window[0] * window[1]);
  let at = 0;
  for (let u = 0; u < output[0]; u++) {
    for (let v = 0; v < output[1]; v++) {
      for (let i = 0; i < window[0]; i++) {
        for (let j = 0; j < window[1]; j++) {
          const [row, column] = [u * strides[0] + i - top, v * strides[1] + j - left];
          data[at++] = row >= 0 && row < height && column >= 0 && column < width ? row * width + column : height * width;
        }
      }
    }
  }
  const table = constant({ dtype: 'int32', shape: [data.length], data });
  tables.set(key, table);
  return table;
}

/** One constant for all convolutions of one shape, so that a graph holds it once. */
const tables = new Map<string, Value>();

/** Below this many places of a picture, ONNX Runtime's convolution on the CPU (one small product for every picture) loses to one large product. */
const SMALL_PICTURE = 64;

/** What a node becomes on the CPU; null where it stays as it is. At 160 channels, 6 x 4 and two threads: 18.5 ms as Conv, 5.0 ms so. */
export function loweredForCpu(node: Node): Value | null {
  if (node.opType !== 'Conv' || node.inputs[0]!.dtype !== 'float32') return null;
  const [, , outHeight, outWidth] = node.outputs[0]!.shape as readonly [number, number, number, number];
  return outHeight * outWidth <= SMALL_PICTURE && outHeight * outWidth > 1 ? convolutionProduct(node) : null;
}

/** y [N * places, M] = columns(x) w, w [height * width * C, M], brought back to [N, M, H, W]. */
function convolutionProduct({ inputs: [x, weight, bias], attributes, outputs }: NodeOf<'Conv'>): Value {
  const [n, m, outHeight, outWidth] = outputs[0]!.shape as readonly [number, number, number, number];
  const [, c, height, width] = weight!.shape as readonly [number, number, number, number];
  const columns = convolutionColumns(x!, attributes, [height, width], [outHeight, outWidth]);
  const byOffset = reshape(transpose(reshape(weight!, [m, c, height * width]), [0, 2, 1]), [m, height * width * c]);
  const product = matMul(columns, transpose(byOffset));
  const shifted = bias === undefined ? product : add(product, bias);
  return reshape(transpose(reshape(shifted, [n, outHeight * outWidth, m]), [0, 2, 1]), outputs[0]!.shape);
}
