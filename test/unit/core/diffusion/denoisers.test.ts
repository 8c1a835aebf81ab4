import { describe, expect, it } from 'vitest';
import * as contract from '../../../../src-main/contract/pictures.ts';
import { createRng } from '../../../../src-main/core/base/rng.ts';
import { conditionTypes } from '../../../../src-main/core/diffusion/data/condition.ts';
import { denoiserOutput, type DenoiserInputs } from '../../../../src-main/core/diffusion/denoiser.ts';
import { depthToSpace, spaceToDepth } from '../../../../src-main/core/diffusion/networks/patches.ts';
import { denoisedOf, noised, predictions, velocityLoss } from '../../../../src-main/core/diffusion/preconditioning.ts';
import { networkNames, shapes, stagePreset, stageWidths } from '../../../../src-main/core/diffusion/presets.ts';
import { stageOfSettings, stageSettings } from '../../../../src-main/core/diffusion/stageFile.ts';
import { samplers } from '../../../../src-main/core/diffusion/samplers/index.ts';
import type { StageConfig } from '../../../../src-main/core/diffusion/stages.ts';
import { constant, graph, input, type TensorType, type Value } from '../../../../src-main/core/engine/graph.ts';
import { squaredError } from '../../../../src-main/core/engine/losses.ts';
import { adam } from '../../../../src-main/core/engine/optimizers.ts';
import { declaringScope } from '../../../../src-main/core/engine/parameters.ts';
import { openRuntime } from '../../../../src-main/core/engine/session.ts';
import { openTrainer } from '../../../../src-main/core/engine/trainer.ts';
import { trainingStep } from '../../../../src-main/core/engine/trainingStep.ts';
import type { Tensor } from '../../../../src-main/core/engine/tensor.ts';

const runtime = openRuntime('cpu');
const random = (shape: readonly number[], seed: number): Tensor => {
  const rng = createRng(seed);
  return { dtype: 'float32', shape, data: Float32Array.from({ length: shape.reduce((p, s) => p * s, 1) }, () => rng.normal()) };
};

async function evaluate(y: Value): Promise<Float32Array> {
  const compiled = await runtime.compile(graph('g', [], { y }));
  const outputs = await compiled.run({});
  await compiled.dispose();
  return outputs['y']!.data as Float32Array;
}

/** Parameters that a stage declares. */
function parameterCount(stage: StageConfig, wordWidth = 64): number {
  const { scope, specs } = declaringScope();
  const inputs = inputsOf(stage, 1, wordWidth);
  const y = denoiserOutput(scope, inputs, stage);
  expect(y.shape).toEqual(inputs.x.shape);
  return specs.reduce((sum, { shape }) => sum + shape.reduce((p, s) => p * s, 1), 0);
}

function inputsOf(stage: StageConfig, n: number, wordWidth: number): DenoiserInputs {
  const picture = input('x', 'float32', [n, 3, stage.height, stage.width]);
  const condition = Object.fromEntries(
    Object.entries(conditionTypes(n, wordWidth)).map(([name, { dtype, shape }]) => [name, input(name, dtype, shape)]),
  ) as DenoiserInputs['condition'];
  const time = input('time', 'float32', [n]);
  return { x: picture, time, condition, ...(stage.factor === null ? {} : { below: { picture, noise: time } }) };
}

it('the contract names what the core has', () => {
  expect([...contract.samplerNames]).toEqual(Object.keys(samplers));
  expect(contract.networkNames).toEqual(networkNames);
  expect(contract.predictionNames).toEqual(predictions);
  expect([...contract.shapeNames]).toEqual(Object.keys(shapes));
});

describe('denoisers', () => {
  it.each(stageWidths)('the U-Net of stage %i paints its own size and stays small', (width) => {
    const count = parameterCount(stagePreset(width, 'poster').stage);
    expect(count).toBeGreaterThan(500_000);
    expect(count).toBeLessThan(4_000_000);
    parameterCount(stagePreset(width, 'square').stage);
  });

  it.each([
    ['uvit-nano', 3e6],
    ['uvit-small', 12e6],
    ['uvit-base', 45e6],
  ] as const)('%s has about %f parameters at 64 x 96', (name, expected) => {
    expect(Math.abs(parameterCount(stagePreset(64, 'poster', name).stage) / expected - 1)).toBeLessThan(0.25);
  });

  it.each(networkNames)('a card of %s gives back its stage', (name) => {
    const { stage } = stagePreset(32, 'poster', name);
    expect(stageOfSettings(JSON.parse(JSON.stringify(stageSettings(stage))))).toEqual(stage);
    expect(() => stageOfSettings({ ...stageSettings(stage), width: -1 })).toThrow(/wrong at "width"/);
  });

  it('tiles become channels and come back', async () => {
    const x = random([2, 3, 4, 6], 1);
    expect(await evaluate(depthToSpace(spaceToDepth(constant(x), 2), 2))).toEqual(x.data);
    const ramp: Tensor = { dtype: 'float32', shape: [1, 1, 2, 4], data: Float32Array.from([0, 1, 2, 3, 4, 5, 6, 7]) };
    expect([...(await evaluate(spaceToDepth(constant(ramp), 2)))]).toEqual([0, 2, 1, 3, 4, 6, 5, 7]);
  });
});

