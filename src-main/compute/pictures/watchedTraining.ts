import { join } from 'node:path';
import { mergeAdapters } from '../../core/diffusion/adapters.ts';
import { contactSheet } from '../../core/diffusion/contactSheet.ts';
import { type Caption, captionWords } from '../../core/diffusion/data/captions.ts';
import type { PictureSet } from '../../core/diffusion/data/pictureSet.ts';
import type { TextTable } from '../../core/diffusion/data/textTable.ts';
import { encodePng } from '../../core/diffusion/imageCodec.ts';
import type { StageConfig } from '../../core/diffusion/stages.ts';
import type { Tensor } from '../../core/engine/tensor.ts';
import type { TensorRuntime } from '../../core/engine/tensorRuntime.ts';
import { writeFileAtomically } from '../../core/storage/files.ts';
import { openRunFiles, runFolder } from '../../core/storage/runFiles.ts';
import { ignoreProgress } from '../../core/base/progress.ts';
import type { ComputeHandlerOptions } from '../handlerOptions.ts';
import { createPointBuffer } from '../pointBuffer.ts';
import type { StageFile } from './painterFiles.ts';
import { paintMany, type PaintManySettings } from './paintMany.ts';
import type { PictureContext } from './pictureMethods.ts';
import { averagedParameters, type StageWatch } from './runStage.ts';

/** Asks for a curve and, every so often, for the same few pictures, while a painter learns. */
export interface TrainingWatch {
  /** Curve, samples and checkpoints lie in this folder below `runs` of the data folder. */
  readonly runId: string;
  /** Steps from one sheet of samples to the next; null: twenty sheets a stage. */
  readonly sampleEvery: number | null;
  /** What the samples show; captions of the training pictures where there is none. */
  readonly prompts: readonly string[];
}

/** One moment of a stage's training. */
export interface PainterPoint {
  readonly stage: string;
  readonly step: number;
  readonly totalSteps: number;
  readonly loss: number;
  /** Milliseconds of computing since the stage began, without pauses. */
  readonly elapsedMs: number;
}

const SHEETS = 20;
const SAMPLES = 6;
/** Steps, no guidance, one seed for ever: what changes from sheet to sheet is what was learnt. */
const SETTINGS = { seed: 1, steps: 12, guidance: 1, sampler: 'dpm++2m' } as const;
const SHOWN_WIDTH = 96;
const WRITE_EVERY_MS = 250;

export const watchedCheckpoints = (dataDir: string, runId: string, stage: string): string =>
  join(runFolder(dataDir, runId), 'checkpoints', stage);
/** In the order of their names, samples are in the order of their steps. */
export const sampleFile = (stage: string, step: number): string => `sample-${stage}-${String(step).padStart(8, '0')}.png`;

/** What every sheet of samples shows: the prompts, or captions from all over the training pictures. */
export function sampleCaptions(prompts: readonly string[], set: PictureSet): Caption[] {
  if (prompts.length > 0) return prompts.map((text) => ({ genres: [], decade: null, text }));
  const count = Math.min(SAMPLES, set.names.length);
  return Array.from({ length: count }, (_, i) => set.captions[Math.floor((i * set.names.length) / count)]!);
}

export interface WatchedStage {
  readonly dataDir: string;
  readonly watch: TrainingWatch;
  /** Name of the stage: "16x24". */
  readonly title: string;
  readonly totalSteps: number;
  /** null where it paints nothing from a caption: then there is a curve alone. */
  readonly samples: {
    readonly stage: StageConfig;
    /** The stages below, trained already. */
    readonly below: readonly StageFile[];
    /** Weights that low-rank adapters are trained for; null where all weights are trained. */
    readonly base: Readonly<Record<string, Tensor>> | null;
    readonly set: PictureSet;
    readonly table: TextTable;
    readonly runtime: TensorRuntime;
    /** How it paints, where not as usual. */
    readonly painting?: Partial<Pick<PaintManySettings, 'steps' | 'sampler'>>;
  } | null;
}

/**
 * Keeps the curve of a stage and repaints its samples. Points beyond the step that a resumed training begins at are taken back; samples draw from a seed of
 * their own, so that the training ends in the same bits whether or not anyone looks on.
 */
export function watchTraining(
  { dataDir, watch, title, totalSteps, samples }: WatchedStage,
  { signal }: PictureContext,
  { nowMs, logger }: ComputeHandlerOptions,
): StageWatch {
  const { runId, prompts } = watch;
  const files = openRunFiles(dataDir, runId, { logger });
  const every = watch.sampleEvery ?? Math.max(1, Math.ceil(totalSteps / SHEETS));
  const startedAt = nowMs();
  let before = 0;
  let previous: number | null = null;
  const points = createPointBuffer<PainterPoint>(files, nowMs, WRITE_EVERY_MS);
  const captions = samples === null ? [] : sampleCaptions(prompts, samples.set);

  function begin(step: number): void {
    const isKept = (point: unknown): boolean => (point as PainterPoint).stage !== title || (point as PainterPoint).step < step;
    files.keepPoints(isKept);
    before = (files.points() as PainterPoint[]).findLast(({ stage }) => stage === title)?.elapsedMs ?? 0;
    const words = captions.map(captionWords);
    if (samples !== null)
      writeFileAtomically(join(runFolder(dataDir, runId), 'samples.json'), [new TextEncoder().encode(JSON.stringify(words))]);
  }

  async function repaint(step: number, state: Readonly<Record<string, Tensor>>): Promise<void> {
    if (samples === null) return;
    const { stage, below, base, table, runtime, painting } = samples;
    const averages = averagedParameters(state);
    const parameters = base === null ? averages : mergeAdapters(base, averages);
    const stages = [...below, { stage, parameters, sha256: '', few: null, isDistilled: false }];
    const painter = { name: title, stages, enlarger: null, sha256: '' };
    const quiet = { signal, reportProgress: ignoreProgress };
    const pictures = await paintMany(runtime, painter, table, { captions, ...SETTINGS, ...painting }, quiet, 'Samples');
    const { width, height } = stage;
    const factor = Math.max(1, Math.floor(SHOWN_WIDTH / width));
    const sheet = await encodePng(contactSheet(pictures, { width, height, columns: pictures.length, factor }));
    writeFileAtomically(join(runFolder(dataDir, runId), sampleFile(title, step)), [sheet]);
  }

  const onStep: StageWatch['onStep'] = async ({ step, reports }, readState) => {
    if (previous === null) begin(step);
    const isLast = step >= totalSteps;
    const isDue = isLast || (previous !== null && Math.floor(step / every) > Math.floor(previous / every));
    previous = step;
    const elapsedMs = before + nowMs() - startedAt;
    points.add({ stage: title, step, totalSteps, loss: reports['loss']!, elapsedMs });
    if (isDue) points.flush();
    if (isDue && samples !== null) await repaint(step, await readState());
  };
  return { onStep, flush: points.flush };
}
