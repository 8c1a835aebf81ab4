import { join } from 'node:path';
import { paint } from '../../../src-main/core/diffusion/cascade.ts';
import { conditionTypes } from '../../../src-main/core/diffusion/data/condition.ts';
import { textTableOf } from '../../../src-main/core/diffusion/data/textTable.ts';
import { denoiserOutput } from '../../../src-main/core/diffusion/denoiser.ts';
import { velocityLoss } from '../../../src-main/core/diffusion/preconditioning.ts';
import { openStage } from '../../../src-main/core/diffusion/painter.ts';
import { stagePreset } from '../../../src-main/core/diffusion/presets.ts';
import type { StageConfig } from '../../../src-main/core/diffusion/stages.ts';
import { createRng } from '../../../src-main/core/base/rng.ts';
import { graph, input } from '../../../src-main/core/engine/graph.ts';
import { adamW } from '../../../src-main/core/engine/optimizers.ts';
import { declaringScope, initialParameters } from '../../../src-main/core/engine/parameters.ts';
import { trainingStep } from '../../../src-main/core/engine/trainingStep.ts';
import { loadModel } from '../../../src-main/core/storage/modelStore.ts';
import type { Benchmark, BenchContext, Measurement } from '../benchmark.ts';
import { productFlops, timeSteps } from '../stepTiming.ts';

const WORD_WIDTH = 64;
const CAPTION = { genres: ['Crime', 'Thriller'], decade: 1990, text: 'snow car money kidnapping police' };
const { stage: small } = stagePreset(64, 'poster', 'uvit-small');

/** The denoiser of a stage over inputs of a batch, as a graph of its own. */
function forwardOf(stage: StageConfig, batch: number) {
  const picture = [batch, 3, stage.height, stage.width];
  const x = input('x', 'float32', picture);
  const time = input('time', 'float32', [batch]);
  const condition = Object.fromEntries(
    Object.entries(conditionTypes(batch, WORD_WIDTH)).map(([name, { dtype, shape }]) => [name, input(name, dtype, shape)]),
  ) as Parameters<typeof denoiserOutput>[1]['condition'];
  const declared = declaringScope();
  const y = denoiserOutput(declared.scope, { x, time, condition }, stage);
  return { graph: graph('forward', [x, time, ...Object.values(condition), ...declared.values], { y }), specs: declared.specs };
}

const BATCH = 16;

export const diffusionStepSmall: Benchmark = {
  name: 'diffusion-step-small',
  what: `one training step of the U-ViT "small" at 64 x 96, patch 8: batch ${BATCH}, forward, backward, AdamW`,
  async run(context) {
    const picture = { dtype: 'float32', shape: [BATCH, 3, small.height, small.width] } as const;
    const step = trainingStep({
      name: 'diffusion-step',
      batch: { clean: picture, noise: picture, time: { dtype: 'float32', shape: [BATCH] }, ...conditionTypes(BATCH, WORD_WIDTH) },
      optimizer: adamW({ weightDecay: 0.01 }),
      forward(scope, inputs) {
        const { clean, noise, time, genres, decade, pieces, isPiece } = inputs;
        const condition = { genres: genres!, decade: decade!, pieces: pieces!, isPiece: isPiece! };
        const output = denoiserOutput(scope, { x: noise!, time: time!, condition }, small);
        return { loss: velocityLoss('velocity', { clean: clean!, noise: noise!, time: time!, output }) };
      },
    });
    return timeSteps(context, step, 3 * productFlops(forwardOf(small, BATCH).graph), { runs: 4 });
  },
};

interface Painting {
  readonly network: 'uvit-base' | 'uvit-nano';
  readonly steps: number;
  readonly guidance: number;
}

/** Random weights do for speed: what is timed does not depend on them. */
async function timePainting({ runtime }: BenchContext, { network, steps, guidance }: Painting): Promise<Measurement> {
  const { stage } = stagePreset(64, 'poster', network);
  const rows = guidance === 1 ? 1 : 2;
  const forward = forwardOf(stage, rows);
  const table = textTableOf(loadModel(join(import.meta.dirname, '../../../models/word-pieces')).tensors);
  const painter = await openStage(runtime, stage, initialParameters(forward.specs, createRng(1)), table);
  const samplesMs: number[] = [];
  for (let index = 0; index < 4; index++) {
    const start = performance.now();
    await paint([painter], { caption: CAPTION, seed: 1, index, steps, guidance, sampler: 'dpm++2m' });
    if (index > 0) samplesMs.push(performance.now() - start);
  }
  await painter.dispose();
  return { samplesMs, flops: steps * productFlops(forward.graph), bytes: null };
}

export const paintBase4: Benchmark = {
  name: 'paint-base-4',
  what: 'one picture of 64 x 96 by the U-ViT "base" (random weights) in 4 steps without guidance',
  run: (context) => timePainting(context, { network: 'uvit-base', steps: 4, guidance: 1 }),
};

export const paintBase20: Benchmark = {
  name: 'paint-base-20',
  what: 'one picture of 64 x 96 by the U-ViT "base" (random weights) in 20 steps with guidance',
  run: (context) => timePainting(context, { network: 'uvit-base', steps: 20, guidance: 2 }),
};

export const paintNano: Benchmark = {
  name: 'paint-nano',
  what: 'one preview of 64 x 96 by the U-ViT "nano" (random weights) in 4 steps without guidance',
  run: (context) => timePainting(context, { network: 'uvit-nano', steps: 4, guidance: 1 }),
};
