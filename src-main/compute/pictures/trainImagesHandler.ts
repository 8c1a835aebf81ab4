import { join } from 'node:path';
import { DomainError } from '../../core/base/errors.ts';
import { nearDuplicates } from '../../core/diffusion/data/perceptualHash.ts';
import { pickPictures, type PictureSet } from '../../core/diffusion/data/pictureSet.ts';
import { splitPictures } from '../../core/diffusion/data/split.ts';
import type { Prediction } from '../../core/diffusion/preconditioning.ts';
import { type NetworkName, type PictureShape, stagePreset } from '../../core/diffusion/presets.ts';
import { measureScale } from '../../core/diffusion/stageData.ts';
import { stageOfSettings } from '../../core/diffusion/stageFile.ts';
import type { StageConfig } from '../../core/diffusion/stages.ts';
import { unpackWeights } from '../../core/diffusion/weights.ts';
import { createRuntime } from '../../core/engine/createRuntime.ts';
import type { CheckpointTimes } from '../../core/base/checkpointTimes.ts';
import type { Tensor } from '../../core/engine/tensor.ts';
import type { DeviceChoice } from '../../core/engine/tensorRuntime.ts';
import { loadModel, saveModel } from '../../core/storage/modelStore.ts';
import type { ComputeHandlerOptions } from '../handlerOptions.ts';
import { painterFolder, readPainter, readTextTable, type StageFile } from './painterFiles.ts';
import type { PictureContext } from './pictureMethods.ts';
import { readPictureSet } from './readPictureSet.ts';
import { averagedParameters, painterCard, runStage } from './runStage.ts';
import { type TrainingWatch, watchedCheckpoints, watchTraining } from './watchedTraining.ts';

export interface TrainImagesInput {
  readonly dataDir: string;
  /** What ships: the table of word pieces lies there. */
  readonly modelsDir: string;
  /** A folder of pictures or a tar. */
  readonly pictures: string;
  readonly details: string | null;
  /** Name of a data set whose films are learnt from in place of `pictures`. */
  readonly dataset?: string | null;
  /** Name of the painter that the stage belongs to. */
  readonly name: string;
  readonly shape: PictureShape;
  readonly stageWidth: number;
  readonly network: NetworkName;
  /** null takes the preset's, here and below. */
  readonly prediction: Prediction | null;
  readonly steps: number | null;
  readonly batch: number | null;
  readonly rate: number | null;
  readonly seed: number;
  readonly device: DeviceChoice;
  /** Of the processor; 0 leaves the choice to the runtime. */
  readonly threads: number;
  /** Trains weights for few steps from the stage's own, instead of the stage. */
  readonly fewStep?: boolean;
  /** Folder of a trained stage whose weights the training begins from; its last layer begins anew where that stage predicts another thing. */
  readonly startFrom?: string | null;
  /** A minute apart without them. */
  readonly checkpointTimes?: CheckpointTimes;
  /** Leaves a curve, samples and checkpoints in a folder of their own. */
  readonly watch?: TrainingWatch;
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

export const SPLIT_SEED = 1;
/** Trains one stage of a painter, or goes on where a run with the same settings was interrupted, and saves the averaged weights. */
export async function trainImages(
  input: TrainImagesInput,
  context: PictureContext,
  options: ComputeHandlerOptions,
): Promise<TrainImagesOutput> {
  const { dataDir, modelsDir, watch, checkpointTimes, name, shape, stageWidth, network, seed, device, threads } = input;
  const { clock, nowMs, logger } = options;
  const preset = stagePreset(stageWidth, shape, network);
  const { width, height } = preset.stage;
  const [batch, rate, totalSteps] = [input.batch ?? preset.batch, input.rate ?? preset.rate, input.steps ?? preset.steps];
  const all = await readPictureSet({ ...sourceOf(input), width, height, logger }, context);
  const { train: set, heldOut } = trainingPart(all);
  const drafted = { ...preset.stage, prediction: input.prediction ?? preset.stage.prediction };
  const stage = { ...drafted, scale: measureScale(set, drafted, seed) };
  const title = `${width}x${height}`;
  const checkpoints =
    watch === undefined ? join(dataDir, 'checkpoints', `painter-${name}-${title}`) : watchedCheckpoints(dataDir, watch.runId, title);
  const began = nowMs();
  const runtime = await createRuntime(device, { logger, threads });
  try {
    const table = readTextTable(modelsDir);
    const below = watch === undefined ? null : stagesBelow(input, stage);
    const samples = below === null ? null : { stage, below, base: null, set, table, runtime };
    const watched = watch && { watch: watchTraining({ dataDir, watch, title, totalSteps, samples }, context, options) };
    const start = input.startFrom == null ? null : { start: { parameters: lentWeights(input.startFrom, stage), rank: null } };
    const run = { stage, set, table, batch, rate, totalSteps, seed, checkpoints, runtime, checkpointTimes, ...watched, ...start };
    const { state, steps, loss } = await runStage(run, context, options);
    const seconds = (nowMs() - began) / 1000;
    const path = join(painterFolder(dataDir, name), title);
    const command = `marquee train-images --pictures PICTURES --stage ${stageWidth} --steps ${steps} --batch ${batch} --rate ${rate} --seed ${seed}`;
    const card = painterCard({ stage, set, all, batch, rate, seed, steps, loss, command, trainedAt: clock(), fitMs: seconds * 1000 });
    const manifest = saveModel(path, card, averagedParameters(state));
    return { name, stage: title, path, sha256: manifest.sha256, steps, pictures: set.names.length, heldOut, loss, seconds };
  } finally {
    await runtime.dispose();
  }
}

/** Weights of a trained stage of the same network. What the last layer made of them means something else where another thing is predicted. */
function lentWeights(folder: string, { prediction }: StageConfig): Record<string, Tensor> {
  const { manifest, tensors } = loadModel(folder);
  const parameters = unpackWeights(tensors);
  if (stageOfSettings(manifest.hyperparameters).prediction === prediction) return parameters;
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !name.startsWith('out.')));
}

/** What `readPictureSet` reads. */
export const sourceOf = ({
  dataDir,
  pictures,
  details,
  dataset,
}: Pick<TrainImagesInput, 'dataDir' | 'pictures' | 'details' | 'dataset'>) => ({
  path: pictures,
  details,
  dataset: dataset == null ? null : { dataDir, name: dataset },
});

/** The stages that samples of `stage` are painted over; null where they are not trained yet, so that nothing can be painted. */
function stagesBelow({ dataDir, modelsDir, name }: TrainImagesInput, { width, factor }: StageConfig): StageFile[] | null {
  if (factor === null) return [];
  try {
    const below = readPainter(dataDir, modelsDir, name).stages.filter(({ stage }) => stage.width < width);
    return below.at(-1)?.stage.width === width / factor ? below : null;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not-found') return null;
    throw error;
  }
}

/** The pictures to learn from: those of held-back films and near-duplicates of these are left out. @throws DomainError 'data-invalid' */
export function trainingPart(all: PictureSet): { train: PictureSet; heldOut: number } {
  const { train, heldOut } = splitPictures(all, nearDuplicates(all), SPLIT_SEED);
  if (train.length === 0) throw new DomainError('data-invalid', 'There are no pictures left to learn from; add more to the folder.');
  return { train: pickPictures(all, train), heldOut: heldOut.length };
}
