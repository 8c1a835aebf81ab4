import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src-main/core/base/rng.ts';
import { normal } from '../../../../src-main/core/engine/initializers.ts';
import { gelu } from '../../../../src-main/core/engine/layers/activations.ts';
import { embedding } from '../../../../src-main/core/engine/layers/embedding.ts';
import { linear } from '../../../../src-main/core/engine/layers/linear.ts';
import { layerNorm } from '../../../../src-main/core/engine/layers/normalization.ts';
import { crossEntropy } from '../../../../src-main/core/engine/losses.ts';
import { add } from '../../../../src-main/core/engine/ops.ts';
import { adamW } from '../../../../src-main/core/engine/optimizers.ts';
import { planSegments, segmentInputs } from '../../../../src-main/core/engine/segments.ts';
import { openRuntime } from '../../../../src-main/core/engine/session.ts';
import type { Tensor } from '../../../../src-main/core/engine/tensor.ts';
import { openTrainer } from '../../../../src-main/core/engine/trainer.ts';
import { trainingStep } from '../../../../src-main/core/engine/trainingStep.ts';
import { relativeError } from '../../../helpers/operatorSuite.ts';
import { useSoftwareGpu } from '../../../helpers/softwareGpu.ts';

const reason = useSoftwareGpu();
const [ROWS, FILMS, STEPS] = [12, 7, 3];
const size = { entries: ROWS, rows: FILMS };

const step = trainingStep({
  name: 'tiny',
  batch: {
    ids: { dtype: 'int32', shape: [ROWS] },
    x: { dtype: 'float32', shape: [ROWS, 4] },
    labels: { dtype: 'int32', shape: [ROWS] },
    ...segmentInputs('plan', size),
  },
  optimizer: adamW({ weightDecay: 0.01 }),
  clipNorm: 1,
  emaDecay: 0.9,
  forward(scope, inputs) {
    const films = embedding(scope.within('films'), inputs['ids']!, { rows: FILMS, size: 8, plan: { name: 'plan', inputs } });
    const hidden = layerNorm(scope.within('norm'), gelu(linear(scope.within('hidden'), inputs['x']!, 8)));
    return { loss: crossEntropy(linear(scope.within('out'), add(hidden, films), FILMS), inputs['labels']!) };
  },
});

describe.skipIf(reason !== null)(`a training step on WebGPU in software${reason === null ? '' : ` (SKIPPED: ${reason})`}`, () => {
  it('ends where the CPU ends, its state kept on the device', async () => {
    const rng = createRng(9);
    const ids = Int32Array.from({ length: ROWS }, () => rng.integer(FILMS));
    const batch: Record<string, Tensor> = {
      ids: { dtype: 'int32', shape: [ROWS], data: ids },
      x: { dtype: 'float32', shape: [ROWS, 4], data: normal(1)([ROWS, 4], rng) },
      labels: { dtype: 'int32', shape: [ROWS], data: ids.map((id) => (id * 3) % FILMS) },
      ...planSegments('plan', size, { rowOf: ids }),
    };
    const ends: Record<string, Tensor>[] = [];
    for (const device of ['cpu', 'webgpu'] as const) {
      const runtime = openRuntime(device);
      const trainer = await openTrainer(runtime, step, step.initialState(createRng(2)));
      for (let i = 0; i < STEPS; i++) await trainer.run(batch, [0.01]);
      ends.push(await trainer.readState());
      await trainer.dispose();
      await runtime.dispose();
    }
    for (const [name, { data }] of Object.entries(ends[0]!))
      expect(relativeError(ends[1]![name]!, data as Float32Array), name).toBeLessThan(1e-4);
    // The software driver compiles some 200 shaders first.
  }, 240_000);
});
