import { describe, expect, it } from 'vitest';
import { input } from '../../../../src-main/core/engine/graph.ts';
import {
  add,
  concat,
  expand,
  gather,
  loop,
  matMul,
  reduceSum,
  reshape,
  scatterNd,
  slice,
  topK,
  transpose,
  where,
} from '../../../../src-main/core/engine/ops.ts';
import { broadcast, typeText } from '../../../../src-main/core/engine/shapeInference.ts';

const f = (...shape: number[]) => input('x', 'float32', shape);
const ints = (...shape: number[]) => input('i', 'int32', shape);

describe('shape inference', () => {
  it.each([
    ['batched product', matMul(f(5, 1, 2, 3), f(4, 3, 6)), 'float32[5, 4, 2, 6]'],
    ['gather', gather(f(7, 3), ints(2, 4)), 'float32[2, 4, 3]'],
    ['gather, last axis', gather(f(7, 3), ints(), -1), 'float32[7]'],
    ['reduction kept', reduceSum(f(2, 3, 4), [0, -1], true), 'float32[1, 3, 1]'],
    ['reduction dropped', reduceSum(f(2, 3, 4), [1]), 'float32[2, 4]'],
    ['slice from the end with a step', slice(f(10), 0, -7, 100, 3), 'float32[3]'],
    ['transpose of the last two', transpose(f(2, 3, 4)), 'float32[2, 4, 3]'],
    ['concatenation', concat([f(2, 3), f(4, 3)], 0), 'float32[6, 3]'],
    ['positions of the largest', topK(f(2, 9), 4).indices, 'int64[2, 4]'],
  ])('%s', (_name, value, expected) => expect(typeText(value)).toBe(expected));

  it.each([
    ['MatMul(float32[2, 3], float32[2, 3]): the inner sizes differ', () => matMul(f(2, 3), f(2, 3))],
    ['Add(float32[2, 3], float32[2]): the shapes do not broadcast', () => add(f(2, 3), f(2))],
    ['Add(float32[2], int32[2]): the element types differ', () => add(f(2), ints(2))],
    ['Reshape(float32[2, 3]): does not reshape to [5]', () => reshape(f(2, 3), [5])],
    ['Expand(float32[2, 3]): does not expand to [2, 2]', () => expand(f(2, 3), [2, 2])],
    ['Gather(float32[2], float32[1]): indices must be int32 or int64', () => gather(f(2), f(1))],
    ['ReduceSum(float32[2]): axis 1 of a value with 1 axes', () => reduceSum(f(2), [1])],
    [
      'ScatterND(float32[4, 2], int64[3, 1], float32[3]): updates must be [3, 2]',
      () => scatterNd(f(4, 2), input('at', 'int64', [3, 1]), f(3)),
    ],
    ['Where(float32[2], float32[2], float32[2]): the condition must be bool', () => where(f(2), f(2), f(2))],
    ['Loop(float32[2]): the body turns carried value 0 into float32[2, 2]', () => loop(2, [f(2)], () => [f(2, 2)])],
  ])('%s', (message, build) => expect(build).toThrow(message));

  it('broadcasts as NumPy does', () => {
    expect(broadcast([2, 1, 3], [4, 1])).toEqual([2, 4, 3]);
    expect(broadcast([], [2])).toEqual([2]);
    expect(broadcast([2], [3])).toBeNull();
  });
});
