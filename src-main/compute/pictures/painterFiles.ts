import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../../core/base/errors.ts';
import { mergeAdapters } from '../../core/diffusion/adapters.ts';
import { type TextTable, textTableOf } from '../../core/diffusion/data/textTable.ts';
import { type Enlarger, FACTOR, openEnlarger } from '../../core/diffusion/enlarger.ts';
import { openStage, type StagePainter } from '../../core/diffusion/painter.ts';
import type { SamplerName } from '../../core/diffusion/samplers/index.ts';
import { stageOfSettings } from '../../core/diffusion/stageFile.ts';
import type { StageConfig } from '../../core/diffusion/stages.ts';
import { unpackWeights } from '../../core/diffusion/weights.ts';
import type { Tensor } from '../../core/engine/tensor.ts';
import type { TensorRuntime } from '../../core/engine/tensorRuntime.ts';
import { loadModel, readManifest, saveModel } from '../../core/storage/modelStore.ts';
import { ADAPTER_MODEL, ENLARGER_FOLDER, FEW_SUFFIX, painterFolder } from '../../core/storage/painterPaths.ts';

export { ADAPTER_MODEL, ENLARGER_FOLDER, FEW_SUFFIX, painterFolder };

/** The painter that ships. */
export const SHIPPED_PAINTER = 'poster';

export const readTextTable = (modelsDir: string): TextTable => textTableOf(loadModel(join(modelsDir, 'word-pieces')).tensors);

export interface StageFile {
  readonly stage: StageConfig;
  readonly parameters: Readonly<Record<string, Tensor>>;
  readonly sha256: string;
  /** Weights that paint in few steps; null where there are none. */
  readonly few: { readonly parameters: Readonly<Record<string, Tensor>>; readonly sha256: string } | null;
  /** Whether `parameters` hold a guidance of their own, so that they take no other. */
  readonly isDistilled: boolean;
}

export interface PainterFiles {
  readonly name: string;
  /** From the smallest to the largest. */
  readonly stages: readonly StageFile[];
  readonly enlarger: { readonly channels: number; readonly blocks: number; readonly parameters: Readonly<Record<string, Tensor>> } | null;
  /** Of all stages together. */
  readonly sha256: string;
}

/** A person's own painter of that name, or the one that ships. @throws DomainError 'not-found', 'model-invalid' */
export function readPainter(dataDir: string, modelsDir: string, name: string): PainterFiles {
  const folder = findPainterFolder(dataDir, modelsDir, name);
  const stages = readdirSync(folder)
    .filter((entry) => /^\d+x\d+$/.test(entry))
    .map((entry) => readStage(join(folder, entry), (base) => readPainter(dataDir, modelsDir, base)))
    .sort((a, b) => a.stage.width - b.stage.width);
  stages.forEach(({ stage }, i) => {
    const expected = i === 0 ? null : stage.width / stages[i - 1]!.stage.width;
    if (stage.factor !== expected)
      throw new DomainError(
        'model-invalid',
        `The painter "${name}" lacks the stage below ${stage.width}x${stage.height}; train that one too.`,
      );
  });
  if (stages.length === 0)
    throw new DomainError('not-found', `The painter "${name}" has no stage yet; train one with "marquee train-images".`);
  return { name, stages, enlarger: readEnlarger(join(folder, ENLARGER_FOLDER)), sha256: hashOf(stages) };
}

/** Where a painter lies: a person's own of that name, or the one that ships. @throws DomainError 'not-found' */
export function findPainterFolder(dataDir: string, modelsDir: string, name: string): string {
  const folder = [painterFolder(dataDir, name), join(modelsDir, `painter-${name}`)].find((path) => existsSync(path));
  if (folder !== undefined) return folder;
  throw new DomainError(
    'not-found',
    `There is no painter "${name}". "marquee train-images" trains one; "${SHIPPED_PAINTER}" ships with the app.`,
  );
}

