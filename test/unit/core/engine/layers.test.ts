import { afterAll, describe, expect, it } from 'vitest';
import { createRng } from '../../../../src-main/core/base/rng.ts';
import type { Value } from '../../../../src-main/core/engine/graph.ts';
import { normal } from '../../../../src-main/core/engine/initializers.ts';
import { dropout, gelu, geluTanh, silu } from '../../../../src-main/core/engine/layers/activations.ts';
import { attention } from '../../../../src-main/core/engine/layers/attention.ts';
import { convolution } from '../../../../src-main/core/engine/layers/convolution.ts';
import { linear } from '../../../../src-main/core/engine/layers/linear.ts';
import { groupNorm, layerNorm } from '../../../../src-main/core/engine/layers/normalization.ts';
import * as losses from '../../../../src-main/core/engine/losses.ts';
import { resizeNearest } from '../../../../src-main/core/engine/ops.ts';
import { boundScope, declaringScope, type ParameterScope } from '../../../../src-main/core/engine/parameters.ts';
import { openRuntime } from '../../../../src-main/core/engine/session.ts';
import type { Tensor } from '../../../../src-main/core/engine/tensor.ts';
import { checkedGraph, gradientError, referenceInputs } from '../../../helpers/gradientCheck.ts';
import { relativeError } from '../../../helpers/operatorSuite.ts';
import { interpret } from '../../../helpers/reference/interpreter.ts';
import { size } from '../../../helpers/reference/array64.ts';

const rng = createRng(7);
const normals = (...shape: number[]): Tensor => ({ dtype: 'float32', shape, data: normal(1)(shape, rng) });
const uniforms = (...shape: number[]): Tensor => ({
  dtype: 'float32',
  shape,
  data: Float32Array.from({ length: size(shape) }, () => rng.uniform()),
});
const labels = (...values: number[]): Tensor => ({ dtype: 'int32', shape: [values.length], data: Int32Array.from(values) });

type Model = (scope: ParameterScope, inputs: readonly Value[]) => Value;

/** Gradients with respect to every float input and every parameter, parameters drawn at random (also those that begin as zeros). */
function checked(inputs: readonly Tensor[], model: Model) {
  const declared = declaringScope();
  const build = (values: readonly Value[], scope: ParameterScope) => model(scope, values);
  build(
    inputs.map(({ dtype, shape }, i) => ({ dtype, shape, source: { kind: 'input', name: `x${i}` } })),
    declared.scope,
  );
  const parameters = declared.specs.map(({ shape }) => normals(...shape));
  const all = [...inputs, ...parameters];
  const differentiable = all.flatMap(({ dtype }, i) => (dtype === 'float32' ? [i] : []));
  return checkedGraph(
    all,
    differentiable,
    (values) => {
      const known = new Map(declared.specs.map(({ name }, i) => [name, values[inputs.length + i]!]));
      return build(values.slice(0, inputs.length), boundScope(known).scope);
    },
    11,
  );
}

