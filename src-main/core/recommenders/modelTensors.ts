import { DomainError } from '../base/errors.ts';
import type { Dtype, DtypeArrays, Tensor } from '../engine/tensor.ts';

export type ModelTensors = Readonly<Record<string, Tensor>>;

export const float32 = (data: Float32Array, shape: readonly number[] = [data.length]): Tensor => ({ dtype: 'float32', shape, data });
export const int32 = (data: Int32Array, shape: readonly number[] = [data.length]): Tensor => ({ dtype: 'int32', shape, data });

/**
 * A stored tensor by name, checked against the type and shape that the model needs; null in `shape` accepts any size.
 * @throws DomainError 'model-invalid'
 */
export function tensorData<K extends Dtype>(
  tensors: ModelTensors,
  name: string,
  dtype: K,
  shape: readonly (number | null)[],
): DtypeArrays[K] {
  const tensor = tensors[name];
  if (tensor === undefined) throw invalid(name, 'is missing');
  if (tensor.dtype !== dtype) throw invalid(name, `holds ${tensor.dtype} instead of ${dtype}`);
  checkShape(tensor, name, shape);
  return tensor.data as DtypeArrays[K];
}

/** Numbers that may have been stored as float16 to halve the file. @throws DomainError 'model-invalid' */
export function floatData(tensors: ModelTensors, name: string, shape: readonly (number | null)[]): Float32Array {
  const tensor = tensors[name];
  if (tensor?.dtype !== 'float16') return tensorData(tensors, name, 'float32', shape);
  checkShape(tensor, name, shape);
  return decodeHalves(tensor.data);
}

/** A copy with every float32 tensor of `names` as float16. */
export function withHalves(tensors: ModelTensors, names: readonly string[]): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [
      name,
      tensor.dtype === 'float32' && names.includes(name)
        ? { dtype: 'float16', shape: tensor.shape, data: encodeHalves(tensor.data) }
        : tensor,
    ]),
  );
}

function checkShape(tensor: Tensor, name: string, shape: readonly (number | null)[]): void {
  const fits = tensor.shape.length === shape.length && shape.every((size, axis) => size === null || size === tensor.shape[axis]);
  if (!fits)
    throw invalid(name, `has the shape [${tensor.shape.join(', ')}] instead of [${shape.map((size) => size ?? 'any').join(', ')}]`);
}

function invalid(name: string, why: string): DomainError {
  return new DomainError(
    'model-invalid',
    `The model file cannot be used: its part "${name}" ${why}. Train the model again or restore its file.`,
    {
      tensor: name,
    },
  );
}

/** IEEE 754 binary16 bit patterns, rounded to nearest even. */
export function encodeHalves(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(1);
  const single = new Float32Array(bits.buffer);
  return Uint16Array.from(values, (value) => {
    const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
    const magnitude = Math.abs(value);
    if (Number.isNaN(value)) return 0x7e00;
    if (magnitude >= 65520) return sign | 0x7c00;
    // Below the smallest normal half, spacing is 2^-24.
    if (magnitude < 6.103515625e-5) return sign | roundHalfEven(magnitude * 16777216);
    single[0] = magnitude;
    const exponent = (bits[0] >>> 23) - 112;
    const mantissa = bits[0] & 0x7fffff;
    return sign | ((exponent << 10) + roundHalfEven(mantissa / 8192));
  });
}

export function decodeHalves(halves: Uint16Array): Float32Array {
  return Float32Array.from(halves, (half) => {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >>> 10) & 31;
    const mantissa = half & 1023;
    if (exponent === 31) return mantissa === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
    return exponent === 0 ? sign * mantissa * 2 ** -24 : sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
  });
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}
