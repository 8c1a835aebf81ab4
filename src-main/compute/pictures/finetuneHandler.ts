import { join } from 'node:path';
import { DomainError } from '../../core/base/errors.ts';
import { mergeAdapters } from '../../core/diffusion/adapters.ts';
import { contactSheet } from '../../core/diffusion/contactSheet.ts';
import type { Caption } from '../../core/diffusion/data/captions.ts';
import { pickPictures, type PictureSet } from '../../core/diffusion/data/pictureSet.ts';
import { encodePng } from '../../core/diffusion/imageCodec.ts';
import { createRuntime } from '../../core/engine/createRuntime.ts';
import type { CheckpointTimes } from '../../core/base/checkpointTimes.ts';
import type { Tensor } from '../../core/engine/tensor.ts';
import type { DeviceChoice, TensorRuntime } from '../../core/engine/tensorRuntime.ts';
import { writeFileAtomically } from '../../core/storage/files.ts';
import { saveModel } from '../../core/storage/modelStore.ts';
import type { ComputeHandlerOptions } from '../handlerOptions.ts';
import {
  ADAPTER_MODEL,
  type PainterFiles,
  painterFolder,
  readPainter,
  readTextTable,
  type StageFile,
  takeEnlarger,
} from './painterFiles.ts';
import { paintMany } from './paintMany.ts';
import type { PictureContext } from './pictureMethods.ts';
import { readPictureSet } from './readPictureSet.ts';
import { averagedParameters, painterCard, runStage } from './runStage.ts';
import { sourceOf, trainingPart } from './trainImagesHandler.ts';
import { sampleCaptions, type TrainingWatch, watchedCheckpoints, watchTraining } from './watchedTraining.ts';

export interface FinetuneInput {
  readonly dataDir: string;
  readonly modelsDir: string;
  /** The painter to go on from, and the name of the new one. */
  readonly from: string;
  readonly name: string;
  readonly pictures: string;
  readonly details: string | null;
  /** Name of a data set whose films are learnt from in place of `pictures`. */
  readonly dataset?: string | null;
  /** Only pictures of this genre; null takes all. */
  readonly genre: string | null;
  /** Rank of the adapters; null trains all weights. */
  readonly rank: number | null;
  readonly steps: number;
  readonly batch: number;
  readonly rate: number;
  readonly seed: number;
  /** PNG with pictures before (above) and after (below), of the same captions and seeds; null for none. */
  readonly compare: string | null;
  readonly device: DeviceChoice;
  /** A minute apart without them. */
  readonly checkpointTimes?: CheckpointTimes;
  /** Leaves a curve, samples and checkpoints in a folder of their own. */
  readonly watch?: TrainingWatch;
}

export interface FinetuneOutput {
  readonly name: string;
  readonly from: string;
  readonly pictures: number;
  readonly stages: { readonly stage: string; readonly sha256: string; readonly loss: number; readonly parameters: number }[];
  readonly path: string;
  readonly compare: string | null;
  readonly seconds: number;
}

const COMPARED = 6;

/** Goes on training every stage of a painter on other pictures, as a new painter; the old one stays as it is. */
export async function finetuneImages(
  input: FinetuneInput,
  context: PictureContext,
  options: ComputeHandlerOptions,
): Promise<FinetuneOutput> {
  const { dataDir, modelsDir, from, name, seed, rank } = input;
  if (from === name) throw new DomainError('invalid-input', 'The new painter needs a name of its own; choose another with --name.');
  const { nowMs, logger } = options;
  const began = nowMs();
  const before = readPainter(dataDir, modelsDir, from);
  const folder = painterFolder(dataDir, name);
  const runtime = await createRuntime(input.device, { logger });
  try {
    const stages: FinetuneOutput['stages'] = [];
    const after: StageFile[] = [];
    let pictures = 0;
    let captions: readonly Caption[] = [];
    for (const file of before.stages) {
      const tuned = await finetuneStage(file, after, input, runtime, context, options);
      pictures = tuned.set.names.length;
      captions = comparedCaptions(input, tuned.set);
      const { stage, steps, loss, learnt } = tuned;
      const title = `${stage.width}x${stage.height}`;
      const command = `marquee finetune-images --from ${from} --pictures PICTURES${input.genre === null ? '' : ` --genre ${input.genre}`} --steps ${steps} --batch ${input.batch} --rate ${input.rate} --seed ${seed}${rank === null ? ' --full' : ` --rank ${rank}`}`;
      const card = painterCard({
        ...tuned,
        batch: input.batch,
        rate: input.rate,
        seed,
        command,
        trainedAt: options.clock(),
        fitMs: nowMs() - began,
      });
      const own = {
        ...card,
        name: ADAPTER_MODEL,
        hyperparameters: { ...card.hyperparameters, base: from, baseSha256: file.sha256, rank: rank ?? 0 },
      };
      const manifest = saveModel(join(folder, title), rank === null ? card : own, learnt);
      const size = Object.values(learnt).reduce((sum, { data }) => sum + data.length, 0);
      stages.push({ stage: title, sha256: manifest.sha256, loss, parameters: size });
      after.push({
        ...file,
        few: null,
        parameters: rank === null ? learnt : mergeAdapters(file.parameters, learnt),
        sha256: manifest.sha256,
      });
    }
    takeEnlarger(dataDir, modelsDir, { from, to: name });
    if (input.compare !== null) await writeComparison(input, captions, before, { ...before, stages: after }, runtime, context);
    const seconds = (nowMs() - began) / 1000;
    return { name, from, pictures, stages, path: folder, compare: input.compare, seconds };
  } finally {
    await runtime.dispose();
  }
}

