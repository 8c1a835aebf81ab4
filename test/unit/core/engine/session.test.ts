import { afterAll, describe, expect, it } from 'vitest';
import { graph, input } from '../../../../src-main/core/engine/graph.ts';
import { add, identity, loop, matMul, mul } from '../../../../src-main/core/engine/ops.ts';
import { openRuntime } from '../../../../src-main/core/engine/session.ts';
import type { Tensor } from '../../../../src-main/core/engine/tensor.ts';

const runtime = openRuntime('cpu', { threads: 1 });
afterAll(() => runtime.dispose());

const floats = (shape: number[], ...values: number[]): Tensor => ({ dtype: 'float32', shape, data: Float32Array.from(values) });

describe('session', () => {
  it('runs a product, and gives one value out under two names and an input back', async () => {
    const a = input('a', 'float32', [2, 3]);
    const b = input('b', 'float32', [3, 2]);
    const product = matMul(a, b);
    const compiled = await runtime.compile(graph('product', [a, b], { product, again: product, same: a }));
    const outputs = await compiled.run({ a: floats([2, 3], 1, 2, 3, 4, 5, 6), b: floats([3, 2], 1, 0, 0, 1, 1, 1) });
    expect(outputs['product']).toEqual(floats([2, 2], 4, 5, 10, 11));
    expect(outputs['again']).toEqual(outputs['product']);
    expect(outputs['same']!.data).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6));
    await compiled.dispose();
  });

  it('loops with a captured value', async () => {
    const x = input('x', 'float32', [2]);
    const doubled = add(x, x);
    const [y] = loop(5, [x], (_iteration, [carried]) => [add(carried!, doubled)]);
    const compiled = await runtime.compile(graph('loop', [x], { y: y! }));
    expect((await compiled.run({ x: floats([2], 1, 2) }))['y']!.data).toEqual(Float32Array.of(11, 22));
    await compiled.dispose();
  });

  it('keeps tensors on the device between runs', async () => {
    const x = input('x', 'float32', [2]);
    const compiled = await runtime.compile(graph('twice', [x], { y: mul(x, 2) }));
    const uploaded = await runtime.upload(floats([2], 1, 3));
    let state = uploaded;
    for (let step = 0; step < 3; step++) state = (await compiled.runResident({ x: state }))['y']!;
    expect((await runtime.download(state)).data).toEqual(Float32Array.of(8, 24));
    expect((await runtime.download(uploaded)).data).toEqual(Float32Array.of(1, 3));
    await compiled.dispose();
  });

  it('owns what it returns: a second run changes nothing of the first', async () => {
    const x = input('x', 'float32', [1]);
    const compiled = await runtime.compile(graph('copy', [x], { y: identity(x) }));
    const first = await compiled.run({ x: floats([1], 1) });
    await compiled.run({ x: floats([1], 2) });
    expect(first['y']!.data).toEqual(Float32Array.of(1));
    await compiled.dispose();
  });

  it('names a wrong input with both shapes', async () => {
    const x = input('x', 'float32', [2]);
    const compiled = await runtime.compile(graph('named', [x], { y: add(x, 1) }));
    await expect(compiled.run({ x: floats([3], 1, 2, 3) })).rejects.toThrow('takes x as float32[2] and was given float32[3]');
    await expect(compiled.run({})).rejects.toThrow('without its input x');
    await compiled.dispose();
  });
});
