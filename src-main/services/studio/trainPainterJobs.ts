import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ComputeClient } from '../../compute/computeClient.ts';
import type { MethodInput } from '../../compute/computeContract.ts';
import { type PainterOrder, painterOrderSchema } from '../../contract/painters.ts';
import { DomainError } from '../../core/base/errors.ts';
import { ENLARGED_WIDTH, shapes, stagePreset, stageWidths } from '../../core/diffusion/presets.ts';
import { checkpointTimes } from '../../core/base/checkpointTimes.ts';
import type { DeviceName } from '../../core/engine/tensorRuntime.ts';
import { ENLARGER_FOLDER, FEW_SUFFIX } from '../../core/storage/painterPaths.ts';
import type { PainterTraining } from '../../core/storage/person/painterTrainings.ts';
import type { JsonValue } from '../../core/storage/person/settings.ts';
import { runFolder } from '../../core/storage/runFiles.ts';
import type { JobContext, JobWork } from '../jobQueue.ts';
import { readSettings } from '../settings.ts';
import type { Stores } from '../stores.ts';
import { resolveDevice } from '../testDevices.ts';
import { BEFORE_AFTER } from './workshopMedia.ts';

const inputSchema = z.object({ work: z.literal('train-painter'), trainingId: z.string() });

export interface TrainPainterJobs {
  work(trainingId: string): JobWork;
  /** null for an input of another kind, or where the training is gone. */
  revive(input: JsonValue): JobWork | null;
}

export interface TrainPainterJobsOptions {
  readonly stores: () => Stores;
  readonly compute: ComputeClient;
  readonly modelsDir: string;
  readonly nowMs: () => number;
  /** How much work a training may lose when everything stops; milliseconds. */
  readonly checkpointEveryMs: number;
}

type TrainingWatch = NonNullable<MethodInput<'trainImages'>['watch']>;
type TrainOrder = Extract<PainterOrder, { kind: 'train' }>;
type FinetuneOrder = Extract<PainterOrder, { kind: 'finetune' }>;

interface PlannedStage {
  readonly title: string;
  readonly width: number;
  /** Weights for few steps beside the stage's own, which are trained by then. */
  readonly isFew: boolean;
}

/** Stages of a cascade from the smallest; a U-ViT paints alone. */
export function stagesOfOrder(order: TrainOrder): PlannedStage[] {
  const widths: number[] = order.network === 'unet' ? stageWidths.filter((width) => width <= order.largest) : [order.largest];
  const { width: across, height: down } = shapes[order.shape];
  const painted = widths.flatMap((width, place): PlannedStage[] => {
    const title = `${width}x${(width * down) / across}`;
    const own = { title, width, isFew: false };
    return order.fewStep && place === 0 ? [own, { title: title + FEW_SUFFIX, width, isFew: true }] : [own];
  });
  return order.enlarger ? [...painted, { title: ENLARGER_FOLDER, width: ENLARGED_WIDTH, isFew: false }] : painted;
}

const leastSteps = 10;
/** What a step for few steps costs beside one of the stage itself: the teacher looks twice, the student once more. */
const FEW_STEP_COST = 2;

