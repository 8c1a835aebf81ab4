import { invariant } from '../base/assertions.ts';
import type { Value } from './graph.ts';
import { reduceSum, reshape } from './ops.ts';

/**
 * The adjoint of broadcasting: sums a cotangent over every axis along which a value of `shape` was repeated.
 * @returns a value of exactly `shape`
 */
export function unbroadcast(cotangent: Value, shape: readonly number[]): Value {
  const lead = cotangent.shape.length - shape.length;
  invariant(lead >= 0, `a cotangent [${cotangent.shape.join(', ')}] of a value [${shape.join(', ')}]`);
  const repeated = cotangent.shape.flatMap((size, axis) => (axis < lead || (shape[axis - lead] === 1 && size !== 1) ? [axis] : []));
  const summed = repeated.length === 0 ? cotangent : reduceSum(cotangent, repeated);
  return sameShape(summed.shape, shape) ? summed : reshape(summed, shape);
}

export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);
