import { graph, input } from '../../../src-main/core/engine/graph.ts';
import { squaredError } from '../../../src-main/core/engine/losses.ts';
import { adamW } from '../../../src-main/core/engine/optimizers.ts';
import { declaringScope } from '../../../src-main/core/engine/parameters.ts';
import { trainingStep } from '../../../src-main/core/engine/trainingStep.ts';
import type { Benchmark } from '../benchmark.ts';
import { TIME_SIZE, unet } from '../models/unet.ts';
import { productFlops, timeSteps } from '../stepTiming.ts';

const BATCH = 64;
const PICTURE = [BATCH, 3, 24, 16] as const;

export const unetStep16: Benchmark = {
  name: 'unet-step-16',
  what: 'one training step of a U-Net of 2.6M parameters: batch 64 at 16 x 24, forward, backward, AdamW',
  async run(context) {
    const { scope, values } = declaringScope();
    const pictures = input('pictures', 'float32', PICTURE);
    const time = input('time', 'float32', [BATCH, TIME_SIZE]);
    const y = unet(scope, pictures, time);
    const forward = graph('forward', [pictures, time, ...values], { y });
    const step = trainingStep({
      name: 'unet-step',
      batch: {
        pictures: { dtype: 'float32', shape: PICTURE },
        time: { dtype: 'float32', shape: [BATCH, TIME_SIZE] },
        target: { dtype: 'float32', shape: PICTURE },
      },
      optimizer: adamW({ weightDecay: 0.01 }),
      forward: (inner, batch) => ({ loss: squaredError(unet(inner, batch['pictures']!, batch['time']!), batch['target']!) }),
    });
    return timeSteps(context, step, 3 * productFlops(forward), { runs: 8 });
  },
  peers: { torch: { script: 'unetStep.py', packages: ['torch==2.13.0'] } },
};
