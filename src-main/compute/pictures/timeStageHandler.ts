import { createRng } from '../../core/base/rng.ts';
import { throwIfCancelled } from '../../core/base/progress.ts';
import { emptyCaption } from '../../core/diffusion/data/captions.ts';
import { type NetworkName, type PictureShape, stagePreset } from '../../core/diffusion/presets.ts';
import { stageTraining } from '../../core/diffusion/stageTraining.ts';
import { createRuntime } from '../../core/engine/createRuntime.ts';
import type { DeviceChoice } from '../../core/engine/tensorRuntime.ts';
import { openTrainer } from '../../core/engine/trainer.ts';
import type { ComputeHandlerOptions } from '../handlerOptions.ts';
import { readTextTable } from './painterFiles.ts';
import type { PictureContext } from './pictureMethods.ts';

export interface TimeStageInput {
  readonly modelsDir: string;
  readonly shape: PictureShape;
  readonly stageWidth: number;
  readonly network: NetworkName;
  /** null takes the preset's. */
  readonly batch: number | null;
  readonly device: DeviceChoice;
}

const PICTURES = 4;
const WARM_UP = 2;
const TIMED = 4;

/** Milliseconds that a step of a stage takes here, on pictures of grey: time does not depend on what they show. */
export async function timeStage(
  { modelsDir, shape, stageWidth, network, batch, device }: TimeStageInput,
  { signal, reportProgress }: PictureContext,
  { nowMs, logger }: ComputeHandlerOptions,
): Promise<{ msPerStep: number }> {
  const { stage, batch: usual, rate } = stagePreset(stageWidth, shape, network);
  const { width, height } = stage;
  const names = Array.from({ length: PICTURES }, (_, i) => String(i));
  const pixels = new Uint8Array(PICTURES * 3 * width * height).fill(128);
  const set = { width, height, names, captions: names.map(() => emptyCaption), pixels, sha256: '' };
  const table = readTextTable(modelsDir);
  const training = stageTraining(stage, set, table, { batch: batch ?? usual, rate, totalSteps: 100 });
  const runtime = await createRuntime(device, { logger });
  try {
    const rng = createRng(1, 'timing');
    const trainer = await openTrainer(runtime, training.step, training.step.initialState(rng));
    try {
      let began = nowMs();
      for (let i = 0; i < WARM_UP + TIMED; i++) {
        throwIfCancelled(signal);
        if (i === WARM_UP) began = nowMs();
        reportProgress({ phase: 'Timing a few steps', done: i, total: WARM_UP + TIMED, unit: 'steps' });
        await trainer.run(
          training.nextBatch(i, rng),
          Array.from({ length: training.step.stepsPerRun }, () => 0),
        );
      }
      return { msPerStep: (nowMs() - began) / (TIMED * training.step.stepsPerRun) };
    } finally {
      await trainer.dispose();
    }
  } finally {
    await runtime.dispose();
  }
}
