import { createHash } from 'node:crypto';
import { copyFileSync, createReadStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { DomainError } from '../base/errors.ts';
import { type CancelSignal, throwIfCancelled } from '../base/progress.ts';
import { type HubModel, sentenceEncoderModel } from '../embedding/hubModels.ts';
import type { SentenceEncoderFiles } from '../embedding/sentenceEncoder.ts';
import { readPlainModel } from '../engine/onnx/plainModel.ts';
import { syncFile, syncFolder, writeFileAtomically } from './files.ts';

const installedSchema = z.object({
  id: z.string(),
  /** Whether every file is one whose hash Marquee knows. */
  isVerified: z.boolean(),
  from: z.string(),
  files: z.array(z.object({ path: z.string(), sizeBytes: z.number().int(), sha256: z.string() })),
});
export type InstalledModel = z.infer<typeof installedSchema>;

const LARGEST_FILE = 2 * 1024 ** 3;

/** Where a model of others lies: `models/hub/PUBLISHER/NAME` of the data folder, the layout of transformers.js. */
export const hubFolder = (dataDir: string, { folder }: HubModel): string => join(dataDir, 'models', 'hub', folder);

const markerPath = (folder: string): string => join(folder, 'marquee.json');

/** What is installed; null where nothing is, or not all of it. The marker is written last. */
export function installedModel(dataDir: string, model: HubModel): InstalledModel | null {
  const folder = hubFolder(dataDir, model);
  try {
    const installed = installedSchema.parse(JSON.parse(readFileSync(markerPath(folder), 'utf8')));
    const isWhole = installed.files.every(
      ({ path, sizeBytes }) => statSync(join(folder, path), { throwIfNoEntry: false })?.size === sizeBytes,
    );
    return isWhole ? installed : null;
  } catch {
    return null;
  }
}

/** Declares the files of a folder to be the model, whole and checked. */
export function markInstalled(dataDir: string, model: HubModel, installed: Omit<InstalledModel, 'id'>): void {
  const folder = hubFolder(dataDir, model);
  writeFileAtomically(markerPath(folder), [Buffer.from(`${JSON.stringify({ id: model.id, ...installed }, null, 2)}\n`)]);
}

/** Removes a model with its unfinished downloads. */
export function removeHubModel(dataDir: string, model: HubModel): void {
  rmSync(hubFolder(dataDir, model), { recursive: true, force: true });
}

/**
 * Copies a model from a folder that the person has, in the layout of its publisher. Files that are not byte for byte the known ones are taken
 * when they are plain ONNX and JSON, and the model is not called verified.
 * @throws DomainError 'not-found', 'model-invalid', 'too-large', 'storage-failed' or 'cancelled'
 */
export async function importHubModel(dataDir: string, model: HubModel, from: string, signal?: CancelSignal): Promise<InstalledModel> {
  const files = [];
  let isVerified = true;
  for (const { path } of model.files) {
    throwIfCancelled(signal);
    const source = join(from, path);
    const size = statSync(source, { throwIfNoEntry: false })?.size;
    if (size === undefined)
      throw new DomainError('not-found', `${from} has no ${path}, so it is no folder of ${model.id}. Choose another folder.`, {
        from,
        path,
      });
    if (size > LARGEST_FILE)
      throw new DomainError('too-large', `${source} is larger than 2 GiB, so it is not ${model.id}. Choose another folder.`);
    const sha256 = await hashOfFile(source, signal);
    const isKnown = [...model.files, ...model.alsoAccepted].some((file) => file.path === path && file.sha256 === sha256);
    if (!isKnown) checkUnknown(source);
    isVerified &&= isKnown;
    files.push({ path, sizeBytes: size, sha256 });
  }
  const folder = hubFolder(dataDir, model);
  rmSync(markerPath(folder), { force: true });
  for (const { path, sha256 } of files) await copyWhole(join(from, path), join(folder, path), sha256, signal);
  markInstalled(dataDir, model, { isVerified, from, files });
  return installedModel(dataDir, model)!;
}

function checkUnknown(path: string): void {
  if (path.endsWith('.onnx')) {
    readPlainModel(readFileSync(path));
    return;
  }
  try {
    JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new DomainError('model-invalid', `${path} is damaged. Choose another folder.`, { path }, { cause });
  }
}

async function copyWhole(from: string, to: string, sha256: string, signal: CancelSignal | undefined): Promise<void> {
  const temporary = `${to}.copy`;
  mkdirSync(dirname(to), { recursive: true });
  try {
    copyFileSync(from, temporary);
    // What was checked must be what is kept.
    if ((await hashOfFile(temporary, signal)) !== sha256)
      throw new DomainError('conflict', `${from} changed while it was copied. Try again.`, { path: from });
    syncFile(temporary);
    renameSync(temporary, to);
    syncFolder(dirname(to));
  } catch (error) {
    rmSync(temporary, { force: true });
    if (error instanceof DomainError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new DomainError(
      'storage-failed',
      `${to} could not be written (${reason}). Check free space and permissions.`,
      {},
      { cause: error },
    );
  }
}

/** @throws DomainError 'cancelled' */
export async function hashOfFile(path: string, signal?: CancelSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    throwIfCancelled(signal);
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}

export interface InstalledEncoder {
  /** Name and the beginning of the hash of its weights: vectors of other bytes are kept apart. */
  readonly encoder: string;
  readonly files: SentenceEncoderFiles;
}

/** The sentence encoder's files, their hashes checked; null where it is not installed. @throws DomainError 'model-invalid' */
export async function sentenceEncoderFiles(dataDir: string): Promise<InstalledEncoder | null> {
  const model = sentenceEncoderModel;
  const installed = installedModel(dataDir, model);
  if (installed === null) return null;
  const folder = hubFolder(dataDir, model);
  for (const { path, sha256 } of installed.files) {
    if (!existsSync(join(folder, path)) || (await hashOfFile(join(folder, path))) !== sha256)
      throw new DomainError('model-invalid', `The file ${path} of ${model.id} is damaged. Remove the model and download it again.`, {
        path,
      });
  }
  const weights = installed.files.find(({ path }) => path.endsWith('.onnx'))!;
  return {
    encoder: `${model.id}@${weights.sha256.slice(0, 12)}`,
    files: {
      tokenizer: JSON.parse(readFileSync(join(folder, 'tokenizer.json'), 'utf8')) as object,
      model: new Uint8Array(readFileSync(join(folder, weights.path))),
    },
  };
}