interface TunedStage {
  readonly stage: StageFile['stage'];
  readonly set: PictureSet;
  readonly all: PictureSet;
  readonly steps: number;
  readonly loss: number;
  /** Averaged weights, or averaged adapters. */
  readonly learnt: Record<string, Tensor>;
}

async function finetuneStage(
  { stage, parameters }: StageFile,
  below: readonly StageFile[],
  input: FinetuneInput,
  runtime: TensorRuntime,
  context: PictureContext,
  options: ComputeHandlerOptions,
): Promise<TunedStage> {
  const { dataDir, modelsDir, name, genre, rank, steps, batch, rate, seed, watch, checkpointTimes } = input;
  const { width, height } = stage;
  const title = `${width}x${height}`;
  const read = await readPictureSet({ ...sourceOf(input), width, height, logger: options.logger }, context);
  const all = genre === null ? read : ofGenre(read, genre);
  const { train: set } = trainingPart(all);
  const table = readTextTable(modelsDir);
  const samples = { stage, below: [...below], base: rank === null ? null : parameters, set, table, runtime };
  const watched = watch && { watch: watchTraining({ dataDir, watch, title, totalSteps: steps, samples }, context, options) };
  const run = {
    stage,
    set,
    table,
    batch,
    rate,
    totalSteps: steps,
    seed,
    checkpoints:
      watch === undefined ? join(dataDir, 'checkpoints', `painter-${name}-${title}`) : watchedCheckpoints(dataDir, watch.runId, title),
    runtime,
    start: { parameters, rank },
    checkpointTimes,
    ...watched,
  };
  const result = await runStage(run, context, options);
  return { stage, set, all, steps: result.steps, loss: result.loss, learnt: averagedParameters(result.state) };
}

function ofGenre(set: PictureSet, genre: string): PictureSet {
  const places = set.captions.flatMap(({ genres }, i) => (genres.some((own) => own.toLowerCase() === genre.toLowerCase()) ? [i] : []));
  if (places.length === 0)
    throw new DomainError('invalid-input', `None of the pictures is of the genre "${genre}"; choose another with --genre.`);
  return pickPictures(set, places);
}

/** Where someone looks on, the captions of the samples; else the genre alone, over and over. */
function comparedCaptions({ genre, watch }: FinetuneInput, set: PictureSet): readonly Caption[] {
  if (watch !== undefined) return sampleCaptions(watch.prompts, set);
  return Array.from({ length: COMPARED }, () => ({ genres: genre === null ? [] : [genre], decade: null, text: '' }));
}

async function writeComparison(
  { modelsDir, seed, compare }: FinetuneInput,
  captions: readonly Caption[],
  before: PainterFiles,
  after: PainterFiles,
  runtime: TensorRuntime,
  context: PictureContext,
): Promise<void> {
  const settings = { captions, seed, steps: 20, guidance: 2, sampler: 'dpm++2m' } as const;
  const table = readTextTable(modelsDir);
  const pictures = [
    ...(await paintMany(runtime, before, table, settings, context, 'Painting as before')),
    ...(await paintMany(runtime, after, table, settings, context, 'Painting as after')),
  ];
  const { width, height } = before.stages.at(-1)!.stage;
  writeFileAtomically(compare!, [await encodePng(contactSheet(pictures, { width, height, columns: captions.length, factor: 2 }))]);
}
