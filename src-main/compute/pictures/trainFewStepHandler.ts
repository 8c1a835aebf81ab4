import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../../core/base/errors.ts';
import { stagePreset } from '../../core/diffusion/presets.ts';
import { createRuntime } from '../../core/engine/createRuntime.ts';
import { saveModel } from '../../core/storage/modelStore.ts';
import type { ComputeHandlerOptions } from '../handlerOptions.ts';
import { FEW_SUFFIX, painterFolder, readPainter, readTextTable } from './painterFiles.ts';
import type { PictureContext } from './pictureMethods.ts';
import { readPictureSet } from './readPictureSet.ts';
import { averagedParameters, painterCard, runStage } from './runStage.ts';
import { sourceOf, type TrainImagesInput, type TrainImagesOutput, trainingPart } from './trainImagesHandler.ts';
import { watchedCheckpoints, watchTraining } from './watchedTraining.ts';

/** A fourth of a stage's own rate: the student begins as its teacher. */
const RATE_SHARE = 0.25;
const STEPS = 1_000;
/** Steps that the samples are painted in. */
const FEW = 4;
/** What the first stage's student takes over; stages above paint without guidance (cascade.ts). */
const GUIDANCE = 2;

/** Trains a stage's weights for few steps from its own weights, and lays them beside these. @throws DomainError 'not-found' without the stage */
export async function trainFewStep(
  input: TrainImagesInput,
  context: PictureContext,
  options: ComputeHandlerOptions,
): Promise<TrainImagesOutput> {
  const { clock, nowMs, logger } = options;
  const { dataDir, modelsDir, name, stageWidth, seed, watch, checkpointTimes } = input;
  const folder = painterFolder(dataDir, name);
  const painter = existsSync(folder) ? readPainter(dataDir, modelsDir, name).stages : [];
  const file = painter.find(({ stage }) => stage.width === stageWidth);
  if (file === undefined)
    throw new DomainError(
      'not-found',
      `The painter "${name}" has no stage ${stageWidth} of your own; train that first, without --few-step.`,
    );
  const { stage, parameters: teacher } = file;
  const { width, height } = stage;
  const preset = stagePreset(stageWidth, input.shape, input.network);
  const batch = input.batch ?? preset.batch;
  const rate = input.rate ?? preset.rate * RATE_SHARE;
  const totalSteps = input.steps ?? STEPS;
  const guidance = stage.factor === null ? GUIDANCE : 1;
  const all = await readPictureSet({ ...sourceOf(input), width, height, logger }, context);
  const { train: set, heldOut } = trainingPart(all);
  const part = `${width}x${height}${FEW_SUFFIX}`;
  const checkpoints =
    watch === undefined ? join(dataDir, 'checkpoints', `painter-${name}-${part}`) : watchedCheckpoints(dataDir, watch.runId, part);
  const began = nowMs();
  const table = readTextTable(modelsDir);
  const runtime = await createRuntime(input.device, { logger, threads: input.threads });
  try {
    const distil = { teacher, guidance };
    const below = painter.filter((one) => one.stage.width < stageWidth);
    const samples = { stage, below, base: null, set, table, runtime, painting: { steps: FEW, sampler: 'consistency' } } as const;
    const watched = watch && { watch: watchTraining({ dataDir, watch, title: part, totalSteps, samples }, context, options) };
    const run = { stage, set, table, batch, rate, totalSteps, seed, checkpoints, runtime, distil, checkpointTimes, ...watched };
    const { state, steps, loss } = await runStage(run, context, options);
    const seconds = (nowMs() - began) / 1000;
    const command = `marquee train-images --few-step --pictures PICTURES --stage ${stageWidth} --steps ${steps} --batch ${batch} --rate ${rate} --seed ${seed}`;
    const card = painterCard({ stage, set, all, batch, rate, seed, steps, loss, command, trainedAt: clock(), fitMs: seconds * 1000 });
    const notes = [`Paints in about four steps with the sampler "consistency", with a guidance of ${guidance} that it learnt.`];
    const manifest = saveModel(join(folder, part), { ...card, notes }, averagedParameters(state));
    return {
      name,
      stage: part,
      path: join(folder, part),
      sha256: manifest.sha256,
      steps,
      pictures: set.names.length,
      heldOut,
      loss,
      seconds,
    };
  } finally {
    await runtime.dispose();
  }
}
