import { createHash } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../base/errors.ts';
import { type CancelSignal, throwIfCancelled } from '../base/progress.ts';
import { readPlainModel } from '../engine/onnx/plainModel.ts';
import { openStoredModel } from '../recommenders/modelCard.ts';
import type { ByteSource } from './import/byteSource.ts';
import { openImportSources } from './import/importSources.ts';
import type { ModelManifest } from './modelManifest.ts';
import { MAX_MANIFEST_BYTES, MAX_TENSORS_BYTES, parseManifest, saveModel, tensorsOf } from './modelStore.ts';

const MAX_ONNX_BYTES = 256 * 1024 * 1024;

/**
 * Takes a model that somebody else made into the data folder. Nothing in it is trusted: manifest, sizes, hash, shapes and the model's own tensors are
 * checked by use; ONNX files beside them must be plain. What is kept is written anew from what was understood, never copied.
 * @param path a folder or zip with one `manifest.json`
 * @returns folder name of the model; that of the same model where it was there already
 * @throws DomainError 'not-found', 'model-invalid', 'data-invalid' or 'too-large'
 */
export async function importModel(dataDir: string, path: string, signal?: CancelSignal): Promise<string> {
  const { sources, close } = await openImportSources(path);
  try {
    const manifests = sources.filter(({ name }) => /(^|\/)manifest\.json$/.test(name));
    const [found] = manifests;
    if (found === undefined || manifests.length > 1)
      throw invalid(path, `it holds ${manifests.length} files called manifest.json, not one`);
    const folder = found.name.slice(0, -'manifest.json'.length);
    const manifest = parseManifest(path, Buffer.from(await readWhole(found, MAX_MANIFEST_BYTES, path)).toString('utf8'));
    for (const source of sources) {
      throwIfCancelled(signal);
      if (source.name.startsWith(folder) && source.name.toLowerCase().endsWith('.onnx'))
        readPlainModel(await readWhole(source, MAX_ONNX_BYTES, path));
    }
    const file = sources.find(({ name }) => name === folder + manifest.tensorsFile);
    if (file === undefined) throw invalid(path, `its tensors (${manifest.tensorsFile}) are missing`);
    if (manifest.sizeBytes > MAX_TENSORS_BYTES) throw invalid(path, 'its tensors are too large');
    const bytes = await readWhole(file, manifest.sizeBytes, path);
    throwIfCancelled(signal);
    if (bytes.length !== manifest.sizeBytes)
      throw invalid(path, `${manifest.tensorsFile} has ${bytes.length} bytes instead of ${manifest.sizeBytes}`);
    if (createHash('sha256').update(bytes).digest('hex') !== manifest.sha256) throw invalid(path, 'the checksum of its tensors is wrong');
    return keep(dataDir, path, manifest, bytes);
  } finally {
    close();
  }
}

function keep(dataDir: string, path: string, manifest: ModelManifest, bytes: Uint8Array): string {
  const tensors = tensorsOf(path, manifest, bytes);
  try {
    const { fitted, items } = openStoredModel(manifest, tensors);
    if (fitted.numItems !== items.size) throw invalid(path, 'it does not know as many films as it names');
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw invalid(path, 'its tensors are not those of such a model', error);
  }
  const modelId = `${manifest.name}-${manifest.sha256.slice(0, 8)}`;
  const directory = join(dataDir, 'models', modelId);
  if (existsSync(join(directory, 'manifest.json'))) return modelId;
  const temporary = join(dataDir, 'models', `.import-${process.pid}-${modelId}`);
  try {
    const { schema: _schema, tensors: _tensors, tensorsFile: _file, sha256: _sha256, sizeBytes: _size, ...card } = manifest;
    saveModel(temporary, card, tensors);
    rmSync(directory, { recursive: true, force: true });
    renameSync(temporary, directory);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return modelId;
}

/** Stops at the first byte too many, whatever sizes the archive claims. */
async function readWhole(source: ByteSource, maxBytes: number, path: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of source.open()) {
    length += part.length;
    if (length > maxBytes) throw invalid(path, `${source.name} is larger than it may be`);
    parts.push(part);
  }
  // A buffer of its own, aligned for every element type.
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function invalid(path: string, why: string, cause?: unknown): DomainError {
  return new DomainError(
    'model-invalid',
    `The model at ${path} cannot be used: ${why}. Get it again from where it came.`,
    { path, why },
    { cause },
  );
}
