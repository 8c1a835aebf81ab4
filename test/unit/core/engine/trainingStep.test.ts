import { afterAll, describe, expect, it } from 'vitest';
import { createRng } from '../../../../src-main/core/base/rng.ts';
import { normal, zeros } from '../../../../src-main/core/engine/initializers.ts';
import { gelu } from '../../../../src-main/core/engine/layers/activations.ts';
import { linear } from '../../../../src-main/core/engine/layers/linear.ts';
import { crossEntropy, squaredError } from '../../../../src-main/core/engine/losses.ts';
import { adagrad, adam, adamW, type Optimizer, sgd } from '../../../../src-main/core/engine/optimizers.ts';
import { mul } from '../../../../src-main/core/engine/ops.ts';
import { printGraph } from '../../../../src-main/core/engine/print.ts';
import { constantRate, warmupCosine } from '../../../../src-main/core/engine/schedules.ts';
import { openRuntime } from '../../../../src-main/core/engine/session.ts';
import type { Tensor } from '../../../../src-main/core/engine/tensor.ts';
import { openTrainer } from '../../../../src-main/core/engine/trainer.ts';
import { trainingStep, type TrainingStepOptions } from '../../../../src-main/core/engine/trainingStep.ts';
import { fromTensor } from '../../../helpers/reference/array64.ts';
import { interpret } from '../../../helpers/reference/interpreter.ts';

const runtime = openRuntime('cpu', { threads: 1 });
afterAll(() => runtime.dispose());

const ROWS = 8;
const rng = createRng(3);
const x = normal(1)([ROWS, 3], rng);
const y = Float32Array.from({ length: ROWS }, (_, i) => Math.sin(x[3 * i]! * x[3 * i + 1]!) - x[3 * i + 2]!);

/** A two-layer network on eight points. */
const network = (options: Partial<TrainingStepOptions> & { readonly optimizer: Optimizer; rows?: number }) =>
  trainingStep({
    name: 'network',
    batch: { x: { dtype: 'float32', shape: [options.rows ?? ROWS, 3] }, y: { dtype: 'float32', shape: [options.rows ?? ROWS, 1] } },
    forward(scope, batch) {
      const hidden = gelu(linear(scope.within('hidden'), batch['x']!, 16));
      const loss = squaredError(linear(scope.within('output'), hidden, 1), batch['y']!);
      return { loss, metrics: { twice: mul(loss, 2) } };
    },
    ...options,
  });

const batchOf = (lead: readonly number[], repeats: number): Record<string, Tensor> => {
  const repeated = (data: Float32Array) => Float32Array.from({ length: data.length * repeats }, (_, i) => data[i % data.length]!);
  const rows = (ROWS * repeats) / lead.reduce((a, b) => a * b, 1);
  return {
    x: { dtype: 'float32', shape: [...lead, rows, 3], data: repeated(x) },
    y: { dtype: 'float32', shape: [...lead, rows, 1], data: repeated(y) },
  };
};

async function train(options: Parameters<typeof network>[0], runs: number, rate: number, lead: readonly number[] = [], repeats = 1) {
  const step = network(options);
  const trainer = await openTrainer(runtime, step, step.initialState(createRng(5)));
  const losses: number[] = [];
  for (let i = 0; i < runs; i++)
    losses.push(...(await trainer.run(batchOf(lead, repeats), new Array(step.stepsPerRun).fill(rate)))['loss']!);
  const state = await trainer.readState();
  await trainer.dispose();
  return { losses, state };
}

const optimizers: readonly [Optimizer, number][] = [
  [sgd(), 0.1],
  [sgd({ momentum: 0.9, weightDecay: 1e-4 }), 0.03],
  [adagrad({ initialAccumulator: 0.1 }), 0.3],
  [adam(), 0.02],
  [adamW({ weightDecay: 1e-3 }), 0.02],
];

