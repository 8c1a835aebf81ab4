import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gradients } from '../../src-main/core/engine/autodiff.ts';
import { gradientRules } from '../../src-main/core/engine/gradientRules.ts';
import { input } from '../../src-main/core/engine/graph.ts';
import { exp, matMul, mul, reduceSum, softmax, sub, topK } from '../../src-main/core/engine/ops.ts';
import { checkedGraph, gradientError } from '../helpers/gradientCheck.ts';
import { operatorCase, opTypes } from '../helpers/operatorCases.ts';
import '../helpers/propertySeed.ts';

const TOLERANCE = 1e-7;
const seeds = fc.integer({ min: 0, max: 0x7fffffff });

describe('gradient rules against finite differences in double precision', () => {
  it.each(opTypes.filter((opType) => operatorCase(opType, 0).differentiable.length > 0))('%s', (opType) => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { inputs, differentiable, apply } = operatorCase(opType, seed);
        expect(gradientError(checkedGraph(inputs, differentiable, apply, seed))).toBeLessThan(TOLERANCE);
      }),
      { numRuns: 25 },
    );
  });

  it('covers every operator that has a rule', () => {
    const checked = opTypes.filter((opType) => operatorCase(opType, 0).differentiable.length > 0);
    const ruled = opTypes.filter((opType) => gradientRules[opType] !== null);
    // ConstantOfShape stands in a differentiable case, though it has no inputs to differentiate.
    expect(checked.filter((opType) => opType !== 'ConstantOfShape')).toEqual(ruled);
  });

  it('sums over several uses of one value, through a chain of operators', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { inputs } = operatorCase('Sigmoid', seed);
        const square = { ...inputs[0]!, shape: [inputs[0]!.data.length, 1] };
        const checked = checkedGraph(
          [square],
          [0],
          ([x]) => mul(softmax(matMul(x!, exp(mul(reduceSum(x!, [0], true), 0.1))), 0), sub(x!, 0.5)),
          seed,
        );
        expect(gradientError(checked)).toBeLessThan(TOLERANCE);
      }),
      { numRuns: 25 },
    );
  });
});

describe('autodiff', () => {
  it('gives zeros for what the loss does not depend on, and takes intermediate values', () => {
    const x = input('x', 'float32', [2]);
    const unused = input('unused', 'float32', [3, 4]);
    const middle = mul(x, 2);
    const [dUnused, dMiddle] = gradients(reduceSum(mul(middle, middle), [0]), [unused, middle]);
    expect(dUnused!.shape).toEqual([3, 4]);
    expect(dMiddle!.shape).toEqual([2]);
  });

  it('refuses a loss of several numbers, and an operator without gradient on the way', () => {
    const x = input('x', 'float32', [2]);
    expect(() => gradients(mul(x, x), [x])).toThrow('must be one number');
    expect(() => gradients(reduceSum(topK(x, 1).values, [0]), [x])).toThrow('TopK stands between the loss and a parameter');
  });
});