describe('preconditioning', () => {
  const clean = random([2, 3, 4, 4], 2);
  const noise = random([2, 3, 4, 4], 3);
  const time: Tensor = { dtype: 'float32', shape: [2], data: Float32Array.of(0.2, 0.7) };
  const [c, e, t] = [constant(clean), constant(noise), constant(time)];
  const [cleanData, noiseData] = [clean.data as Float32Array, noise.data as Float32Array];
  const perfect = { velocity: noiseData.map((value, i) => value - cleanData[i]!), noise: noiseData, clean: cleanData };

  it.each(predictions)('the right %s gives back the clean picture at no loss', async (prediction) => {
    const output = constant({ dtype: 'float32', shape: clean.shape, data: perfect[prediction] });
    const denoised = await evaluate(denoisedOf(prediction, noised(c, e, t), t, output));
    denoised.forEach((value, i) => expect(value).toBeCloseTo(Number(clean.data[i]), 4));
    expect((await evaluate(velocityLoss(prediction, { clean: c, noise: e, time: t, output })))[0]).toBeCloseTo(0, 8);
  });

  it('weighs an error of the denoised picture alike, whatever is predicted', async () => {
    const losses: number[] = [];
    for (const prediction of predictions) {
      // An output whose denoised picture is off by 0.1 everywhere.
      const off = (i: number): number => {
        const at = time.data[Math.floor(i / 48)] as number;
        return prediction === 'clean' ? 0.1 : prediction === 'velocity' ? -0.1 / at : (-0.1 * (1 - at)) / at;
      };
      const data = Float32Array.from(perfect[prediction], (value, i) => value + off(i));
      const output = constant({ dtype: 'float32', shape: clean.shape, data });
      losses.push((await evaluate(velocityLoss(prediction, { clean: c, noise: e, time: t, output })))[0]!);
    }
    expect(losses[1]).toBeCloseTo(losses[0]!, 4);
    expect(losses[2]).toBeCloseTo(losses[0]!, 4);
  });
});

describe('learning', () => {
  const networks: StageConfig['network'][] = [
    { kind: 'unet', widths: [16, 16], patch: 1, conditionSize: 16 },
    { kind: 'uvit', width: 32, depth: 3, heads: 4, patch: 2, conditionSize: 16 },
  ];

  it.each(networks)(
    'a tiny $kind learns by heart what a caption asks for',
    async (network) => {
      const stage: StageConfig = {
        width: 8,
        height: 8,
        factor: null,
        network,
        prediction: 'velocity',
        scale: 1,
        times: { mean: 0, stddev: 1 },
        mostNoiseBelow: 0,
      };
      const n = 4;
      const picture: TensorType = { dtype: 'float32', shape: [n, 3, 8, 8] };
      const types: Record<string, TensorType> = {
        x: picture,
        time: { dtype: 'float32', shape: [n] },
        ...conditionTypes(n, 4),
        target: picture,
      };
      const step = trainingStep({
        name: 'tiny',
        batch: types,
        optimizer: adam(),
        forward: (scope, b) => {
          const condition = { genres: b['genres']!, decade: b['decade']!, pieces: b['pieces']!, isPiece: b['isPiece']! };
          return { loss: squaredError(denoiserOutput(scope, { x: b['x']!, time: b['time']!, condition }, stage), b['target']!) };
        },
      });
      // The same noise everywhere: only the genre says which picture is meant.
      const batch: Record<string, Tensor> = Object.fromEntries(
        Object.entries(types).map(([name, { shape }]) => [
          name,
          { dtype: 'float32', shape, data: new Float32Array(shape.reduce((p, s) => p * s, 1)) },
        ]),
      );
      for (let i = 0; i < n; i++) batch['genres']!.data[i * types['genres']!.shape[1]! + i] = 1;
      batch['target'] = random([n, 3, 8, 8], 5);
      const trainer = await openTrainer(runtime, step, step.initialState(createRng(1)));
      let loss = Number.NaN;
      for (let i = 0; i < 150; i++) loss = (await trainer.run(batch, [5e-3]))['loss']![0]!;
      await trainer.dispose();
      expect(loss).toBeLessThan(0.3);
    },
    180_000,
  );
});