describe('training', () => {
  it.each(optimizers)('a tiny network overfits with $name', async (optimizer, rate) => {
    const { losses } = await train({ optimizer }, 600, rate);
    expect(losses.at(-1)).toBeLessThan(losses[0]! / 200);
  });

  it('makes several steps in one run exactly as one by one', async () => {
    const one = await train({ optimizer: adamW({ weightDecay: 0.1 }), clipNorm: 0.5, emaDecay: 0.9 }, 6, 0.02);
    const three = await train({ optimizer: adamW({ weightDecay: 0.1 }), clipNorm: 0.5, emaDecay: 0.9, stepsPerRun: 3 }, 2, 0.02, [3], 3);
    expect(three.losses).toEqual(one.losses);
    expect(three.state).toEqual(one.state);
  });

  it('accumulates parts of a batch to the same step', async () => {
    const whole = await train({ optimizer: adam(), clipNorm: 0.5 }, 4, 0.02);
    const parts = await train({ optimizer: adam(), clipNorm: 0.5, accumulate: 4, rows: 2 }, 4, 0.02, [4]);
    parts.losses.forEach((loss, i) => expect(loss).toBeCloseTo(whole.losses[i]!, 5));
    const both = await train({ optimizer: adam(), clipNorm: 0.5, accumulate: 4, rows: 2, stepsPerRun: 2 }, 2, 0.02, [2, 4], 2);
    expect(both.losses).toEqual(parts.losses);
  });

  it('clips the norm of all gradients together', async () => {
    const step = network({ optimizer: sgd(), clipNorm: 0.01 });
    const state = step.initialState(createRng(5));
    const trainer = await openTrainer(runtime, step, state);
    const { gradientNorm } = await trainer.run(batchOf([], 1), [1]);
    const next = await trainer.readState();
    await trainer.dispose();
    let moved = 0;
    for (const { name } of step.parameters)
      next[`parameter/${name}`]!.data.forEach((value, i) => (moved += (Number(value) - Number(state[`parameter/${name}`]!.data[i])) ** 2));
    expect(gradientNorm![0]).toBeGreaterThan(0.01);
    expect(Math.sqrt(moved)).toBeCloseTo(0.01, 5);
  });

  it('averages the parameters, and decays matrices but not biases', async () => {
    const step = trainingStep({
      name: 'still',
      batch: { x: { dtype: 'float32', shape: [1, 1] } },
      optimizer: adamW({ weightDecay: 0.5 }),
      emaDecay: 0.75,
      forward: (scope, batch) => ({
        loss: squaredError(
          linear(scope, mul(batch['x']!, 0), 1, { initializer: () => Float32Array.of(2) }),
          mul(scope.declare('bias', [1], zeros), 1),
        ),
      }),
    });
    const trainer = await openTrainer(runtime, step, step.initialState(createRng(1)));
    await trainer.run({ x: { dtype: 'float32', shape: [1, 1], data: Float32Array.of(1) } }, [0.1]);
    const state = await trainer.readState();
    await trainer.dispose();
    expect(state['parameter/weight']!.data[0]).toBeCloseTo(2 * (1 - 0.1 * 0.5), 6);
    expect(state['ema/weight']!.data[0]).toBeCloseTo(2 + 0.25 * (1.9 - 2), 6);
    expect(state['parameter/bias']!.data[0]).toBe(0);
  });

  it('is the step of double precision', async () => {
    const step = network({ optimizer: adamW({ weightDecay: 0.01 }), clipNorm: 1, emaDecay: 0.99 });
    const state = step.initialState(createRng(5));
    const inputs = { ...state, ...batchOf([], 1), learningRate: { dtype: 'float32', shape: [1], data: Float32Array.of(0.01) } as Tensor };
    const expected = interpret(step.graph, Object.fromEntries(Object.entries(inputs).map(([name, tensor]) => [name, fromTensor(tensor)])));
    const compiled = await runtime.compile(step.graph);
    const actual = await compiled.run(inputs);
    await compiled.dispose();
    for (const [name, { data }] of Object.entries(actual))
      data.forEach((value, i) => expect(Number(value)).toBeCloseTo(expected[name]!.data[i]!, 4));
  });

  it('refuses a state that does not fit', async () => {
    const step = network({ optimizer: adam() });
    const { step: _step, ...rest } = step.initialState(createRng(1));
    await expect(openTrainer(runtime, step, rest)).rejects.toThrow('step is missing and must be []');
  });

  it('goes on where another device takes over, from the step that failed', async () => {
    const step = network({ optimizer: adam() });
    let runs = 0;
    const failing: typeof runtime = {
      ...runtime,
      device: 'webgpu',
      async compile(graph) {
        const compiled = await runtime.compile(graph);
        return {
          ...compiled,
          async runResident(inputs) {
            if (++runs === 4)
              throw new (await import('../../../../src-main/core/base/errors.ts')).DomainError('device-failed', 'The device was lost.');
            return compiled.runResident(inputs);
          },
        };
      },
    };
    const trainer = await openTrainer(failing, step, step.initialState(createRng(5)), { fallback: async () => runtime });
    const losses: number[] = [];
    for (let i = 0; i < 8; i++) losses.push((await trainer.run(batchOf([], 1), [0.02]))['loss']![0]!);
    expect(trainer.device).toBe('cpu');
    await trainer.dispose();
    expect(losses).toEqual((await train({ optimizer: adam() }, 8, 0.02)).losses);
  });
});

