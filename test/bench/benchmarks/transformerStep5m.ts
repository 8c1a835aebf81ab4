import { graph, input } from '../../../src-main/core/engine/graph.ts';
import { squaredError } from '../../../src-main/core/engine/losses.ts';
import { adamW } from '../../../src-main/core/engine/optimizers.ts';
import { declaringScope } from '../../../src-main/core/engine/parameters.ts';
import { trainingStep } from '../../../src-main/core/engine/trainingStep.ts';
import type { Benchmark } from '../benchmark.ts';
import { denoiser, WIDTH } from '../models/denoiser.ts';
import { productFlops, timeSteps } from '../stepTiming.ts';

const [BATCH, TOKENS, PATCH] = [16, 96, 192];
/** Several steps in one Loop spare the copies of the state between runs. */
const STEPS_PER_RUN = 4;

export const transformerStep5m: Benchmark = {
  name: 'transformer-step-5m',
  what: 'one training step of a transformer of 5.0M parameters: batch 16 of 96 tokens, forward, backward, AdamW',
  async run(context) {
    const { scope, values } = declaringScope();
    const patches = input('patches', 'float32', [BATCH, TOKENS, PATCH]);
    const time = input('time', 'float32', [BATCH, WIDTH]);
    const y = denoiser(scope, patches, time);
    const forward = graph('forward', [patches, time, ...values], { y });
    const step = trainingStep({
      name: 'transformer-step',
      stepsPerRun: STEPS_PER_RUN,
      batch: {
        patches: { dtype: 'float32', shape: [BATCH, TOKENS, PATCH] },
        time: { dtype: 'float32', shape: [BATCH, WIDTH] },
        target: { dtype: 'float32', shape: [BATCH, TOKENS, PATCH] },
      },
      optimizer: adamW({ weightDecay: 0.01 }),
      forward: (inner, batch) => ({ loss: squaredError(denoiser(inner, batch['patches']!, batch['time']!), batch['target']!) }),
    });
    return timeSteps(context, step, 3 * productFlops(forward), { runs: 8 });
  },
  peers: { torch: { script: 'transformerStep.py', packages: ['torch==2.13.0'] } },
};
