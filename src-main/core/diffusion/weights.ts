import { DomainError } from '../base/errors.ts';
import type { Tensor } from '../engine/tensor.ts';

export const weightFormats = ['float32', 'float16', 'int8'] as const;
export type WeightFormat = (typeof weightFormats)[number];

const SCALE = '/scale';

/**
 * Parameters as they are stored. int8 is symmetric with a scale for every slice along the longer of the first and last axes that is an output channel:
 * the first of convolutions [out, in, h, w], the last of matrices [in, out]. Vectors (biases, gains) stay float16.
 */
export function packWeights(parameters: Readonly<Record<string, Tensor>>, format: WeightFormat): Record<string, Tensor> {
  const packed: Record<string, Tensor> = {};
  for (const [name, tensor] of Object.entries(parameters)) {
    if (format === 'float32') packed[name] = tensor;
    else if (format === 'float16' || tensor.shape.length < 2) packed[name] = toHalf(tensor);
    else {
      const { quantized, scales } = quantize(tensor);
      packed[name] = quantized;
      packed[name + SCALE] = scales;
    }
  }
  return packed;
}

/** The inverse, as float32. @throws DomainError 'model-invalid' */
export function unpackWeights(stored: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
  const parameters: Record<string, Tensor> = {};
  for (const [name, tensor] of Object.entries(stored)) {
    if (name.endsWith(SCALE)) continue;
    if (tensor.dtype === 'float32') parameters[name] = tensor;
    else if (tensor.dtype === 'float16') parameters[name] = { dtype: 'float32', shape: tensor.shape, data: fromHalf(tensor.data) };
    else parameters[name] = dequantize(name, tensor, stored[name + SCALE]);
  }
  return parameters;
}

/** Place of the output channel of element i. */
function channelOf(shape: readonly number[]): { count: number; of: (i: number) => number } {
  if (shape.length === 4) {
    const inner = shape[1]! * shape[2]! * shape[3]!;
    return { count: shape[0]!, of: (i) => Math.floor(i / inner) };
  }
  const last = shape.at(-1)!;
  return { count: last, of: (i) => i % last };
}

function quantize({ shape, data }: Tensor): { quantized: Tensor; scales: Tensor } {
  const { count, of } = channelOf(shape);
  const values = data as Float32Array;
  const scales = new Float32Array(count);
  for (let i = 0; i < values.length; i++) scales[of(i)] = Math.max(scales[of(i)]!, Math.abs(values[i]!) / 127);
  const quantized = new Int8Array(values.length);
  for (let i = 0; i < values.length; i++) quantized[i] = scales[of(i)] === 0 ? 0 : Math.round(values[i]! / scales[of(i)]!);
  return {
    quantized: { dtype: 'int8', shape, data: quantized },
    scales: { dtype: 'float32', shape: [count], data: scales },
  };
}

function dequantize(name: string, { dtype, shape, data }: Tensor, scales: Tensor | undefined): Tensor {
  const { count, of } = channelOf(shape);
  if (dtype !== 'int8' || scales?.dtype !== 'float32' || scales.data.length !== count)
    throw new DomainError(
      'model-invalid',
      `The weights "${name}" are stored in a way that this version does not know; install or train the model again.`,
    );
  const values = new Float32Array(data.length);
  for (let i = 0; i < values.length; i++) values[i] = data[i]! * scales.data[of(i)]!;
  return { dtype: 'float32', shape, data: values };
}

function toHalf({ shape, data }: Tensor): Tensor {
  return { dtype: 'float16', shape, data: new Uint16Array(new Float16Array(data as Float32Array).buffer) };
}

const fromHalf = (bits: Uint16Array): Float32Array => Float32Array.from(new Float16Array(bits.slice().buffer));
