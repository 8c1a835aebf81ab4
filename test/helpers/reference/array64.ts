import type { Tensor } from '../../../src-main/core/engine/tensor.ts';

/** A dense row-major array in double precision; integers and truth values are numbers too. */
export interface Array64 {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

export const size = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

export const array64 = (shape: readonly number[], values: ArrayLike<number>): Array64 => ({ shape, data: Float64Array.from(values) });

export const zeros = (shape: readonly number[]): Array64 => ({ shape, data: new Float64Array(size(shape)) });

export function fromTensor({ shape, data }: Tensor): Array64 {
  return { shape, data: Float64Array.from(data as ArrayLike<number | bigint>, Number) };
}

export function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = step;
    step *= shape[axis]!;
  }
  return strides;
}

/** Calls `visit(index, flat)` for every place of `shape`, in row-major order; `index` is reused. */
export function forEachIndex(shape: readonly number[], visit: (index: readonly number[], flat: number) => void): void {
  const index = new Array<number>(shape.length).fill(0);
  const count = size(shape);
  for (let flat = 0; flat < count; flat++) {
    visit(index, flat);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis]!++;
      if (index[axis]! < shape[axis]!) break;
      index[axis] = 0;
    }
  }
}

/** An array of `shape` whose element at an index is `value(index)`. */
export function build(shape: readonly number[], value: (index: readonly number[]) => number): Array64 {
  const result = zeros(shape);
  forEachIndex(shape, (index, flat) => {
    result.data[flat] = value(index);
  });
  return result;
}

/** Element at an index; axes of length one are stretched, missing leading axes too (broadcasting). */
export function at({ shape, data }: Array64, index: readonly number[]): number {
  const lead = index.length - shape.length;
  let flat = 0;
  for (let axis = 0; axis < shape.length; axis++) flat = flat * shape[axis]! + (shape[axis] === 1 ? 0 : index[lead + axis]!);
  return data[flat]!;
}
