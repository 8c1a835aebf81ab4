import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createRng } from '../../src-main/core/base/rng.ts';
import { gradients } from '../../src-main/core/engine/autodiff.ts';
import { constant, graph, input, type Value } from '../../src-main/core/engine/graph.ts';
import { gelu, silu } from '../../src-main/core/engine/layers/activations.ts';
import { attention } from '../../src-main/core/engine/layers/attention.ts';
import { convolution } from '../../src-main/core/engine/layers/convolution.ts';
import { linear } from '../../src-main/core/engine/layers/linear.ts';
import { groupNorm, layerNorm } from '../../src-main/core/engine/layers/normalization.ts';
import * as losses from '../../src-main/core/engine/losses.ts';
import { mul, reduceSum, reshape, resizeNearest } from '../../src-main/core/engine/ops.ts';
import { adagrad, adam, adamW, type Optimizer, sgd } from '../../src-main/core/engine/optimizers.ts';
import { boundScope, type ParameterScope } from '../../src-main/core/engine/parameters.ts';
import { openRuntime } from '../../src-main/core/engine/session.ts';
import type { Tensor } from '../../src-main/core/engine/tensor.ts';
import { openTrainer } from '../../src-main/core/engine/trainer.ts';
import { trainingStep } from '../../src-main/core/engine/trainingStep.ts';

/** Recorded from PyTorch by engineReference.py, which says how. */
interface Packed {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}
interface Reference {
  readonly cases: Record<string, { inputs: Record<string, Packed>; y: Packed; gradients: Record<string, Packed> }>;
  readonly optimizers: Record<string, { inputs: Record<string, Packed>; losses: Packed; last: Record<string, Packed> }>;
}
const reference = JSON.parse(readFileSync(join(import.meta.dirname, 'engineReference.json'), 'utf8')) as Reference;

const runtime = openRuntime('cpu', { threads: 1 });
afterAll(() => runtime.dispose());

const tensor = ({ shape, data }: Packed): Tensor => ({ dtype: 'float32', shape, data: Float32Array.from(data) });
const labels = constant({ dtype: 'int32', shape: [4], data: Int32Array.of(0, 4, 2, 2) });

/** Where a layer declares a parameter of this name, the recorded input stands. */
const models: Readonly<Record<string, (values: Readonly<Record<string, Value>>, scope: ParameterScope) => Value>> = {
  convolution: ({ x }, scope) => convolution(scope, x!, 4, { stride: 2 }),
  convolution1: ({ x }, scope) => convolution(scope, x!, 2),
  groupNorm: ({ x }, scope) => groupNorm(scope, x!, 3),
  layerNorm: ({ x }, scope) => layerNorm(scope, x!),
  gelu: ({ x }) => gelu(x!),
  silu: ({ x }) => silu(x!),
  upsampling: ({ x }) => resizeNearest(x!, 2),
  attention: ({ x }, scope) => attention(scope, x!, { heads: 2 }),
  crossEntropy: ({ x }) => losses.crossEntropy(x!, labels),
  binaryCrossEntropy: ({ x, target }) => losses.binaryCrossEntropy(x!, target!),
  bayesianPersonalizedRanking: ({ positive, negative }) => losses.bayesianPersonalizedRanking(positive!, negative!),
  generalizedBinaryCrossEntropy: ({ positive, negatives }) =>
    losses.generalizedBinaryCrossEntropy(positive!, negatives!, { catalogueSize: 100, calibration: 0.75 }),
};

function expectClose(actual: Tensor, expected: Packed, what: string): void {
  expect(actual.shape, what).toEqual(expected.shape);
  const scale = Math.max(1, ...expected.data.map(Math.abs));
  expected.data.forEach((value, i) => expect(Math.abs(Number(actual.data[i]) - value), `${what} ${i}`).toBeLessThan(1e-5 * scale));
}

describe('the engine beside recorded values of PyTorch', () => {
  it('has a model for every recorded case', () => {
    expect(Object.keys(models).sort()).toEqual(Object.keys(reference.cases).sort());
  });

  it.each(Object.keys(models))('%s', async (name) => {
    const { inputs, y: expected, gradients: recorded } = reference.cases[name]!;
    const values = Object.fromEntries(Object.entries(inputs).map(([key, { shape }]) => [key, input(key, 'float32', shape)]));
    const known = new Map(Object.entries(values));
    // Attention's four matrices are linear layers; the recorded ones have no bias.
    for (const [key, { shape }] of Object.entries(inputs)) {
      known.set(`${key}.weight`, values[key]!);
      known.set(`${key}.bias`, constant({ dtype: 'float32', shape: [shape.at(-1) ?? 1], data: new Float32Array(shape.at(-1) ?? 1) }));
    }
    const y = models[name]!(values, boundScope(known).scope);
    const count = y.shape.reduce((product, size) => product * size, 1);
    const weight = Float32Array.from({ length: count }, (_, i) => 1 + (i % 7) / 4);
    const loss = reduceSum(mul(reshape(y, [count]), constant({ dtype: 'float32', shape: [count], data: weight })), [0]);
    const derived = gradients(loss, Object.values(values));
    const outputs = Object.fromEntries(Object.keys(values).map((key, i) => [`d/${key}`, derived[i]!]));
    const compiled = await runtime.compile(graph(name, Object.values(values), { y, ...outputs }));
    const actual = await compiled.run(Object.fromEntries(Object.entries(inputs).map(([key, packed]) => [key, tensor(packed)])));
    await compiled.dispose();
    expectClose(actual['y']!, expected, 'y');
    for (const [key, packed] of Object.entries(recorded)) expectClose(actual[`d/${key}`]!, packed, `gradient of ${key}`);
  });

  const optimizers: Readonly<Record<string, [Optimizer, number]>> = {
    sgd: [sgd({ momentum: 0.9 }), 0.1],
    adagrad: [adagrad({ initialAccumulator: 0.1 }), 0.3],
    adam: [adam(), 0.05],
    adamW: [adamW({ weightDecay: 0.1 }), 0.05],
  };

  it.each(Object.keys(optimizers))('ten clipped steps of %s', async (name) => {
    const { inputs, losses: expected, last } = reference.optimizers[name]!;
    const [optimizer, rate] = optimizers[name]!;
    const step = trainingStep({
      name,
      optimizer,
      clipNorm: 1,
      batch: { x: { dtype: 'float32', shape: inputs['x']!.shape }, y: { dtype: 'float32', shape: inputs['y']!.shape } },
      forward: (scope, batch) => ({ loss: losses.squaredError(linear(scope, batch['x']!, 2), batch['y']!) }),
    });
    const first = step.initialState(createRng(1));
    const state = { ...first, 'parameter/weight': tensor(inputs['weight']!), 'parameter/bias': tensor(inputs['bias']!) };
    const trainer = await openTrainer(runtime, step, state);
    const found: number[] = [];
    for (let i = 0; i < expected.data.length; i++)
      found.push((await trainer.run({ x: tensor(inputs['x']!), y: tensor(inputs['y']!) }, [rate]))['loss']![0]!);
    const end = await trainer.readState();
    await trainer.dispose();
    expectClose({ dtype: 'float32', shape: expected.shape, data: Float32Array.from(found) }, expected, 'losses');
    for (const [key, packed] of Object.entries(last)) expectClose(end[`parameter/${key}`]!, packed, key);
  });
});