/** Trainings of painters as work of the one queue: stage after stage, each from its last checkpoint. */
export function createTrainPainterJobs(options: TrainPainterJobsOptions): TrainPainterJobs {
  const { stores, compute, modelsDir, nowMs, checkpointEveryMs } = options;

  function known(trainingId: string): { training: PainterTraining; order: PainterOrder } {
    const training = stores().person.painterTrainings.get(trainingId);
    if (training === null) throw new DomainError('not-found', 'This training is gone; begin a new one.', { trainingId });
    return { training, order: painterOrderSchema.parse(training.order) };
  }

  const watchOf = (trainingId: string, { sampleEvery, prompts }: PainterOrder): TrainingWatch => ({
    runId: trainingId,
    sampleEvery,
    prompts,
  });

  const timesOf = ({ saveEvery, saveEveryMinutes }: PainterOrder) =>
    checkpointTimes({ steps: saveEvery ?? 0, minutes: saveEveryMinutes ?? 0 }, checkpointEveryMs);

  const sourceOf = ({ data }: PainterOrder) =>
    data.kind === 'dataset'
      ? { pictures: '', details: null, dataset: data.dataset }
      : { pictures: data.path, details: data.details, dataset: null };

  /** null leaves the choice to the stage's preset. */
  async function stepsOf(
    order: TrainOrder,
    { width, isFew }: PlannedStage,
    device: DeviceName,
    { signal, reportProgress }: JobContext,
  ): Promise<number | null> {
    if (order.steps !== null || width === ENLARGED_WIDTH) return order.steps;
    const { shape, network, batch, minutes } = order;
    if (minutes === null) return isFew ? null : stagePreset(width, shape, network).steps;
    const timed = await compute.call(
      'timeStage',
      { modelsDir, shape, stageWidth: width, network, batch, device },
      { signal, reportProgress },
    );
    const share = (minutes * 60_000) / stagesOfOrder({ ...order, enlarger: false }).length;
    return Math.max(leastSteps, Math.round(share / (timed.msPerStep * (isFew ? FEW_STEP_COST : 1))));
  }

  async function trainStages(trainingId: string, order: TrainOrder, device: DeviceName, context: JobContext): Promise<string> {
    const { painterTrainings } = stores().person;
    const stages = stagesOfOrder(order);
    for (const planned of stages) {
      const { title, width, isFew } = planned;
      const { steps: counts, stages: finished } = known(trainingId).training;
      if (finished.some((stage) => (stage as { stage: string }).stage === title)) continue;
      const steps = counts[title] ?? (await stepsOf(order, planned, device, context));
      if (steps !== null) painterTrainings.update(trainingId, { steps: { ...counts, [title]: steps } });
      const { name, shape, network, batch, rate, seed } = order;
      const made = await compute.call(
        'trainImages',
        {
          ...sourceOf(order),
          dataDir: stores().dataDir,
          modelsDir,
          name,
          shape,
          stageWidth: width,
          fewStep: isFew,
          network,
          prediction: null,
          steps,
          batch,
          rate,
          seed,
          device,
          threads: 0,
          checkpointTimes: timesOf(order),
          watch: watchOf(trainingId, order),
        },
        {
          signal: context.signal,
          reportProgress: (progress) => context.reportProgress({ ...progress, phase: `${progress.phase}, ${title}` }),
        },
      );
      const { path: _path, name: _name, heldOut: _heldOut, ...result } = made;
      painterTrainings.update(trainingId, { stages: [...finished, result] });
    }
    return `${order.name} can paint: ${stages.map(({ title }) => title).join(', ')}.`;
  }

  async function finetune(
    trainingId: string,
    order: FinetuneOrder,
    device: DeviceName,
    { signal, reportProgress }: JobContext,
  ): Promise<string> {
    const { painterTrainings } = stores().person;
    const { dataDir } = stores();
    const { name, from, genre, rank, steps, batch, rate, seed } = order;
    const made = await compute.call(
      'finetuneImages',
      {
        ...sourceOf(order),
        dataDir,
        modelsDir,
        from,
        name,
        genre,
        rank,
        steps,
        batch: batch ?? 8,
        rate: rate ?? 5e-4,
        seed,
        compare: join(runFolder(dataDir, trainingId), BEFORE_AFTER),
        device,
        checkpointTimes: timesOf(order),
        watch: watchOf(trainingId, order),
      },
      { signal, reportProgress },
    );
    const { pictures, seconds } = made;
    painterTrainings.update(trainingId, {
      stages: made.stages.map(({ stage, sha256, loss }) => ({
        stage,
        sha256,
        loss,
        steps,
        pictures,
        seconds: seconds / made.stages.length,
      })),
    });
    return `${name} was made from ${from} on ${pictures} pictures.`;
  }

  function work(trainingId: string): JobWork {
    const { order } = known(trainingId);
    return {
      kind: 'train-painter',
      title: order.kind === 'train' ? `Train the painter ${order.name}` : `Fine-tune ${order.from} as ${order.name}`,
      subject: trainingId,
      input: { work: 'train-painter', trainingId },
      async run(context) {
        const { painterTrainings } = stores().person;
        const wanted = order.device === 'auto' ? readSettings(stores().person).device : order.device;
        const device = await resolveDevice(compute, wanted, context.signal);
        const before = known(trainingId).training.elapsedMs;
        const began = nowMs();
        painterTrainings.update(trainingId, { device, error: null });
        try {
          const summary =
            order.kind === 'train'
              ? await trainStages(trainingId, order, device, context)
              : await finetune(trainingId, order, device, context);
          // What can no longer be gone on from is not kept.
          rmSync(join(runFolder(stores().dataDir, trainingId), 'checkpoints'), { recursive: true, force: true });
          return { summary, report: { trainingId } };
        } finally {
          painterTrainings.update(trainingId, { elapsedMs: before + nowMs() - began });
        }
      },
      onState({ jobId, state, finishedAt, error }) {
        stores().person.painterTrainings.update(trainingId, { jobId, state, finishedAt, error: error === null ? null : { ...error } });
      },
    };
  }

  return {
    work,
    revive(json) {
      const input = inputSchema.safeParse(json);
      if (!input.success || stores().person.painterTrainings.get(input.data.trainingId) === null) return null;
      return work(input.data.trainingId);
    },
  };
}
