import { describe, expect, it } from 'vitest';
import { graph, input, topologicalOrder, type Value } from '../../../../src-main/core/engine/graph.ts';
import { add, cast, loop, matMul, mul, neg, reduceSum, scalar } from '../../../../src-main/core/engine/ops.ts';
import { printGraph } from '../../../../src-main/core/engine/print.ts';

const a = input('a', 'float32', [2, 3]);
const b = input('b', 'float32', [3, 2]);

describe('graph', () => {
  it('prints as text, a loop with its body', () => {
    const product = matMul(a, b);
    const [last] = loop(3, [product], (iteration, [x]) => [add(mul(x!, reduceSum(product, [0, 1])), cast(iteration, 'float32'))]);
    expect(`\n${printGraph(graph('demo', [a, b], { last: last!, sum: reduceSum(product, [1]), same: a }))}\n`).toMatchInlineSnapshot(`
      "
      demo(a: float32[2, 3], b: float32[3, 2]) {
        %0 = MatMul(a, b): float32[2, 2]
        %1 = ReduceSum(%0, axes=[0, 1], keepdims=false): float32[]
        %2 = Loop(%0, tripCount=3): float32[2, 2]
          body(iteration: int64[], condition: bool[], carried0: float32[2, 2]) {
            %3 = Mul(carried0, %1): float32[2, 2]
            %4 = Cast(iteration, to=float32): float32[]
            %5 = Add(%3, %4): float32[2, 2]
            return conditionOut = condition, next0 = %5
          }
        %6 = ReduceSum(%0, axes=[1], keepdims=false): float32[2]
        return last = %2, sum = %6, same = a
      }
      "
    `);
  });

  it('collects only what the outputs need', () => {
    const used = neg(a);
    neg(b);
    expect(graph('g', [a], { used }).nodes.map((node) => node.opType)).toEqual(['Neg']);
  });

  it('refuses an input that is not listed, and a name that stands twice', () => {
    expect(() => graph('g', [a], { product: matMul(a, b) })).toThrow('graph g uses input b, which is not among its inputs (a)');
    expect(() => graph('g', [a], { a: neg(a) })).toThrow('graph g has a name twice among a, a');
  });

  it('orders a chain of 20,000 nodes without recursion', () => {
    let x: Value = scalar(1);
    for (let i = 0; i < 20_000; i++) x = add(x, 1);
    expect(topologicalOrder([x])).toHaveLength(40_001);
  });
});
