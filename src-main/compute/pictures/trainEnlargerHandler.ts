import { join } from 'node:path';
import { enlargerBatch, enlargerPreset, enlargerStep, FACTOR } from '../../core/diffusion/enlarger.ts';
import { ENLARGED_WIDTH, shapes } from '../../core/diffusion/presets.ts';
import { createRuntime } from '../../core/engine/createRuntime.ts';
import { warmupCosine } from '../../core/engine/schedules.ts';
import { trainToEnd } from '../../core/engine/trainingRun.ts';
import { openCheckpointStore } from '../../core/storage/checkpointStore.ts';
import { saveModel } from '../../core/storage/modelStore.ts';
import type { PictureContext } from './pictureMethods.ts';
import type { ComputeHandlerOptions } from '../handlerOptions.ts';
import { ENLARGER_FOLDER, painterFolder } from './painterFiles.ts';
import { readPictureSet } from './readPictureSet.ts';
import { averagedParameters, pictureTerms, watchedPolicy } from './runStage.ts';
import { sourceOf, type TrainImagesInput, type TrainImagesOutput, trainingPart } from './trainImagesHandler.ts';
import { watchedCheckpoints, watchTraining } from './watchedTraining.ts';

const PRESET = { batch: 16, rate: 1e-3, steps: 1_500 };
const WARMUP_STEPS = 50;

/** Trains the last, plain stage: 64 x 96 to 128 x 192 pixels. */
export async function trainEnlarger(
  input: TrainImagesInput,
  context: PictureContext,
  options: ComputeHandlerOptions,
): Promise<TrainImagesOutput> {
  const { clock, nowMs, logger } = options;
  const { dataDir, name, shape, seed, device, watch } = input;
  const [batch, rate, totalSteps] = [input.batch ?? PRESET.batch, input.rate ?? PRESET.rate, input.steps ?? PRESET.steps];
  const width = ENLARGED_WIDTH;
  const height = (width * shapes[shape].height) / shapes[shape].width;
  const all = await readPictureSet({ ...sourceOf(input), width, height, logger }, context);
  const { train: set, heldOut } = trainingPart(all);
  const step = enlargerStep(enlargerPreset, batch);
  const folder =
    watch === undefined
      ? join(dataDir, 'checkpoints', `painter-${name}-${ENLARGER_FOLDER}`)
      : watchedCheckpoints(dataDir, watch.runId, ENLARGER_FOLDER);
  const store = openCheckpointStore(folder, { logger });
  const onlooker =
    watch === undefined
      ? undefined
      : watchTraining({ dataDir, watch, title: ENLARGER_FOLDER, totalSteps, samples: null }, context, options);
  const began = nowMs();
  let loss = 0;
  const runtime = await createRuntime(device, { logger, threads: input.threads });
  try {
    const state = await trainToEnd({
      runtime,
      step,
      totalSteps,
      schedule: warmupCosine({ rate, warmupSteps: WARMUP_STEPS, totalSteps, floor: 0.05 }),
      preparesAhead: true,
      nextBatch: (_, rng) => enlargerBatch(set, batch, rng),
      seed,
      dataSha256: set.sha256,
      configuration: { ...enlargerPreset, batch, rate, seed },
      resumeFrom: store.latest(),
      checkpoints: watchedPolicy(store, onlooker, input.checkpointTimes),
      onStep: async (report, readState) => {
        const now = report.reports['loss']!;
        loss = loss === 0 ? now : 0.98 * loss + 0.02 * now;
        await onlooker?.onStep(report, readState);
      },
      signal: context.signal,
      reportProgress: context.reportProgress,
      nowMs,
      logger,
    });
    const seconds = (nowMs() - began) / 1000;
    const path = join(painterFolder(dataDir, name), ENLARGER_FOLDER);
    const manifest = saveModel(
      path,
      {
        name: 'enlarger',
        hyperparameters: { ...enlargerPreset, factor: FACTOR, batch, rate },
        seed,
        data: { name: 'posters', sha256: all.sha256, users: 0, films: set.names.length, ratings: 0, terms: pictureTerms },
        metrics: { steps: totalSteps, loss },
        reliability: [],
        calibration: null,
        command: `marquee train-images --pictures PICTURES --stage ${width} --steps ${totalSteps} --batch ${batch} --rate ${rate} --seed ${seed}`,
        trainedAt: new Date(clock()).toISOString(),
        fitMs: Math.round(seconds * 1000),
        notes: [],
      },
      averagedParameters(state),
    );
    return {
      name,
      stage: ENLARGER_FOLDER,
      path,
      sha256: manifest.sha256,
      steps: totalSteps,
      pictures: set.names.length,
      heldOut,
      loss,
      seconds,
    };
  } finally {
    await runtime.dispose();
  }
}