describe('schedules', () => {
  it('warm up in a line and come down on a cosine', () => {
    const rate = warmupCosine({ rate: 1, warmupSteps: 4, totalSteps: 12, floor: 0.1 });
    expect([0, 1, 3, 4, 8, 12, 40].map(rate)).toEqual([
      0.25,
      0.5,
      1,
      1,
      expect.closeTo(0.55, 10),
      expect.closeTo(0.1, 10),
      expect.closeTo(0.1, 10),
    ]);
    expect(constantRate(0.3)(99)).toBe(0.3);
  });
});

describe('step graphs as text', () => {
  it('one linear classifier with momentum', () => {
    const step = trainingStep({
      name: 'classifier',
      batch: { x: { dtype: 'float32', shape: [4, 3] }, label: { dtype: 'int32', shape: [4] } },
      optimizer: sgd({ momentum: 0.9 }),
      forward: (scope, batch) => ({ loss: crossEntropy(linear(scope, batch['x']!, 2, { hasBias: false }), batch['label']!) }),
    });
    expect(`\n${printGraph(step.graph)}\n`).toMatchInlineSnapshot(`
      "
      classifier(parameter/weight: float32[3, 2], velocity/weight: float32[3, 2], step: float32[], learningRate: float32[1], x: float32[4, 3], label: int32[4]) {
        %0 = Mul(velocity/weight, 0.8999999761581421): float32[3, 2]
        %1 = Reshape(x, shape=[4, 3]): float32[4, 3]
        %2 = Transpose(%1, perm=[1, 0]): float32[3, 4]
        %3 = Reshape(label, shape=[4, 1]): int32[4, 1]
        %4 = Equal(%3, [0, 1]): bool[4, 2]
        %5 = ConstantOfShape(shape=[], value=1): float32[]
        %6 = Reshape(%5, shape=[1]): float32[1]
        %7 = Mul(%6, 0.25): float32[1]
        %8 = Expand(%7, shape=[4]): float32[4]
        %9 = Reshape(%8, shape=[4, 1]): float32[4, 1]
        %10 = Expand(%9, shape=[4, 2]): float32[4, 2]
        %11 = Where(%4, %10, 0): float32[4, 2]
        %12 = Neg(%11): float32[4, 2]
        %13 = MatMul(x, parameter/weight): float32[4, 2]
        %14 = LogSoftmax(%13, axis=-1): float32[4, 2]
        %15 = Exp(%14): float32[4, 2]
        %16 = ReduceSum(%12, axes=[-1], keepdims=true): float32[4, 1]
        %17 = Mul(%15, %16): float32[4, 2]
        %18 = Sub(%12, %17): float32[4, 2]
        %19 = Reshape(%18, shape=[4, 2]): float32[4, 2]
        %20 = MatMul(%2, %19): float32[3, 2]
        %21 = Reshape(%20, shape=[3, 2]): float32[3, 2]
        %22 = Add(%0, %21): float32[3, 2]
        %23 = Reshape(learningRate, shape=[]): float32[]
        %24 = Mul(%22, %23): float32[3, 2]
        %25 = Sub(parameter/weight, %24): float32[3, 2]
        %26 = Add(step, 1): float32[]
        %27 = Sub(0, %14): float32[4, 2]
        %28 = Where(%4, %27, 0): float32[4, 2]
        %29 = ReduceSum(%28, axes=[1], keepdims=false): float32[4]
        %30 = ReduceMean(%29, axes=[0], keepdims=false): float32[]
        %31 = Reshape(%30, shape=[1]): float32[1]
        return next/parameter/weight = %25, next/velocity/weight = %22, next/step = %26, loss = %31
      }
      "
    `);
  });
});
