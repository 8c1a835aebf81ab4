import { join } from 'node:path';
import { DomainError } from '../../core/base/errors.ts';
import { nearDuplicates } from '../../core/diffusion/data/perceptualHash.ts';
import { pickPictures, type PictureSet } from '../../core/diffusion/data/pictureSet.ts';
import { splitPictures } from '../../core/diffusion/data/split.ts';
import { type NetworkName, type PictureShape, stagePreset } from '../../core/diffusion/presets.ts';
import type { Prediction } from '../../core/diffusion/preconditioning.ts';
import { measureScale } from '../../core/diffusion/stageData.ts';
import { stageSettings } from '../../core/diffusion/stageFile.ts';
import { stageTraining } from '../../core/diffusion/stageTraining.ts';
import { createRuntime } from '../../core/engine/createRuntime.ts';
import type { Tensor } from '../../core/engine/tensor.ts';
import type { DeviceChoice } from '../../core/engine/tensorRuntime.ts';
import { trainToEnd } from '../../core/engine/trainingRun.ts';
import { openCheckpointStore } from '../../core/storage/checkpointStore.ts';
import { saveModel } from '../../core/storage/modelStore.ts';
import type { PictureContext } from './pictureMethods.ts';
import type { ComputeHandlerOptions } from '../computeHandlers.ts';
import { painterFolder, readTextTable } from './painterFiles.ts';
import { readPictureSet } from './readPictureSet.ts';

export interface TrainImagesInput {
  readonly dataDir: string;
  /** What ships: the table of word pieces lies there. */
  readonly modelsDir: string;
  /** A folder of pictures or a tar. */
  readonly pictures: string;
  readonly details: string | null;
  /** Name of the painter that the stage belongs to. */
  readonly name: string;
  readonly shape: PictureShape;
  readonly stageWidth: number;
  readonly network: NetworkName;
  readonly prediction: Prediction;
  /** null takes the preset's. */
  readonly steps: number | null;
  readonly batch: number | null;
  readonly rate: number | null;
  readonly seed: number;
  readonly device: DeviceChoice;
  /** Of the processor; 0 leaves the choice to the runtime. */
  readonly threads: number;
}

export interface TrainImagesOutput {
  readonly name: string;
  readonly stage: string;
  readonly path: string;
  readonly sha256: string;
  readonly steps: number;
  readonly pictures: number;
  readonly heldOut: number;
  /** Mean loss of the last hundred steps. */
  readonly loss: number;
  readonly seconds: number;
}

const CHECKPOINT_MS = 60_000;
const LOSS_STEPS = 100;
export const SPLIT_SEED = 1;
export const pictureTerms =
  'Weights only. Posters are their owners’ artwork and are not contained; no commercial use; MovieLens data are cited in LICENSE.';

/** Trains one stage of a painter, or goes on where a run with the same settings was interrupted, and saves the averaged weights. */
export async function trainImages(
  input: TrainImagesInput,
  context: PictureContext,
  { clock, nowMs, logger }: ComputeHandlerOptions,
): Promise<TrainImagesOutput> {
  const { dataDir, modelsDir, pictures, details, name, shape, stageWidth, network, prediction, seed, device } = input;
  const preset = stagePreset(stageWidth, shape, network);
  const { width, height } = preset.stage;
  const [batch, rate, totalSteps] = [input.batch ?? preset.batch, input.rate ?? preset.rate, input.steps ?? preset.steps];
  const table = readTextTable(modelsDir);
  const all = await readPictureSet({ path: pictures, details, width, height, logger }, context);
  const { train: set, heldOut } = trainingPart(all);
  const drafted = { ...preset.stage, prediction };
  const stage = { ...drafted, scale: measureScale(set, drafted, seed) };
  const training = stageTraining(stage, set, table, { batch, rate, totalSteps });
  const store = openCheckpointStore(join(dataDir, 'checkpoints', `painter-${name}-${width}x${height}`), { logger });
  const resumeFrom = store.latest();
  const began = nowMs();
  const losses: number[] = [];
  const runtime = await createRuntime(device, { logger, threads: input.threads });
  try {
    const state = await trainToEnd({
      runtime,
      step: training.step,
      totalSteps,
      schedule: training.schedule,
      nextBatch: training.nextBatch,
      seed,
      dataSha256: set.sha256,
      configuration: { ...stageSettings(stage), batch, rate, seed },
      resumeFrom,
      checkpoints: { save: (checkpoint) => store.save(checkpoint), everyMs: CHECKPOINT_MS },
      onStep({ step, reports }) {
        losses.push(reports['loss']!);
        if (losses.length > LOSS_STEPS) losses.shift();
        if (step % LOSS_STEPS === 0) logger.info('painting is learnt', { stage: width, step, loss: mean(losses) });
      },
      signal: context.signal,
      reportProgress: context.reportProgress,
      nowMs,
      logger,
    });
    const seconds = (nowMs() - began) / 1000;
    const path = join(painterFolder(dataDir, name), `${width}x${height}`);
    const command = `marquee train-images --pictures PICTURES --stage ${stageWidth} --steps ${totalSteps} --batch ${batch} --rate ${rate} --seed ${seed}`;
    const manifest = saveModel(
      path,
      {
        name: 'painter',
        hyperparameters: { ...stageSettings(stage), batch, rate },
        seed,
        data: {
          name: shape === 'poster' ? 'posters' : 'pictures',
          sha256: all.sha256,
          users: 0,
          films: set.names.length,
          ratings: 0,
          terms: pictureTerms,
        },
        metrics: { steps: totalSteps, picturesSeen: totalSteps * batch, ...(losses.length === 0 ? {} : { loss: mean(losses) }) },
        reliability: [],
        calibration: null,
        command,
        trainedAt: new Date(clock()).toISOString(),
        fitMs: Math.round(seconds * 1000),
        notes: [],
      },
      averagedParameters(state),
    );
    return {
      name,
      stage: `${width}x${height}`,
      path,
      sha256: manifest.sha256,
      steps: totalSteps,
      pictures: set.names.length,
      heldOut,
      loss: mean(losses),
      seconds,
    };
  } finally {
    await runtime.dispose();
  }
}

/** The pictures to learn from: those of held-back films and near-duplicates of these are left out. @throws DomainError 'data-invalid' */
export function trainingPart(all: PictureSet): { train: PictureSet; heldOut: number } {
  const { train, heldOut } = splitPictures(all, nearDuplicates(all), SPLIT_SEED);
  if (train.length === 0) throw new DomainError('data-invalid', 'There are no pictures left to learn from; add more to the folder.');
  return { train: pickPictures(all, train), heldOut: heldOut.length };
}

/** The moving averages, under the parameters' names. */
export function averagedParameters(state: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
  const prefix = 'ema/';
  return Object.fromEntries(
    Object.entries(state).flatMap(([key, tensor]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), tensor] as const] : [])),
  );
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : Number((values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(5));