function hashOf(stages: readonly StageFile[]): string {
  const hash = createHash('sha256');
  for (const { sha256 } of stages) hash.update(sha256);
  return hash.digest('hex');
}

/** The painter with the weights that a sampler wants: `consistency` takes those of few steps wherever a stage has them. */
export function withSampler(files: PainterFiles, sampler: SamplerName): PainterFiles {
  if (sampler !== 'consistency') return files;
  const stages = files.stages.map((file) => (file.few === null ? file : { ...file, ...file.few, isDistilled: true }));
  return { ...files, stages, sha256: hashOf(stages) };
}

/** A stage as it paints: an adapter is added to the stage of the painter that it was made for. */
function readStage(folder: string, baseOf: (name: string) => PainterFiles): StageFile {
  const { manifest, tensors } = loadModel(folder);
  if (manifest.name === ADAPTER_MODEL) {
    const { base, baseSha256, width } = manifest.hyperparameters;
    const below = baseOf(String(base)).stages.find(({ stage }) => stage.width === width);
    if (below === undefined || below.sha256 !== baseSha256)
      throw new DomainError(
        'model-invalid',
        `This adapter was made for another state of the painter "${String(base)}"; fine-tune it again.`,
      );
    return { ...below, parameters: mergeAdapters(below.parameters, tensors), sha256: manifest.sha256, few: null };
  }
  const { sha256 } = manifest;
  return {
    stage: stageOfSettings(manifest.hyperparameters),
    parameters: unpackWeights(tensors),
    sha256,
    few: readFew(folder + FEW_SUFFIX),
    isDistilled: false,
  };
}

function readFew(folder: string): StageFile['few'] {
  if (!existsSync(folder)) return null;
  const { manifest, tensors } = loadModel(folder);
  return { parameters: unpackWeights(tensors), sha256: manifest.sha256 };
}

function readEnlarger(folder: string): PainterFiles['enlarger'] {
  if (!existsSync(folder)) return null;
  const { channels, blocks } = readManifest(folder).hyperparameters;
  return { channels: Number(channels), blocks: Number(blocks), parameters: unpackWeights(loadModel(folder).tensors) };
}

/** Gives one's own painter the enlarger of another, where that has one: it enlarges whatever pictures of its size. */
export function takeEnlarger(dataDir: string, modelsDir: string, { from, to }: { readonly from: string; readonly to: string }): void {
  const folder = join(findPainterFolder(dataDir, modelsDir, from), ENLARGER_FOLDER);
  if (!existsSync(folder)) return;
  const { manifest, tensors } = loadModel(folder);
  saveModel(join(painterFolder(dataDir, to), ENLARGER_FOLDER), manifest, tensors);
}

export interface OpenPainter {
  readonly stages: readonly StagePainter[];
  /** null where the painter has none. */
  readonly enlarger: Enlarger | null;
  /** Of a picture that was not enlarged. */
  readonly width: number;
  readonly height: number;
  dispose(): Promise<void>;
}

export async function openPainter(runtime: TensorRuntime, files: PainterFiles, table: TextTable): Promise<OpenPainter> {
  const stages: StagePainter[] = [];
  for (const { stage, parameters, isDistilled } of files.stages) {
    const painter = await openStage(runtime, stage, parameters, table);
    stages.push(isDistilled ? { ...painter, isDistilled, denoise: (request) => painter.denoise({ ...request, guidance: 1 }) } : painter);
  }
  const { width, height } = stages.at(-1)!.stage;
  const enlarger =
    files.enlarger === null ? null : await openEnlarger(runtime, files.enlarger, files.enlarger.parameters, { width, height });
  return {
    stages,
    enlarger,
    width,
    height,
    async dispose() {
      for (const stage of stages) await stage.dispose();
      await enlarger?.dispose();
    },
  };
}

export const enlargedSize = ({
  width,
  height,
}: {
  readonly width: number;
  readonly height: number;
}): { width: number; height: number } => ({
  width: width * FACTOR,
  height: height * FACTOR,
});
