import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../base/errors.ts';
import type { Dtype, DtypeArrays, Tensor } from '../engine/tensor.ts';
import { writeFileAtomically } from './files.ts';
import { bytesPerElement, type ModelCardFields, type ModelManifest, modelManifestSchema, type TensorEntry } from './modelManifest.ts';

export type { ModelCardFields, ModelManifest };

export const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;
export const MAX_TENSORS_BYTES = 2 * 1024 ** 3;

/**
 * Writes a model: raw little-endian tensors under a name that holds their hash, then the manifest that points at them. Each is forced to the disk
 * before it gets its name, so that at every moment the folder holds the old model or the new one.
 * @returns the manifest as written.
 */
export function saveModel(directory: string, card: ModelCardFields, tensors: Readonly<Record<string, Tensor>>): ModelManifest {
  const { entries, parts, sizeBytes } = layOut(tensors);
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  const sha256 = hash.digest('hex');
  const manifest = modelManifestSchema.parse({
    schema: 1,
    ...card,
    tensors: entries,
    tensorsFile: `tensors-${sha256.slice(0, 12)}.bin`,
    sha256,
    sizeBytes,
  });
  mkdirSync(directory, { recursive: true });
  writeFileAtomically(join(directory, manifest.tensorsFile), parts);
  writeFileAtomically(join(directory, 'manifest.json'), [Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)]);
  for (const file of readdirSync(directory)) {
    if (/^tensors-[0-9a-f]{12}\.bin$/.test(file) && file !== manifest.tensorsFile) rmSync(join(directory, file), { force: true });
  }
  return manifest;
}

/** Reads only the card. @throws DomainError 'not-found' or 'model-invalid'. */
export function readManifest(directory: string): ModelManifest {
  const path = join(directory, 'manifest.json');
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined)
    throw new DomainError('not-found', `There is no model in ${directory}. Train one, or choose another.`, { directory });
  if (stats.size > MAX_MANIFEST_BYTES) throw invalid(directory, 'its manifest is too large');
  return parseManifest(directory, readFileSync(path, 'utf8'));
}

/** @throws DomainError 'model-invalid' */
export function parseManifest(directory: string, text: string): ModelManifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw invalid(directory, 'its manifest is no JSON', error);
  }
  const parsed = modelManifestSchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw invalid(directory, `its manifest is wrong at "${issue?.path.join('.')}" (${issue?.message})`, parsed.error);
  }
  return parsed.data;
}

/** Reads a model and checks sizes, table and SHA-256 before anything is used. @throws DomainError 'not-found' or 'model-invalid'. */
export function loadModel(directory: string): { readonly manifest: ModelManifest; readonly tensors: Readonly<Record<string, Tensor>> } {
  const manifest = readManifest(directory);
  const path = join(directory, manifest.tensorsFile);
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? -1;
  if (size !== manifest.sizeBytes || size > MAX_TENSORS_BYTES) {
    throw invalid(directory, `${manifest.tensorsFile} has ${size} bytes instead of ${manifest.sizeBytes}`);
  }
  // A buffer of its own, aligned for every element type.
  const bytes = new Uint8Array(readFileSync(path));
  if (createHash('sha256').update(bytes).digest('hex') !== manifest.sha256)
    throw invalid(directory, 'the checksum of its tensors is wrong');
  return { manifest, tensors: tensorsOf(directory, manifest, bytes) };
}

/** The tensors of a file, by the manifest's table. @param bytes aligned to 8 @throws DomainError 'model-invalid' where the table does not fit */
export function tensorsOf(directory: string, manifest: ModelManifest, bytes: Uint8Array): Readonly<Record<string, Tensor>> {
  const size = bytes.length;
  const tensors: Record<string, Tensor> = {};
  for (const entry of manifest.tensors) {
    const length = entry.shape.reduce((product, dimension) => product * dimension, 1);
    if (entry.bytes !== length * bytesPerElement[entry.dtype] || entry.offset + entry.bytes > size) {
      throw invalid(directory, `the tensor "${entry.name}" does not fit its shape`);
    }
    if (Object.hasOwn(tensors, entry.name)) throw invalid(directory, `the tensor "${entry.name}" stands twice`);
    tensors[entry.name] = tensorOf(entry, bytes.buffer as ArrayBuffer, length);
  }
  return tensors;
}

function layOut(tensors: Readonly<Record<string, Tensor>>): { entries: TensorEntry[]; parts: Uint8Array[]; sizeBytes: number } {
  const entries: TensorEntry[] = [];
  const parts: Uint8Array[] = [];
  let offset = 0;
  // Sorted, so that the same tensors make the same file.
  for (const name of Object.keys(tensors).sort()) {
    const { dtype, shape, data } = tensors[name]!;
    const length = shape.reduce((product, dimension) => product * dimension, 1);
    if (data.length !== length) throw new Error(`internal: tensor "${name}" has ${data.length} values for shape [${shape.join(', ')}]`);
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const padding = (8 - (bytes.length % 8)) % 8;
    entries.push({ name, dtype, shape: [...shape], offset, bytes: bytes.length });
    parts.push(bytes, new Uint8Array(padding));
    offset += bytes.length + padding;
  }
  return { entries, parts, sizeBytes: offset };
}

const arrays: { readonly [K in Dtype]: new (buffer: ArrayBuffer, offset: number, length: number) => DtypeArrays[K] } = {
  float32: Float32Array,
  float16: Uint16Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint8: Uint8Array,
  int8: Int8Array,
  bool: Uint8Array,
};

function tensorOf({ dtype, shape, offset }: TensorEntry, buffer: ArrayBuffer, length: number): Tensor {
  return { dtype, shape, data: new arrays[dtype](buffer, offset, length) } as Tensor;
}

function invalid(directory: string, why: string, cause?: unknown): DomainError {
  return new DomainError(
    'model-invalid',
    `The model in ${directory} cannot be used: ${why}. Train it again, or install it anew.`,
    { directory, why },
    { cause },
  );
}