const cases: Readonly<Record<string, [readonly Tensor[], Model]>> = {
  linear: [[normals(2, 3, 4)], (scope, [x]) => linear(scope, x!, 5)],
  layerNorm: [[normals(2, 3, 6)], (scope, [x]) => layerNorm(scope, x!)],
  groupNorm: [[normals(2, 6, 2, 3)], (scope, [x]) => groupNorm(scope, x!, 3)],
  attention: [[normals(2, 3, 4)], (scope, [x]) => attention(scope, x!, { heads: 2 })],
  'attention to a context': [
    [normals(2, 3, 4), normals(2, 5, 6), normals(1, 1, 1, 5)],
    (scope, [x, context, bias]) => attention(scope, x!, { heads: 2, context: context!, bias: bias! }),
  ],
  convolution: [[normals(2, 3, 5, 4)], (scope, [x]) => convolution(scope, x!, 4)],
  'convolution of stride 2': [[normals(2, 3, 6, 4)], (scope, [x]) => convolution(scope, x!, 4, { stride: 2 })],
  'convolution 1 x 1': [[normals(2, 3, 3, 4)], (scope, [x]) => convolution(scope, x!, 2, { kernel: 1, hasBias: false })],
  'nearest upsampling': [[normals(2, 3, 2, 3)], (scope, [x]) => convolution(scope, resizeNearest(x!, 2), 2)],
  gelu: [[normals(3, 4)], (_scope, [x]) => gelu(x!)],
  'gelu by tanh': [[normals(3, 4)], (_scope, [x]) => geluTanh(x!)],
  silu: [[normals(3, 4)], (_scope, [x]) => silu(x!)],
  'squared error': [[normals(4, 2), normals(4, 2)], (_scope, [x, y]) => losses.squaredError(x!, y!)],
  'weighted squared error': [[normals(4), normals(4), uniforms(4)], (_scope, [x, y, w]) => losses.squaredError(x!, y!, w!)],
  'Bayesian personalized ranking': [[normals(5), normals(5)], (_scope, [x, y]) => losses.bayesianPersonalizedRanking(x!, y!)],
  'binary cross entropy': [[normals(5), uniforms(5)], (_scope, [x, y]) => losses.binaryCrossEntropy(x!, y!)],
  'generalised binary cross entropy': [
    [normals(4), normals(4, 3)],
    (_scope, [x, y]) => losses.generalizedBinaryCrossEntropy(x!, y!, { catalogueSize: 100, calibration: 0.75 }),
  ],
  'cross entropy': [[normals(4, 5), labels(0, 4, 2, 2)], (_scope, [x, y]) => losses.crossEntropy(x!, y!)],
  'weighted cross entropy': [[normals(3, 5), labels(0, 4, 2), uniforms(3)], (_scope, [x, y, w]) => losses.crossEntropy(x!, y!, w!)],
  'sampled softmax': [
    [normals(4, 3), normals(4, 3), normals(4), labels(3, 1, 3, 2)],
    (_scope, [q, c, logProbabilities, candidateIds]) =>
      losses.sampledSoftmax(q!, c!, { temperature: 0.5, logProbabilities: logProbabilities!, candidateIds: candidateIds! }),
  ],
};

/** A function of tensors in double precision. */
function evaluated(build: (values: readonly Value[]) => Value, ...inputs: Tensor[]): Float64Array {
  const { graph, inputs: named } = checkedGraph(inputs, [], build, 1);
  return interpret(graph, referenceInputs(named))['y']!.data;
}

const runtime = openRuntime('cpu', { threads: 1 });
afterAll(() => runtime.dispose());

describe('layers and losses', () => {
  it.each(Object.keys(cases))('%s: gradients by finite differences, and the CPU agrees', async (name) => {
    const [inputs, model] = cases[name]!;
    const graph = checked(inputs, model);
    expect(gradientError(graph)).toBeLessThan(1e-6);
    const expected = interpret(graph.graph, referenceInputs(graph.inputs));
    const compiled = await runtime.compile(graph.graph);
    const outputs = await compiled.run(graph.inputs);
    await compiled.dispose();
    for (const [key, tensor] of Object.entries(outputs)) expect(relativeError(tensor, expected[key]!.data), key).toBeLessThan(2e-5);
  });

  it('drops elements by the draws given and keeps the mean', () => {
    const x = normals(2, 3);
    const draws = uniforms(2, 3);
    const expected = Array.from({ length: 6 }, (_, i) => (Number(draws.data[i]) < 0.4 ? 0 : Number(x.data[i]) / 0.6));
    const actual = evaluated((values) => dropout(values[0]!, values[1]!, 0.4), x, draws);
    expect(relativeError({ dtype: 'float32', shape: [6], data: Float32Array.from(actual) }, expected)).toBeLessThan(1e-6);
  });
});

describe('sampled softmax', () => {
  it('equals the definition, with correction and without accidental hits', () => {
    const q = normals(3, 2);
    const c = normals(3, 2);
    const logQ = normals(3);
    const ids = labels(5, 6, 5);
    const dot = (i: number, j: number) =>
      Number(q.data[2 * i]) * Number(c.data[2 * j]) + Number(q.data[2 * i + 1]) * Number(c.data[2 * j + 1]);
    const score = (i: number, j: number) => dot(i, j) / 0.2 - Number(logQ.data[j]);
    let expected = 0;
    for (let i = 0; i < 3; i++) {
      const rivals = [0, 1, 2].filter((j) => j === i || ids.data[j] !== ids.data[i]);
      expected += Math.log(rivals.reduce((sum, j) => sum + Math.exp(score(i, j)), 0)) - score(i, i);
    }
    const [actual] = evaluated(
      ([a, b, l, k]) => losses.sampledSoftmax(a!, b!, { temperature: 0.2, logProbabilities: l!, candidateIds: k! }),
      q,
      c,
      logQ,
      ids,
    );
    expect(actual).toBeCloseTo(expected / 3, 6);
  });
});
